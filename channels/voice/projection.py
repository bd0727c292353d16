"""Takes up reports about calls on which acting failed at once; the webhook does all others itself."""

import re
from collections.abc import Sequence
from datetime import datetime

from channels.twilio.forms import Unusable, read_form
from channels.voice.documents import Request
from channels.voice.events import EVENTS, CallEvent
from channels.voice.payload import Form
from contactcenter.db import Session
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projection

_ADDRESSES = [(re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path)), act) for path, act in EVENTS.items()]


async def prepare_event(row: InboundEvent, body: bytes) -> tuple[CallEvent, Request]:
    """The row holds the address it came to before the form. Raises `Unusable` where that is none of ours."""
    address, _, form = body.partition(b"\n")
    act, names = _find(address.decode("utf-8", "replace"))
    return act, Request(Form(read_form(form)), names, row.received_at)


def _find(address: str) -> tuple[CallEvent, dict[str, str]]:
    for pattern, act in _ADDRESSES:
        found = pattern.fullmatch(address)
        if found is not None:
            return act, found.groupdict()
    raise Unusable("the address is none of those for reports about calls")


async def project_events(
    session: Session, rows: Sequence[tuple[InboundEvent, tuple[CallEvent, Request]]], now: datetime
) -> None:
    for _row, (act, request) in rows:
        await act(session, request)


CALL_EVENTS = Projection(project_events, prepare_event)
