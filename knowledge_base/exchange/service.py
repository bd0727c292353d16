"""Imports started in the console: begin one, look at it, and the steps of whoever works at it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, or_, select

from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput, NotFound
from contactcenter.media.models import STORED
from contactcenter.media.service import find_many
from knowledge_base.articles.bulk import Saved
from knowledge_base.exchange.importing import MOST_PROBLEMS
from knowledge_base.exchange.incoming import Defaults, Incoming, Problem
from knowledge_base.exchange.models import DONE, FAILED, RUNNING, WAITING, ArticleImport

# Wakes the job that reads the files.
TOPIC: Final = "article imports"
# Whoever works at one says so with every batch; one that was killed is taken over after this.
HELD_FOR: Final = timedelta(seconds=60)
# Whoever reads a file is gone each time with it: then it is given up, and the next one is read.
MOST_CLAIMS: Final = 10
SAMPLE: Final = 5
LONGEST_SAMPLE: Final = 160


@dataclass(frozen=True, slots=True)
class ImportWished:
    """What somebody wants of a file they uploaded."""

    attachment_id: str
    applies: bool
    as_state: str
    defaults: Defaults


async def begin_import(session: Session, wished: ImportWished, *, author_id: str, now: datetime) -> ArticleImport:
    """Of a file that this person uploaded and that belongs to nothing yet; read soon after the commit."""
    file = (await find_many(session, [wished.attachment_id])).get(wished.attachment_id)
    if file is None or file.is_bound or file.uploaded_by != author_id or file.state != STORED:
        message = "This file is not there any more; upload it again."
        raise InvalidInput(message, code="unknown_attachment", details={"field": "attachment_id"})
    row = ArticleImport(
        id=new_id(),
        attachment_id=file.id,
        name=file.name,
        applies=wished.applies,
        as_state=wished.as_state,
        language=wished.defaults.language,
        category=wished.defaults.category,
        audience=wished.defaults.audience,
        created_by=author_id,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    session.wake(TOPIC)
    return row


async def get_import(session: Session, import_id: str, *, author_id: str) -> ArticleImport:
    """One that this person started."""
    row = await session.get(ArticleImport, import_id)
    if row is None or row.created_by != author_id:
        raise NotFound("There is no such import.")
    return row


async def claim_import(session: Session, *, now: datetime) -> ArticleImport | None:
    """The oldest one that nobody works at, from now on held by the caller."""
    is_left = and_(ArticleImport.state == RUNNING, ArticleImport.held_until < now)
    free = select(ArticleImport).where(or_(ArticleImport.state == WAITING, is_left)).order_by(ArticleImport.id)
    row = (await session.scalars(free.limit(1).with_for_update(skip_locked=True))).one_or_none()
    if row is not None:
        row.state, row.held_until, row.version = RUNNING, now + HELD_FOR, row.version + 1
        await session.flush()
    return row


def is_hopeless(row: ArticleImport) -> bool:
    """Whether it was taken over again and again: its version counts that."""
    return row.version - 1 > MOST_CLAIMS


async def hold_import(session: Session, claimed: ArticleImport, *, now: datetime) -> ArticleImport | None:
    """The row locked, if the caller still holds it; None where somebody else took it over."""
    locked = select(ArticleImport).where(ArticleImport.id == claimed.id, ArticleImport.version == claimed.version)
    query = locked.with_for_update().execution_options(populate_existing=True)
    row = (await session.scalars(query)).one_or_none()
    if row is not None:
        row.held_until = now + HELD_FOR
    return row


def add_outcome(row: ArticleImport, saved: Saved, problems: Sequence[Problem], *, read: int, progress: int) -> None:
    """What came of a batch of so many articles and problems."""
    row.created, row.changed = row.created + saved.created, row.changed + saved.changed
    row.unchanged += saved.unchanged
    row.problems = [*row.problems, *(asdict(problem) for problem in problems)][:MOST_PROBLEMS]
    row.problem_count += len(problems)
    row.read, row.progress = row.read + read, progress


def add_sample(row: ArticleImport, incoming: Sequence[Incoming]) -> None:
    room = SAMPLE - len(row.sample)
    row.sample = [*row.sample, *(_sample(each) for each in incoming[: max(room, 0)])]


def finish_import(row: ArticleImport, *, now: datetime, failure: Problem | None = None) -> None:
    """Nothing more comes. Why all of it failed is the last of its problems."""
    row.state, row.finished_at, row.held_until = FAILED if failure else DONE, now, None
    if failure is None:
        row.progress = 1000
        return
    row.error = failure.reason
    row.problems = [*row.problems[: MOST_PROBLEMS - 1], asdict(failure)]
    row.problem_count += 1


def _sample(each: Incoming) -> dict[str, Any]:
    text = each.draft.text
    return {
        "file": each.file,
        "code": each.draft.code,
        "language": text.language,
        "title": text.title,
        "category": each.draft.category,
        "beginning": " ".join(text.body.split())[:LONGEST_SAMPLE],
    }
