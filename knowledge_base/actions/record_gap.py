"""An agent found no answer: the question is kept with the one who asked and the words that were searched."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from knowledge_base.actions.group_gaps import put_into
from knowledge_base.gaps import service
from knowledge_base.gaps.due import sort_by
from knowledge_base.gaps.models import GROUPED, Gap

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question without an answer, and who asked it where."""

    question: str
    words_searched: str = ""
    language: str = "zh-Hant"
    contact_id: str | None = None
    customer_id: str | None = None
    note: str = ""


async def record_gap(session: Session, asked: Asked, *, agent_id: str, now: datetime) -> Gap:
    """The gap for this question, with this asker. Said twice for one contact it counts once.

    Asked in nearly the same words before, it joins that gap; the returned one then is where both go on.
    """
    await _check(session, asked)
    gap, is_new = await _find_or_create(session, asked, agent_id=agent_id, now=now)
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
    if not (is_new or is_asked):
        return await _main_of(session, gap)
    details = {"contact_id": asked.contact_id, "words_searched": asked.words_searched}
    if is_new:
        gap.version -= 1
    act = "recorded" if is_new else "asked_again"
    await service.record(session, gap, act, author_id=agent_id, now=now, details=details)
    if is_new:
        same = await service.find_nearly_same(session, gap)
        if same is not None:
            await put_into(session, gap, same, author_id=None, now=now, reason="nearly_the_same")
            return same
    main = await _main_of(session, gap)
    if main.id != gap.id:
        await service.record(session, main, "asked_again", author_id=agent_id, now=now, details=details)
    return main


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
