"""An agent found no answer: the question is kept with the one who asked and the words that were searched."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from knowledge_base.actions.answer_gap import TOPIC
from knowledge_base.actions.group_gaps import put_into
from knowledge_base.gaps import service
from knowledge_base.gaps.due import sort_by
from knowledge_base.gaps.models import ANSWERED, GROUPED, OPEN, UNANSWERED, Gap

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without an answer, and who asked it where; `same_as` is a gap that asks the same, as they saw."""

    question: str
    words_searched: str = ""
    language: str = "zh-Hant"
    contact_id: str | None = None
    customer_id: str | None = None
    note: str = ""
    same_as: str | None = None


async def record_gap(session: Session, asked: Asked, *, agent_id: str, now: datetime) -> Gap:
    """The gap for this question, with this asker. Said twice for one contact it counts once.

    Asked in nearly the same words before, or said to be the same as another, it joins that gap; the returned one then
    is where both go on.
    """
    await _check(session, asked)
    wanted = await _lock_wanted(session, asked)
    gap, is_new = await _find_or_create(session, asked, agent_id=agent_id, now=now)
    if wanted is not None and not (is_new or await _is_theirs(session, gap, wanted, asked, agent_id)):
        # Those words are another gap's already; whoever sorts may put the two together.
        gap = wanted
    is_asked = await service.add_asker(
        session,
        gap,
        contact_id=asked.contact_id,
        customer_id=asked.customer_id,
        agent_id=agent_id,
        words_searched=asked.words_searched,
        note=asked.note.strip(),
        now=now,
    )
    if is_new or is_asked:
        await _note(session, gap, asked, is_new=is_new, agent_id=agent_id, now=now)
    if wanted is not None and wanted.id not in (gap.id, gap.grouped_into_id):
        await put_into(session, gap, wanted, author_id=agent_id, now=now, reason="asked_so")
        return wanted
    same = await service.find_nearly_same(session, gap) if is_new else None
    if same is not None:
        await put_into(session, gap, same, author_id=None, now=now, reason="nearly_the_same")
        return same
    main = await _main_of(session, gap)
    if main.id != gap.id and is_asked:
        await _note(session, main, asked, is_new=False, agent_id=agent_id, now=now)
    return main


async def _note(session: Session, gap: Gap, asked: Asked, *, is_new: bool, agent_id: str, now: datetime) -> None:
    details = {"contact_id": asked.contact_id, "words_searched": asked.words_searched}
    if is_new:
        gap.version -= 1
    act = "recorded" if is_new else "asked_again"
    await service.record(session, gap, act, author_id=agent_id, now=now, details=details)
    if gap.state == ANSWERED:
        session.wake(TOPIC)


async def _find_or_create(session: Session, asked: Asked, *, agent_id: str, now: datetime) -> tuple[Gap, bool]:
    grouped = await service.find_grouped(session, service.checked_question(asked.question))
    if grouped is not None:
        return grouped, False
    return await service.find_or_create_gap(
        session,
        asked.question,
        words_searched=asked.words_searched,
        language=asked.language,
        agent_id=agent_id,
        now=now,
        due_at=await sort_by(session, now),
    )


async def _lock_wanted(session: Session, asked: Asked) -> Gap | None:
    """The gap that goes on for the chosen one, held with those of the same words; answered, it tells this asker too."""
    if asked.same_as is None:
        return None
    chosen = await service.get_gap(session, asked.same_as)
    gap_id = chosen.grouped_into_id or chosen.id
    alike = await service.with_question(session, service.checked_question(asked.question))
    gap = (await service.lock_gaps(session, [gap_id, *alike]))[gap_id]
    if gap.state not in (*UNANSWERED, ANSWERED):
        problem = "That gap does not go on; record the question anew."
        raise Conflict(problem, code="wrong_state", details={"state": gap.state})
    return gap


async def _is_theirs(session: Session, gap: Gap, wanted: Gap, asked: Asked, agent_id: str) -> bool:
    """Whether it goes on in the wanted one, or was only just recorded for the same contact and by nobody else."""
    if wanted.id in (gap.id, gap.grouped_into_id):
        return True
    askers = (await service.askers_of(session, [gap.id]))[gap.id]
    is_same = all(one.contact_id == asked.contact_id and one.agent_id == agent_id for one in askers)
    return gap.state == OPEN and asked.contact_id is not None and is_same


async def _main_of(session: Session, gap: Gap) -> Gap:
    if gap.state != GROUPED or gap.grouped_into_id is None:
        return gap
    return await service.get_gap(session, gap.grouped_into_id)


async def _check(session: Session, asked: Asked) -> None:
    if len(asked.note.strip()) > LONGEST_NOTE:
        problem = f"At most {LONGEST_NOTE} characters."
        raise InvalidInput(problem, details={"fields": {"note": problem}})
    if asked.customer_id is not None and asked.customer_id not in await get_customers(session, [asked.customer_id]):
        raise InvalidInput("There is no such customer.", details={"fields": {"customer_id": "Choose a customer."}})
