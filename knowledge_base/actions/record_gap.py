"""An agent found no answer: the question is kept with the one who asked and the words that were searched."""

from datetime import datetime

from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.gaps.models import Gap
from knowledge_base.gaps.service import add_asker, find_or_create_gap


async def record_gap(
    session: Session,
    *,
    contact_id: str | None,
    customer_id: str | None,
    question: str,
    words_searched: str,
    agent_id: str,
    language: str,
    now: datetime,
) -> Gap:
    """The gap for this question, with this asker. Said twice for one contact it counts once."""
    gap, is_new = await find_or_create_gap(
        session, question, words_searched=words_searched, language=language, agent_id=agent_id, now=now
    )
    is_asked = await add_asker(
        session,
        gap,
        contact_id=contact_id,
        customer_id=customer_id,
        agent_id=agent_id,
        words_searched=words_searched,
        now=now,
    )
    if not (is_new or is_asked):
        return gap
    if not is_new:
        gap.version += 1
        await session.flush()
    act = "recorded" if is_new else "asked_again"
    details = {"contact_id": contact_id, "words_searched": words_searched}
    await history.write(session, "gap", gap.id, act, author_id=agent_id, at=now, details=details)
    session.record(Fact("gap.changed", gap.id, gap.version))
    return gap
