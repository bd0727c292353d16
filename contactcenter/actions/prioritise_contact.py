"""A supervisor puts a contact elsewhere in the queue: another class, a head start, or the front of its class."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR
from contactcenter.contacts import reordering, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.journal import history


async def prioritise_contact(
    session: Session,
    contact_id: str,
    *,
    agent: Agent,
    now: datetime,
    reason: str,
    class_: str | None = None,
    head_start_seconds: int | None = None,
    to_front: bool = False,
) -> Contact:
    """Up or down, with the reason in the history. A new class alone keeps the head start."""
    if SUPERVISOR not in agent.roles:
        raise NotAllowed("Only a supervisor changes the order of the queue.")
    _require_one_wish(class_, head_start_seconds, to_front=to_front)
    contact = await contacts.lock_contact(session, contact_id)
    if contact.state == states.CLOSED:
        raise Conflict("This contact is closed.", code="wrong_state", details={"state": contact.state})
    details = {"from": contact.class_, "to": class_ or contact.class_, "reason": reason, "to_front": to_front}
    wanted = head_start_seconds if head_start_seconds is not None else contact.head_start_seconds
    if to_front:
        wanted = await reordering.head_start_to_front(session, contact, class_ or contact.class_)
    details |= {"from_head_start_seconds": contact.head_start_seconds, "head_start_seconds": wanted}
    await reordering.put_in_place(session, contact, class_=class_ or contact.class_, head_start_seconds=wanted, now=now)
    await history.write(session, "contact", contact.id, "prioritised", author_id=agent.id, at=now, details=details)
    session.wake(contacts.OFFERS_TOPIC)
    return contact


def _require_one_wish(class_: str | None, head_start_seconds: int | None, *, to_front: bool) -> None:
    if class_ is None and head_start_seconds is None and not to_front:
        raise InvalidInput("Name a class, a head start, or the front.", code="nothing_to_change")
    if to_front and head_start_seconds is not None:
        raise InvalidInput("Name either a head start or the front.", details={"field": "head_start_seconds"})
    if class_ is not None and class_ not in states.CLASSES:
        raise InvalidInput(f"A class is one of {', '.join(states.CLASSES)}.", details={"field": "class"})
    if head_start_seconds is not None and not 0 <= head_start_seconds <= reordering.LONGEST_HEAD_START:
        raise InvalidInput("A head start is from 0 to 366 days.", details={"field": "head_start_seconds"})
