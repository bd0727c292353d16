"""A caller hung up before anybody spoke to her: the contact is closed as abandoned, or kept for calling back."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.calls import thread
from contactcenter.calls.service import HeldCall
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.lines.service import find_line
from contactcenter.routing import offers
from contactcenter.templates.fill import fill
from contactcenter.templates.service import find_template

TEMPLATE: Final = "missed_call"
# Whoever hung up so soon changed her mind, or dialled a wrong number.
SHORT: Final = timedelta(seconds=10)
# Somebody who calls again and again is told once.
PAUSE: Final = timedelta(minutes=10)


async def close_abandoned(session: Session, held: HeldCall, *, now: datetime) -> None:
    """Nobody is left to speak to: every matter ends as abandoned, and who waited in vain is told so by text."""
    contact, waited = held.contact, _waited(held, now)
    await _take_from_agent(session, contact, now=now)
    details = {"seconds": round(waited.total_seconds()), "is_short": waited < SHORT}
    await thread.note(session, contact, "call.abandoned", details, now=now)
    for matter in await contacts.matters_of(session, contact.id):
        if matter.outcome is None:
            await contacts.set_outcome(session, matter, "abandoned", author_id=None, now=now)
    await contacts.change_state(
        session,
        contact,
        states.CLOSED,
        author_id=None,
        now=now,
        act="abandoned",
        reason="short" if waited < SHORT else "hung_up",
        agent_id=None,
        closed_at=now,
    )
    await _say_sorry(session, held, waited, now=now)


async def call_back(session: Session, held: HeldCall, *, now: datetime) -> None:
    """We lost her, or it is an emergency: the contact keeps its place, and an agent calls back."""
    contact, waited = held.contact, _waited(held, now)
    await _take_from_agent(session, contact, now=now)
    if contact.state == states.ACTIVE:
        await contacts.return_to_queue(session, contact, author_id=None, now=now, act="caller_gone")
    details = {"seconds": round(waited.total_seconds()), "is_short": waited < SHORT}
    await thread.note(session, contact, "call.abandoned", details, now=now)
    await _say_sorry(session, held, waited, now=now)


def _waited(held: HeldCall, now: datetime) -> timedelta:
    """In the queue, since the last talk; nothing where the caller never came as far."""
    since = held.customer.joined_at or held.call.queued_at
    return now - since if since else timedelta(0)


async def _take_from_agent(session: Session, contact: Contact, *, now: datetime) -> None:
    live = await offers.live_offers_of(session, contact.id)
    await offers.take_back(session, live, "withdrawn", author_id=None, now=now, reason="caller_gone")


async def _say_sorry(session: Session, held: HeldCall, waited: timedelta, *, now: datetime) -> None:
    contact = held.contact
    if waited < SHORT or await find_line(session, "sms", held.call.line) is None:
        return
    if await messages.find_way(session, contact) != (held.call.line, held.call.address, "sms"):
        return
    lately = select(Contact.id).where(Contact.address == contact.address, Contact.acknowledged_at > now - PAUSE)
    template = await find_template(session, TEMPLATE, contact.language)
    if template is None or await session.scalar(lately.limit(1)) is not None:
        return
    text = fill(template.text, {"reference": contact.reference})
    await messages.send_to_owner(session, contact, text, author=None, now=now)
    contact.acknowledged_at = now
