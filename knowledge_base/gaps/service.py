"""Find, open and change gaps. Called by `actions/`, the handover source and the console."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.text.scripts import fold
from knowledge_base.gaps.likeness import likeness_of
from knowledge_base.gaps.models import (
    GROUPED,
    IS_UNANSWERED,
    LONGEST_FOLDED,
    OPEN,
    UNANSWERED,
    Gap,
    GapAsker,
)

LONGEST_QUESTION = 2000
MISSING = "There is no such gap."
# Politeness and punctuation do not make another question.
MARKS = re.compile(r"[\W_]+")
GREETING = re.compile(r"^(?:(?:请问|想问|唔该|你好|您好)|(?:please|hi|hello)\b)\s*")


def fold_question(question: str) -> str:
    """The question without script, case, width, punctuation and greeting."""
    folded = fold(question)
    words = GREETING.sub("", MARKS.sub(" ", folded).strip()).replace(" ", "")
    return (words or folded.strip())[:LONGEST_FOLDED]


def checked_question(question: str) -> str:
    question = question.replace("\x00", "").strip()
    if not question or len(question) > LONGEST_QUESTION:
        reason = "Please write the question down." if not question else f"At most {LONGEST_QUESTION} characters."
        raise InvalidInput(reason, details={"fields": {"question": reason}})
    return question


async def find_or_create_gap(
    session: Session,
    question: str,
    *,
    words_searched: str,
    language: str,
    agent_id: str,
    now: datetime,
    due_at: datetime | None = None,
) -> tuple[Gap, bool]:
    """The unanswered gap for this question, locked, and whether it is new. Two agents at once get the same one."""
    question = checked_question(question)
    folded = fold_question(question)
    gap_id = new_id()
    row = {
        "id": gap_id,
        "question": question,
        "folded": folded,
        "likeness": likeness_of(question),
        "words_searched": words_searched,
        "language": language,
        "state": OPEN,
        "created_by": agent_id,
        "created_at": now,
        "due_at": due_at,
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


async def with_question(session: Session, question: str) -> list[str]:
    """Which gaps this question may join: those that ask it, and those in which they go on."""
    query = select(Gap.id, Gap.grouped_into_id).where(Gap.folded == fold_question(question))
    found = (await session.execute(query.where(Gap.state.in_((*UNANSWERED, GROUPED))))).all()
    return [id_ for row in found for id_ in row if id_]


async def find_grouped(session: Session, question: str) -> Gap | None:
    """A gap with this question that goes on in another one, which is locked with it and still unanswered."""
    query = select(Gap.id, Gap.grouped_into_id).where(Gap.folded == fold_question(question), Gap.state == GROUPED)
    for gap_id, main_id in (await session.execute(query.order_by(Gap.id.desc()))).all():
        held = await lock_gaps(session, [gap_id, main_id])
        gap, main = held.get(gap_id), held.get(main_id or "")
        if gap and main and gap.grouped_into_id == main.id and main.state in UNANSWERED:
            return gap
    return None


async def find_nearly_same(session: Session, gap: Gap) -> Gap | None:
    """The oldest unanswered gap that asks the same in other filling words or characters, locked with this one."""
    if not gap.likeness:
        return None
    query = select(Gap.id).where(Gap.likeness == gap.likeness, Gap.id != gap.id, Gap.state.in_(UNANSWERED))
    found = await session.scalar(query.order_by(Gap.id).limit(1))
    if found is None:
        return None
    other = (await lock_gaps(session, [found]))[found]
    return other if other.state in UNANSWERED else None


async def add_asker(
    session: Session,
    gap: Gap,
    *,
    contact_id: str | None,
    customer_id: str | None,
    agent_id: str,
    words_searched: str,
    now: datetime,
    note: str = "",
) -> bool:
    """Note who asked; False where this contact already stands there."""
    asker = {
        "id": new_id(),
        "gap_id": gap.id,
        "contact_id": contact_id,
        "customer_id": customer_id,
        "agent_id": agent_id,
        "words_searched": words_searched,
        "note": note,
        "at": now,
    }
    statement = insert(session, GapAsker).values(asker).on_conflict_do_nothing().returning(GapAsker.id)
    return (await session.execute(statement)).first() is not None


async def record(
    session: Session,
    gap: Gap,
    act: str,
    *,
    author_id: str | None,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """One more change of the gap: its version, a line of its history, and the news for screens."""
    gap.version += 1
    await session.flush()
    await history.write(session, "gap", gap.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("gap.changed", gap.id, gap.version))


async def flush_unanswered(session: Session, gap: Gap) -> None:
    """Write a gap that is unanswered again; `Conflict`, after which nothing else can be done in this
    transaction, where the same question was asked anew meanwhile."""
    question = gap.question
    try:
        await session.flush()
    except IntegrityError as error:
        raise Conflict(
            "The same question was asked again meanwhile and is another gap; put them together instead.",
            code="asked_again",
            details={"question": question},
        ) from error


async def get_gap(session: Session, gap_id: str) -> Gap:
    gap = await session.get(Gap, gap_id)
    if gap is None:
        raise NotFound(MISSING)
    return gap


async def lock_gap(session: Session, gap_id: str, *, version: int | None = None) -> Gap:
    """The gap, held against others until the commit; `stale` where it is no longer at the version seen."""
    changed = "Somebody else changed this gap; reload and look again."
    return await lock_row(session, Gap, gap_id, version=version, missing=MISSING, changed=changed)


async def lock_gaps(session: Session, gap_ids: Sequence[str | None]) -> dict[str, Gap]:
    """Those of these gaps that exist, held in the order of their ids, as they are now."""
    await session.flush()
    query = select(Gap).where(Gap.id.in_([id_ for id_ in gap_ids if id_])).order_by(Gap.id).with_for_update()
    return {gap.id: gap for gap in await session.scalars(query.execution_options(populate_existing=True))}


async def lock_waiting_for(session: Session, article_id: str) -> Sequence[Gap]:
    """The unanswered gaps for which this article is written, held until the commit."""
    await session.flush()
    query = select(Gap).where(Gap.article_id == article_id, Gap.state.in_(UNANSWERED)).order_by(Gap.id)
    return (await session.scalars(query.with_for_update().execution_options(populate_existing=True))).all()


async def family_of(session: Session, gap_ids: Sequence[str]) -> dict[str, list[Gap]]:
    """Each of these gaps with those grouped into it, itself first."""
    query = select(Gap).where(or_(Gap.id.in_(gap_ids), Gap.grouped_into_id.in_(gap_ids)))
    found = list(await session.scalars(query.order_by(Gap.id)))
    return {
        id_: sorted((gap for gap in found if id_ in (gap.id, gap.grouped_into_id)), key=lambda gap: gap.id != id_)
        for id_ in gap_ids
    }


async def askers_of(session: Session, gap_ids: Sequence[str]) -> dict[str, list[GapAsker]]:
    """Who asked, for each of these gaps and what is grouped into it, in the order of asking."""
    families = await family_of(session, gap_ids)
    main_of = {gap.id: main for main, gaps in families.items() for gap in gaps}
    askers: dict[str, list[GapAsker]] = {gap_id: [] for gap_id in gap_ids}
    for asker in await session.scalars(select(GapAsker).where(GapAsker.gap_id.in_(main_of)).order_by(GapAsker.id)):
        askers[main_of[asker.gap_id]].append(asker)
    return askers


async def unanswered_taken_by(session: Session, agent_id: str, *, since: datetime, until: datetime) -> Sequence[Gap]:
    """Unanswered gaps that this agent noted, or noted one more asker for, in this time, or owns; oldest first."""
    taken = select(GapAsker.gap_id).where(GapAsker.agent_id == agent_id, GapAsker.at >= since, GapAsker.at < until)
    is_theirs = or_(Gap.id.in_(taken), Gap.owner_id == agent_id)
    query = select(Gap).where(is_theirs, Gap.state.in_(UNANSWERED), Gap.created_at < until).order_by(Gap.id)
    return (await session.scalars(query)).all()
