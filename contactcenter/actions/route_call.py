"""A caller is through with the menus: the contact gets its queue, its class, and its place in line."""

from datetime import datetime

from contactcenter.actions.raise_emergency import EMERGENCY, Alarm, raise_emergency
from contactcenter.calls import thread
from contactcenter.calls.decision import Decision
from contactcenter.calls.service import HeldCall
from contactcenter.calls.waiting import position_of
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import RANKS, queue_key
from contactcenter.db import Session
from contactcenter.lines.service import find_line
from contactcenter.routing import offers
from contactcenter.routing.emergencies import UNCLEAR
from contactcenter.routing.service import find_queue, general_queue_id


async def route_call(session: Session, held: HeldCall, decision: Decision, *, now: datetime) -> None:
    """The first time it begins to wait; later only where a caller in the line says that it is an emergency."""
    contact, standing = held.contact, decision.standing
    queue_id = await _queue_id(session, held, standing.queue)
    if contact.state == states.NEW:
        # The line may give more than the caller chose.
        class_ = min(contact.class_, standing.class_, key=RANKS.__getitem__)
        await enter_queue(session, contact, class_=class_, queue_id=queue_id, now=now)
    else:
        if contact.state in states.HELD:
            await rejoin_queue(session, held, now=now)
        await raise_class(
            session, contact, standing.class_, author_id=None, now=now, reason="chosen_by_caller", details={}
        )
        await contacts.change_state(
            session, contact, contact.state, author_id=None, now=now, act="rerouted", queue_id=queue_id
        )
    position = await position_of(session, contact)
    await thread.note(session, contact, "call.queued", {"position": position}, now=now)
    if standing.class_ == EMERGENCY:
        await raise_emergency(session, contact, Alarm(UNCLEAR, "chosen_by_caller"), now=now)


async def rejoin_queue(session: Session, held: HeldCall, *, now: datetime) -> None:
    """She was to be called back and calls herself: into the line, in the place she has had all the time."""
    contact = held.contact
    live = await offers.live_offers_of(session, contact.id)
    await offers.take_back(session, live, "withdrawn", author_id=None, now=now, reason="caller_is_back")
    if contact.state != states.QUEUED:
        await contacts.return_to_queue(session, contact, author_id=None, now=now, act="caller_is_back")
    else:
        await contacts.change_state(session, contact, states.QUEUED, author_id=None, now=now, act="caller_is_back")
    position = await position_of(session, contact)
    await thread.note(session, contact, "callback.joined", {"position": position}, now=now)


async def enter_queue(
    session: Session, contact: Contact, *, now: datetime, queue_id: str | None, class_: str | None = None
) -> None:
    """From here on its place counts, for life."""
    contact.class_ = class_ or contact.class_
    contact.queued_at = now
    contact.queue_key = queue_key(contact.class_, now, contact.head_start_seconds)
    await contacts.change_state(
        session, contact, states.QUEUED, author_id=None, now=now, act="queued", queue_id=queue_id
    )


async def _queue_id(session: Session, held: HeldCall, code: str | None) -> str | None:
    chosen = await find_queue(session, code) if code else None
    return chosen.id if chosen is not None else await own_queue_id(session, held.contact)


async def own_queue_id(session: Session, contact: Contact) -> str | None:
    """The queue the contact is in; else the one of its line, and at last the general one."""
    if contact.queue_id is not None:
        return contact.queue_id
    line = await find_line(session, "voice", contact.line)
    return (line.queue_id if line else None) or await general_queue_id(session)
