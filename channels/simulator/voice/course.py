"""Where a call goes next: to the next verb, to another document, or into one that is heard meanwhile."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urljoin

from channels.simulator.voice.parameters import call_parameters
from channels.simulator.voice.program import Document, Fetch, Purpose, Step, Verb
from channels.simulator.voice.tables import Call
from channels.simulator.voice.turn import Turn

# No conversation asks for more documents than this in so short a time.
MOST_FETCHES = 50
COUNTED_TOGETHER = timedelta(seconds=10)

Extra = Iterable[tuple[str, str]]


def absolute(call: Call, url: str) -> str:
    """An address of the present document; an empty one is the document's own."""
    return resolved(call.present, url) if call.present else url


def resolved(document: Document, url: str) -> str:
    return urljoin(document.url, url) if url else urldefrag(document.url).url


def follow(turn: Turn, call: Call, url: str, method: str = "", extra: Extra = ()) -> None:
    """Ask for the document that shall take the place of the present one."""
    present = call.present
    purpose: Purpose = present.purpose if present else "call"
    ask(turn, call, absolute(call, url), method=method, purpose=purpose, extra=extra)


def ask(turn: Turn, call: Call, url: str, *, method: str = "", purpose: Purpose = "call", extra: Extra = ()) -> None:
    """The call waits for this document; whatever it waited for before is forgotten."""
    if purpose == "call":
        call.aside = None
    if call.present is not None and call.present.purpose == purpose:
        put(call, call.present.waiting(None))
    call.fetch = Fetch(
        url=url,
        method=method or "POST",
        parameters=tuple((*call_parameters(turn.account, call), *extra)),
        token=str(uuid.uuid4()),
        purpose=purpose,
    )
    call.fetch_at, call.next_at = turn.now, None
    _count(turn, call)
    turn.touch(call)


def _count(turn: Turn, call: Call) -> None:
    if turn.now - call.fetches_since >= COUNTED_TOGETHER:
        call.fetches, call.fetches_since = 0, turn.now
    call.fetches += 1


def is_running_in_circles(call: Call) -> bool:
    """Documents that lead to each other without anybody waiting would keep both sides busy for ever."""
    return call.fetches > MOST_FETCHES


def load(turn: Turn, call: Call, verbs: tuple[Verb, ...], *, url: str, method: str, purpose: Purpose = "call") -> None:
    """Begin with this document."""
    call.fetch = call.fetch_at = call.next_at = None
    if purpose == "call":
        call.aside = None
    put(call, Document(url=url, method=method, verbs=verbs, purpose=purpose, since=turn.now))
    turn.touch(call)
    turn.resume(call)


def put(call: Call, document: Document) -> None:
    if document.purpose == "call":
        call.document = document
    else:
        call.aside = document


def wait(call: Call, step: Step, until: datetime | None) -> None:
    """The present document stays at its verb until then, or until something happens."""
    assert call.present is not None, "only a running document waits"
    put(call, call.present.waiting(step))
    call.next_at = until


def step_over(turn: Turn, call: Call) -> None:
    """The present verb is done; the document goes on with the next."""
    assert call.present is not None, "only a running document has a verb"
    put(call, call.present.stepped_over())
    call.next_at = None
    turn.resume(call)


def leave_aside(call: Call) -> None:
    """What was heard meanwhile is over, also where it was only asked for."""
    if call.fetch is not None and call.fetch.purpose != "call":
        call.fetch = call.fetch_at = None
    call.aside = None
    call.next_at = None
