"""What becomes of those who asked once they are told, or shall not be: their rows, their contacts' outcomes, the news.

Called by the actions that tell, which hold the contacts and the rows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.gaps.asked import Asked
from knowledge_base.gaps.models import (
    DECLINED,
    DRAFTED,
    FAILED,
    PENDING,
    SAME_PERSON,
    SENT,
    SKIPPED,
    UNTOLD,
    Gap,
    GapAsker,
)


async def mark_told(
    session: Session,
    asked: Asked,
    *,
    text: str,
    message_id: str | None,
    author_id: str | None,
    now: datetime,
    rows: Sequence[GapAsker] | None = None,
) -> None:
    """Wherever this person asked: told once, and what each contact was about is answered."""
    for row in asked.all if rows is None else rows:
        if row.tell_state not in UNTOLD:
            continue
        # Told of an answer before, they hear a new one, and what the contact ended by follows it.
        ended = ("gap", "answered") if row.told_at is not None else ("gap",)
        row.tell_state, row.tell_text, row.tell_message_id = SENT, text, message_id
        row.tell_agent_id, row.tell_error, row.told_at = author_id or row.tell_agent_id, "", now
        contact = asked.contact_of(row)
        if contact is not None:
            await _answer_matters(session, asked.gap, row, contact, ended=ended, author_id=author_id, now=now)
    details = {"asker_id": asked.asker.id, "contact_id": asked.asker.contact_id, "message_id": message_id}
    await _note(session, asked, "told", author_id=author_id, now=now, details=details)


async def draft(
    session: Session, asked: Asked, lead: GapAsker, *, text: str, agent_id: str | None, doubt: str, now: datetime
) -> None:
    """Somebody looks it over: one text for this person."""
    for row in asked.all:
        if row.tell_state == PENDING:
            row.tell_state, row.tell_agent_id = DRAFTED, agent_id
            row.tell_text, row.tell_error = (text, doubt) if row.id == lead.id else ("", SAME_PERSON)
    details = {"asker_id": lead.id, "agent_id": agent_id, "doubt": doubt}
    await _note(session, asked, "drafted", author_id=None, now=now, details=details)


async def skip(session: Session, asked: Asked, reason: str, *, author_id: str, now: datetime) -> None:
    """This person shall not be told, and why."""
    for row in asked.all:
        if row.tell_state in UNTOLD:
            row.tell_state, row.tell_error, row.tell_agent_id = SKIPPED, reason, author_id
    details = {"asker_id": asked.asker.id, "contact_id": asked.asker.contact_id, "reason": reason}
    await _note(session, asked, "skipped", author_id=author_id, now=now, details=details)


async def fail(session: Session, asked: Asked, reason: str, *, before: str, now: datetime) -> None:
    """They could not be told: seen by whoever tells them, to be tried again by hand; their contact stays a gap."""
    message_id = asked.asker.tell_message_id
    if asked.asker.tell_state != before:
        return
    for row in asked.all:
        if row.tell_state == before and row.tell_message_id == message_id:
            row.tell_state, row.tell_error, row.told_at = FAILED, reason, None
            contact = asked.contact_of(row)
            if contact is not None and before == SENT:
                await _leave_unanswered(session, asked.gap, row, contact, now=now)
    details = {"asker_id": asked.asker.id, "contact_id": asked.asker.contact_id, "reason": reason}
    await _note(session, asked, "not_told", author_id=None, now=now, details=details)


async def _answer_matters(
    session: Session,
    gap: Gap,
    row: GapAsker,
    contact: Contact,
    *,
    ended: Sequence[str],
    author_id: str | None,
    now: datetime,
) -> None:
    """The gap of the contact, closed or not, is answered now. Told that there is no answer, it stays a gap."""
    await session.flush()
    if gap.state == DECLINED:
        return
    note = gap.answer if gap.article_id is None else ""
    for matter in await contacts.matters_of(session, contact.id):
        if matter.outcome in ended and matter.gap_id in (row.gap_id, gap.id):
            matter.article_id = gap.article_id
            await contacts.set_outcome(
                session, matter, "answered", author_id=author_id, now=now, article_id=gap.article_id, note=note
            )


async def _leave_unanswered(session: Session, gap: Gap, row: GapAsker, contact: Contact, *, now: datetime) -> None:
    """The answer that ended it never arrived."""
    for matter in await contacts.matters_of(session, contact.id):
        is_by_it = matter.outcome == "answered" and matter.gap_id in (row.gap_id, gap.id)
        if is_by_it and matter.article_id == gap.article_id:
            await contacts.set_outcome(session, matter, "gap", author_id=None, now=now)


async def _note(
    session: Session, asked: Asked, act: str, *, author_id: str | None, now: datetime, details: Mapping[str, object]
) -> None:
    """Into the history of the gap; its version stays, so that nobody who works on it is disturbed."""
    await session.flush()
    kept = {name: value for name, value in details.items() if value}
    await history.write(session, "gap", asked.gap.id, act, author_id=author_id, at=now, details=kept)
    session.record(Fact("gap.changed", asked.gap.id, asked.gap.version))
