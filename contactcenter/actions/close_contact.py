"""The end of a contact: each matter has its outcome, and the note says how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contactcenter.actions.end_call import dismiss_call
from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class MatterOutcome:
    """How one matter ended, as the agent says it."""

    matter_id: str
    outcome: str
    article_id: str | None = None
    note: str = ""


async def close_contact(
    session: Session,
    contact_id: str,
    *,
    outcomes: Sequence[MatterOutcome],
    note: str,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Contact:
    """Close it. Refused (`outcome_missing`, naming the matters) while a matter has no outcome."""
    contact = await contacts.lock_contact(session, contact_id, version=version)
    contacts.require_move(contact, states.CLOSED, agent)
    await _decide(session, contact, outcomes, agent=agent, now=now)
    await _require_outcomes(session, contact)
    await contacts.change_state(
        session,
        contact,
        states.CLOSED,
        author_id=agent.id,
        now=now,
        agent_id=contact.agent_id or agent.id,
        closed_at=now,
        wrap_up_note=note.strip(),
    )
    await dismiss_call(session, contact, author_id=agent.id, now=now)
    return contact


async def _decide(
    session: Session, contact: Contact, outcomes: Sequence[MatterOutcome], *, agent: Agent, now: datetime
) -> None:
    for said in outcomes:
        matter = await contacts.find_matter_to_decide(session, contact, matter_id=said.matter_id)
        if matter is not None:
            await contacts.set_outcome(
                session,
                matter,
                said.outcome,
                author_id=agent.id,
                now=now,
                note=said.note.strip(),
                article_id=said.article_id,
            )


async def _require_outcomes(session: Session, contact: Contact) -> None:
    undecided = [matter for matter in await contacts.matters_of(session, contact.id) if matter.outcome is None]
    if undecided:
        raise InvalidInput(
            "Say how each matter ended before you close.",
            code="outcome_missing",
            details={"matters": [{"id": matter.id, "subject": matter.subject} for matter in undecided]},
        )
