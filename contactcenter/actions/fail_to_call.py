"""A call of ours did not come about: its agent did not come to the telephone, or the customer was not reached.

A call we owe goes back into its place, or is tried again later, at most as often as its queue says; whoever could not
be reached then is told so by text. A call an agent makes of her own accord stays hers.
"""

from datetime import datetime, timedelta
from typing import Final

from contactcenter.actions.place_call import attempts_of
from contactcenter.calls import thread
from contactcenter.calls.happenings import CustomerUnreached, Happening
from contactcenter.calls.service import CALLBACK, HeldCall
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing.models import Queue
from contactcenter.routing.queue_rules import call_back_at
from contactcenter.templates.fill import fill
from contactcenter.templates.service import find_template

TEMPLATE: Final = "callback_unreached"
OUTCOME: Final = "unreached"
ONE_ATTEMPT, SOON = 1, 900


async def give_back_uncalled(session: Session, held: HeldCall, *, agent_id: str | None, now: datetime) -> bool:
    """The agent is gone from the call before anybody was reached; True where somebody else is asked now."""
    contact = held.contact
    if contact.source != CALLBACK or contact.state not in states.HELD:
        return False
    await contacts.return_to_queue(
        session,
        contact,
        author_id=None,
        now=now,
        act="agent_lost",
        reason=agent_id or "",
        preferred_agent_id=None,
    )
    return True


async def note_unreached(session: Session, held: HeldCall, happening: Happening, *, now: datetime) -> None:
    """Nobody was reached: once more later, or never again."""
    contact = held.contact
    reason = happening.reason if isinstance(happening, CustomerUnreached) else "hung_up"
    attempt = await attempts_of(session, contact)
    await thread.note(session, contact, "call.unreached", {"reason": reason, "attempt": attempt}, now=now)
    if contact.source != CALLBACK or contact.state != states.ACTIVE:
        await contacts.touch(session, contact, now=now)
        return
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    if attempt < (queue.callback_attempts if queue else ONE_ATTEMPT):
        delay = timedelta(seconds=queue.callback_delay_seconds if queue else SOON)
        await _try_later(session, contact, reason, now + delay, now)
    else:
        await _give_up(session, contact, reason, now)


async def _try_later(session: Session, contact: Contact, reason: str, at: datetime, now: datetime) -> None:
    """Its place is kept; nobody holds it meanwhile, and nobody is called while we are closed."""
    until = await call_back_at(session, contact, at)
    await contacts.change_state(
        session,
        contact,
        states.SNOOZED,
        author_id=None,
        now=now,
        act="unreached",
        reason=reason,
        agent_id=None,
        snoozed_until=until,
    )


async def _give_up(session: Session, contact: Contact, reason: str, now: datetime) -> None:
    await thread.note(session, contact, "callback.given_up", {"reason": reason}, now=now)
    for matter in await contacts.matters_of(session, contact.id):
        if matter.outcome is None:
            await contacts.set_outcome(session, matter, OUTCOME, author_id=None, now=now)
    template = await find_template(session, TEMPLATE, contact.language)
    if template is not None and await messages.find_way(session, contact) is not None:
        text = fill(template.text, {"reference": contact.reference})
        await messages.send_to_owner(session, contact, text, author=None, now=now)
    await contacts.change_state(
        session, contact, states.CLOSED, author_id=None, now=now, act="given_up", reason=reason, closed_at=now
    )
