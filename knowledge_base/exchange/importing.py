"""Writes what was read, batch by batch, each in its own transaction: stopped anywhere, it is begun again and goes on.

Doing it twice changes nothing. Valid articles are taken and the others named; a batch stands whole or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import or_, select

from contactcenter.db import Database, Session, insert
from contactcenter.errors import InvalidInput
from contactcenter.media.models import STORED, Attachment
from contactcenter.media.service import StoredFile, store_file
from contactcenter.media.store import MediaStore
from knowledge_base.articles.bulk import Saved, save_articles
from knowledge_base.articles.describing import describe_article
from knowledge_base.articles.models import DRAFT, PUBLISHED, REVIEW, Article
from knowledge_base.articles.service import submit_article
from knowledge_base.articles.writing import Saving, save_words
from knowledge_base.exchange.incoming import Incoming, Picture, Problem, problem_of
from knowledge_base.exchange.reading import Reading, read_folder
from knowledge_base.exchange.standing import Standing

BATCH: Final = 500
# So many problems are told; more only counted.
MOST_PROBLEMS: Final = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is written: as `published`, at once; as `draft`, also what changes in published articles; as `review`,
    the same and handed over for somebody else to publish.

    A draft never changes who may read a published article, where it holds or until when. What somebody at the keyboard
    imports has no author.
    """

    state: str = PUBLISHED
    author_id: str | None = None


@dataclass(slots=True)
class Tally:
    """What came of an import so far, in texts (an article in one language)."""

    saved: Saved = field(default_factory=Saved)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    lost: int = 0

    def add_problems(self, problems: Sequence[Problem]) -> None:
        self.problem_count += len(problems)
        self.lost += sum(problem.is_loss for problem in problems)
        self.problems += problems[: MOST_PROBLEMS - len(self.problems)]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of what was read, in its order."""

    incoming: list[Incoming]
    problems: list[Problem]


def batches_of(reading: Reading, size: int = BATCH) -> Iterator[Batch]:
    """Reads on only when asked for the next one; languages of an article that follow each other stay together."""
    batch = Batch([], [])
    for each in reading:
        if isinstance(each, Problem):
            batch.problems.append(each)
            continue
        if len(batch.incoming) >= size and batch.incoming[-1].draft.code != each.draft.code:
            yield batch
            batch = Batch([], [])
        batch.incoming.append(each)
    if batch.incoming or batch.problems:
        yield batch


async def import_folder(session: Session, folder: Path, *, now: datetime, author_id: str | None = None) -> int:
    """Publish all articles of a folder and its subfolders; returns how many texts were new or changed."""
    saved = await save_articles(session, read_folder(folder), author_id=author_id, now=now)
    return saved.created + saved.changed


async def preview(session: Session, batch: Batch) -> tuple[Saved, list[Problem]]:
    """What importing this batch would do, and what is wrong with it."""
    standing = await Standing.of(session, batch.incoming)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    problems = list(batch.problems)
    for each in batch.incoming:
        try:
            counts[standing.verdict(standing.checked(each))] += 1
        except InvalidInput as error:
            problems.append(problem_of(each.file, error))
    return Saved(counts["new"], counts["changed"], counts["unchanged"]), problems


async def keep_pictures(db: Database, media: MediaStore, batch: Batch) -> dict[str, StoredFile]:
    """Keep the bytes of pictures that no article has yet, before the transaction that names them."""
    pictures = {picture.id: picture for each in batch.incoming for picture in each.pictures}
    if not pictures:
        return {}
    async with db.reading() as session:
        known = set(await session.scalars(select(Attachment.id).where(Attachment.id.in_(pictures))))
    return {id_: await _keep(media, picture) for id_, picture in pictures.items() if id_ not in known}


async def _keep(media: MediaStore, picture: Picture) -> StoredFile:
    return await store_file(media, picture.content, picture.name)


async def save_batch(
    session: Session, batch: Batch, pictures: dict[str, StoredFile], terms: Terms, *, now: datetime
) -> tuple[Saved, list[Problem]]:
    """Write this batch; what cannot be written is left out and named."""
    standing = await Standing.of(session, batch.incoming)
    taken, problems = _sorted_out(standing, batch)
    if terms.state == PUBLISHED:
        saved = await _publish(session, taken, terms, now=now)
        described = taken
    else:
        saved, described, refused = await _keep_for_review(session, standing, taken, terms, now=now)
        problems += refused
    problems += await _describe(session, described, terms, now=now)
    await _attach(session, taken, pictures, terms, now=now)
    if terms.state == REVIEW:
        problems += await _submit(session, taken, terms, now=now)
    return saved, problems


def _sorted_out(standing: Standing, batch: Batch) -> tuple[list[Incoming], list[Problem]]:
    taken, problems = [], list(batch.problems)
    for each in batch.incoming:
        try:
            taken.append(standing.checked(each))
        except InvalidInput as error:
            problems.append(problem_of(each.file, error))
    return taken, problems


async def _publish(session: Session, batch: Sequence[Incoming], terms: Terms, *, now: datetime) -> Saved:
    saved = Saved()
    for state in (PUBLISHED, DRAFT):
        drafts = [each.draft for each in batch if (each.state == DRAFT) == (state == DRAFT)]
        if drafts:
            saved += await save_articles(session, drafts, author_id=terms.author_id, now=now, state=state)
    return saved


async def _keep_for_review(
    session: Session, standing: Standing, batch: Sequence[Incoming], terms: Terms, *, now: datetime
) -> tuple[Saved, list[Incoming], list[Problem]]:
    """New articles as drafts; new words of known ones where their author would write them."""
    if terms.author_id is None:
        raise InvalidInput("Say whose drafts these are.", details={"field": "author"})
    begun = [each for each in batch if each.draft.code not in standing.articles]
    drafts = [each.draft for each in begun]
    saved = await save_articles(session, drafts, author_id=terms.author_id, now=now, state=DRAFT) if begun else Saved()
    problems = []
    for each in batch:
        article = standing.articles.get(each.draft.code)
        if article is None:
            continue
        key = (article.id, each.draft.text.language)
        verdict = standing.words_verdict(each)
        try:
            if verdict != "unchanged":
                await save_words(session, key[0], each.draft.text, Saving(), author_id=terms.author_id, now=now)
            saved += Saved(verdict == "new", verdict == "changed", verdict == "unchanged")
        except InvalidInput as error:
            problems.append(problem_of(each.file, error))
    return saved, begun, problems


async def _submit(session: Session, batch: Sequence[Incoming], terms: Terms, *, now: datetime) -> list[Problem]:
    """Hand over what is a draft now, but for what its file calls a draft; one with an unfinished language stays one."""
    wished = {each.draft.code: each for each in batch if each.state != DRAFT}
    is_draft = or_(Article.state == DRAFT, Article.pending_state == DRAFT)
    drafts = select(Article.id, Article.code).where(Article.code.in_(wished), is_draft).order_by(Article.id)
    problems = []
    for article_id, code in (await session.execute(drafts)).all():
        try:
            async with session.begin_nested():
                await submit_article(session, article_id, author_id=terms.author_id, now=now)
        except InvalidInput as error:
            problems.append(problem_of(wished[code].file, error))
    return problems


async def _describe(session: Session, batch: Sequence[Incoming], terms: Terms, *, now: datetime) -> list[Problem]:
    """Places, groups and days, where they are not as they stand; each article's own words said them last."""
    said = {each.draft.code: each for each in batch if each.facts}
    if not said:
        return []
    await session.flush()
    standing = await Standing.of(session, list(said.values()))
    problems = []
    for each in said.values():
        changes = standing.changes_of(each)
        if changes:
            try:
                article_id = standing.articles[each.draft.code].id
                await describe_article(session, article_id, changes, author_id=terms.author_id, now=now)
            except InvalidInput as error:
                problems.append(problem_of(each.file, error))
    return problems


async def _attach(
    session: Session, batch: Sequence[Incoming], pictures: dict[str, StoredFile], terms: Terms, *, now: datetime
) -> None:
    """Rows of the pictures. One that stands already stays as it is, so that importing again changes nothing."""
    wanted = {picture.id: each.draft.code for each in batch for picture in each.pictures if picture.id in pictures}
    if not wanted:
        return
    standing = await Standing.of(session, [each for each in batch if each.pictures])
    rows = [
        {name: getattr(pictures[id_], name) for name in StoredFile.__slots__}
        | {"id": id_, "article_id": standing.articles[code].id, "uploaded_by": terms.author_id}
        | {"created_at": now, "source_url": ""}
        for id_, code in wanted.items()
        if pictures[id_].state == STORED
    ]
    if rows:
        await session.execute(insert(session, Attachment).on_conflict_do_nothing(index_elements=["id"]), rows)
