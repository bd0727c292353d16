"""Builders of contacts and of texts that arrive."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, Matter
from contactcenter.contacts.references import next_references
from contactcenter.contracts import InboundText
from contactcenter.db import Session, new_id

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LINE = "+85230000000"
OWNER = "+85291234567"


async def make_contact(
    session: Session,
    *,
    state: str = "queued",
    agent: Agent | None = None,
    waiting_minutes: float = 0,
    queue_id: str | None = None,
    address: str = OWNER,
    line: str = LINE,
    matters: int = 1,
    **values: Any,
) -> Contact:
    """A text contact as intake would have made it, in the state and hands the test is about."""
    (reference,) = await next_references(session, "C", 1, NOW)
    contact = Contact(
        **{
            "id": new_id(),
            "reference": reference,
            "channel": "sms",
            "state": state,
            "address": address,
            "line": line,
            "queue_id": queue_id,
            "agent_id": agent.id if agent else None,
            "subject": "廚房漏水",
            "thread_key": f"{line}|{address}",
            "queued_at": NOW - timedelta(minutes=waiting_minutes),
            "created_at": NOW - timedelta(minutes=waiting_minutes),
            "updated_at": NOW,
            "version": 1,
            **values,
        }
    )
    session.add(contact)
    await session.flush()
    session.add_all(Matter(id=new_id(), contact_id=contact.id, subject=contact.subject) for _ in range(matters))
    await session.flush()
    return contact


def make_text(
    text: str = "廚房漏水", *, sender: str = OWNER, line: str = LINE, external_id: str = "", at: datetime = NOW
) -> InboundText:
    return InboundText(external_id or f"SM{new_id()}", sender, line, text, at)
