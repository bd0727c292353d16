"""The caller is gone, or the conversation is over while she is still there."""

from datetime import datetime
from typing import Literal

from contactcenter.actions.follow_flow import follow
from contactcenter.calls.happenings import CustomerLeft, Dismissed, TalkOver
from contactcenter.calls.service import lock_call, lock_live_call
from contactcenter.calls.steps import Steps
from contactcenter.contacts.models import Contact
from contactcenter.db import Session


async def end_call(
    session: Session, call_id: str, *, now: datetime, by: Literal["customer", "system"] = "customer"
) -> None:
    """Whatever she was doing: whoever talked with her wraps up, whoever rang is free. May be told again."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    await follow(session, held, CustomerLeft(by), now=now)


async def end_talk(session: Session, call_id: str, *, now: datetime) -> Steps:
    """The conversation ended under the caller: she is not to be left in silence."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    return (await follow(session, held, TalkOver(), now=now)).steps


async def dismiss_call(session: Session, contact: Contact, *, author_id: str | None, now: datetime) -> None:
    """The contact was closed by its people: a caller who is still on the line is hung up."""
    held = await lock_live_call(session, contact.id) if contact.channel == "voice" else None
    if held is not None:
        await follow(session, held, Dismissed(), now=now, author_id=author_id)
