"""Find, open and answer gaps. Called by `actions/`, the handover source and the console."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.text.scripts import fold
from knowledge_base.gaps.models import ANSWERED, IS_UNANSWERED, LONGEST_FOLDED, OPEN, Gap, GapAsker

LONGEST_QUESTION = 2000
# Politeness and punctuation do not make another question.
MARKS = re.compile(r"[\W_]+")
GREETING = re.compile(r"^(?:(?:请问|想问|唔该|你好|您好)|(?:please|hi|hello)\b)\s*")


def fold_question(question: str) -> str:
    """The question without script, case, width, punctuation and greeting."""
    folded = fold(question)
    words = GREETING.sub("", MARKS.sub(" ", folded).strip()).replace(" ", "")
    return (words or folded.strip())[:LONGEST_FOLDED]


async def find_or_create_gap(
    session: Session, question: str, *, words_searched: str, language: str, agent_id: str, now: datetime
) -> tuple[Gap, bool]:
    """The open gap for this question, locked, and whether it is new. Two agents at once get the same one."""
    question = question.strip()
    if not question or len(question) > LONGEST_QUESTION:
        reason = "Please write the question down." if not question else f"At most {LONGEST_QUESTION} characters."
        raise InvalidInput(reason, details={"fields": {"question": reason}})
    folded = fold_question(question)
    gap_id = new_id()
    row = {
        "id": gap_id,
        "question": question,
        "folded": folded,
        "words_searched": words_searched,
        "language": language,
        "state": OPEN,
        "created_by": agent_id,
        "created_at": now,
        "version": 1,
    }
    # Writing the same words again changes nothing, but locks the open gap and says which one it is.
    kept = (
        insert(session, Gap)
        .values(row)
        .on_conflict_do_update(index_elements=["folded"], index_where=IS_UNANSWERED, set_={"folded": folded})
    )
    found = (await session.execute(kept.returning(Gap.id))).scalar_one()
    gap = (await session.scalars(select(Gap).where(Gap.id == found).execution_options(populate_existing=True))).one()
    return gap, found == gap_id


async def add_asker(
    session: Session,
    gap: Gap,
    *,
    contact_id: str | None,
    customer_id: str | None,
    agent_id: str,
    words_searched: str,
    now: datetime,
) -> bool:
    """Note who asked; False where this contact already stands there."""
    asker = {
        "id": new_id(),
        "gap_id": gap.id,
        "contact_id": contact_id,
        "customer_id": customer_id,
        "agent_id": agent_id,
        "words_searched": words_searched,
        "at": now,
    }
    statement = insert(session, GapAsker).values(asker).on_conflict_do_nothing().returning(GapAsker.id)
    return (await session.execute(statement)).first() is not None


async def answer_gap(
    session: Session, gap_id: str, *, article_id: str, now: datetime, version: int | None = None
) -> Gap:
    """This article answers it; the next one who asks the same opens a new gap."""
    query = select(Gap).where(Gap.id == gap_id).with_for_update()
    gap = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if gap is None:
        raise NotFound("There is no such gap.")
    if version is not None and version != gap.version:
        raise Conflict("Somebody else changed this gap; reload and look again.", code="stale")
    gap.state, gap.article_id, gap.answered_at, gap.version = ANSWERED, article_id, now, gap.version + 1
    await session.flush()
    return gap


async def get_gap(session: Session, gap_id: str) -> Gap:
    gap = await session.get(Gap, gap_id)
    if gap is None:
        raise NotFound("There is no such gap.")
    return gap


async def list_gaps(
    session: Session, *, state: str | None = None, limit: int = 50, after: str | None = None
) -> Sequence[Gap]:
    """Gaps, newest first; `after` is the id of the last one seen."""
    query = select(Gap).order_by(Gap.id.desc()).limit(limit)
    if state is not None:
        query = query.where(Gap.state == state)
    if after is not None:
        query = query.where(Gap.id < after)
    return (await session.scalars(query)).all()


async def askers_of(session: Session, gap_ids: Sequence[str]) -> dict[str, list[GapAsker]]:
    """Who asked, for each of these gaps, in the order of asking."""
    askers: dict[str, list[GapAsker]] = {gap_id: [] for gap_id in gap_ids}
    for asker in await session.scalars(select(GapAsker).where(GapAsker.gap_id.in_(gap_ids)).order_by(GapAsker.id)):
        askers[asker.gap_id].append(asker)
    return askers


async def open_gaps_taken_by(session: Session, agent_id: str, *, since: datetime, until: datetime) -> Sequence[Gap]:
    """Open gaps that this agent recorded, or noted one more asker for, in this time; oldest first."""
    taken = select(GapAsker.gap_id).where(GapAsker.agent_id == agent_id, GapAsker.at >= since, GapAsker.at < until)
    query = select(Gap).where(Gap.id.in_(taken), Gap.state == OPEN).order_by(Gap.id)
    return (await session.scalars(query)).all()
