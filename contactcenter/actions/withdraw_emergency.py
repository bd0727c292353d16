"""It is no emergency after all: the contact goes back to its place, and nobody is rung any more. Called by the desk."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.actions.raise_emergency import EMERGENCY, cancel_order
from contactcenter.agents.models import Agent
from contactcenter.contacts.matters import undo_outcome
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import RANKS
from contactcenter.contacts.reordering import put_in_place
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.escalations import emergencies
from contactcenter.escalations import service as escalations
from contactcenter.escalations.alerts import alerts_of, say_by_text
from contactcenter.escalations.kinds import name_of
from contactcenter.escalations.models import SENT, WITHDRAWN, Emergency, Escalation
from contactcenter.escalations.words import say
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.routing.emergencies import count_false_hit

LONGEST_REASON = 400


async def withdraw_emergency(session: Session, contact_id: str, reason: str, *, agent: Agent, now: datetime) -> Contact:
    """Everything that was raised for it is undone, with the reason; the word that cried wolf is counted."""
    reason = _checked(reason)
    contact = await lock_contact(session, contact_id)
    standing = await emergencies.standing_of(session, contact.id)
    if not standing:
        raise Conflict("This contact is no emergency.", code="no_emergency")
    for emergency in standing:
        await _withdraw(session, contact, emergency, reason, agent=agent, now=now)
    await _put_back(session, contact, standing, reason, agent=agent, now=now)
    session.record(Fact("emergency.raised", contact.id, contact.version))
    return contact


async def _withdraw(
    session: Session, contact: Contact, emergency: Emergency, reason: str, *, agent: Agent, now: datetime
) -> None:
    await emergencies.set_state(session, emergency, WITHDRAWN, author_id=agent.id, reason=reason, now=now)
    await cancel_order(session, emergency, author_id=agent.id, reason=reason, now=now)
    if emergency.matter_id is not None:
        await undo_outcome(session, emergency.matter_id, author_id=agent.id, reason=reason, now=now)
    for escalation in await escalations.lock_climbing(session, emergency_id=emergency.id):
        await escalations.end(session, escalation, author_id=agent.id, reason=reason, now=now)
        await _call_off(session, escalation, now=now)
    if emergency.word_id is not None:
        await count_false_hit(session, emergency.word_id)
    words = say("thread_withdrawn", contact.language, kind=name_of(emergency.kind, contact.language), reason=reason)
    await say_in_thread(session, contact, words, now=now)


async def _call_off(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Whoever was texted need not run."""
    told = set()
    for row in await alerts_of(session, escalation.id):
        if row.channel == "sms" and row.state == SENT and row.address not in told:
            told.add(row.address)
            await say_by_text(session, row, "withdrawn", {"reference": escalation.reference}, now=now)


async def _put_back(
    session: Session, contact: Contact, standing: Sequence[Emergency], reason: str, *, agent: Agent, now: datetime
) -> None:
    class_ = min((emergency.class_before for emergency in standing), key=lambda name: RANKS[name])
    contact.emergency_kind = ""
    if contact.class_ != EMERGENCY:
        class_ = contact.class_
    await put_in_place(session, contact, class_=class_, head_start_seconds=contact.head_start_seconds, now=now)
    details = {"from": EMERGENCY, "to": class_, "reason": reason}
    await history.write(session, "contact", contact.id, "class_lowered", author_id=agent.id, at=now, details=details)


def _checked(reason: str) -> str:
    reason = reason.replace("\x00", "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        problem = f"Say in at most {LONGEST_REASON} characters why it is none."
        raise InvalidInput("Say why it is no emergency.", details={"fields": {"reason": problem}})
    return reason
