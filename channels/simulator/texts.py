"""The life of a text at the carrier: accepted, moved step by step, arrived or lost; each step may owe a webhook."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from channels.simulator import media, webhooks
from channels.simulator.faults import take_outcome
from channels.simulator.media import GivenFile
from channels.simulator.segments import count_segments
from channels.simulator.settings import Account, Pace
from channels.simulator.tables import PhoneLine, Text
from contactcenter.db import Session

MAX_CHARACTERS = 1600
STEPS_AT_ONCE = 200


@dataclass(frozen=True)
class OutgoingText:
    """A text of the account to a phone, checked by the entrance that took it."""

    line: str
    phone: str
    body: str
    media: Sequence[str] = field(default=())
    status_callback: str = ""
    direction: str = "outbound-api"


async def accept_outgoing(session: Session, outgoing: OutgoingText, *, pace: Pace, now: datetime) -> Text:
    outcome = await take_outcome(session, outgoing.phone)
    text = Text(
        sid=new_text_sid(has_media=bool(outgoing.media)),
        direction=outgoing.direction,
        phone=outgoing.phone,
        line=outgoing.line,
        body=outgoing.body,
        media=[],
        segments=count_segments(outgoing.body).count,
        status="queued",
        status_callback=outgoing.status_callback,
        final_status=outcome.status,
        final_error_code=outcome.error_code,
        created_at=now,
        updated_at=now,
        # A text with files waits until they are fetched.
        next_step_at=None if outgoing.media else now + timedelta(seconds=pace.sending),
    )
    media.owe_fetching(session, text, outgoing.media, now)
    session.add(text)
    await session.flush()
    return text


async def accept_inbound(
    session: Session,
    account: Account,
    *,
    phone: str,
    line: PhoneLine,
    body: str,
    files: Sequence[GivenFile] = (),
    now: datetime,
) -> Text:
    """A person's text to a line: kept, and owed to the line's webhook."""
    text = Text(
        sid=new_text_sid(has_media=bool(files)),
        direction="inbound",
        phone=phone,
        line=line.number,
        body=body,
        media=[],
        segments=count_segments(body).count,
        status="receiving",
        created_at=now,
        updated_at=now,
        sent_at=now,
    )
    media.keep_given(session, text, files, now)
    session.add(text)
    await session.flush()
    webhook = await webhooks.owe_inbound(session, account, text, url=line.sms_url, now=now)
    if webhook.state == "dropped":
        text.error_code = webhooks.HTTP_RETRIEVAL_FAILURE
    return text


async def move_due(session: Session, account: Account, *, pace: Pace, now: datetime) -> list[Text]:
    """Every outgoing text whose time has come goes one step; returns those that moved."""
    due = await session.scalars(
        select(Text).where(Text.next_step_at <= now).order_by(Text.next_step_at, Text.id).limit(STEPS_AT_ONCE)
    )
    moved = list(due)
    for text in moved:
        _move(text, pace, now)
        if text.status != "sending" and text.status_callback:
            await webhooks.owe_status(session, account, text, now=now)
    await session.flush()
    return moved


def _move(text: Text, pace: Pace, now: datetime) -> None:
    text.updated_at = now
    if text.status == "queued":
        text.status, text.next_step_at = "sending", now + timedelta(seconds=pace.sent)
    elif text.status == "sending" and text.final_status != "failed":
        text.status, text.sent_at, text.next_step_at = "sent", now, now + timedelta(seconds=pace.final)
    else:
        text.status, text.error_code, text.next_step_at = text.final_status, text.final_error_code, None


async def texts_between(
    session: Session, *, phone: str, line: str, before: int | None = None, limit: int
) -> list[Text]:
    """What the phone's owner can see of a thread, oldest first: everything written there, and what has arrived."""
    query = select(Text).where(
        Text.phone == phone, Text.line == line, or_(Text.direction == "inbound", Text.status == "delivered")
    )
    if before is not None:
        query = query.where(Text.id < before)
    newest_first = await session.scalars(query.order_by(Text.id.desc()).limit(limit))
    return list(newest_first)[::-1]


def new_text_sid(*, has_media: bool = False) -> str:
    return ("MM" if has_media else "SM") + secrets.token_hex(16)
