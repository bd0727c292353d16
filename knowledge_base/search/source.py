"""Reads from the article tables what the index is built from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Any

from sqlalchemy import Select, select

from contactcenter.db import Session
from contactcenter.places.models import Place
from contactcenter.text.scripts import fold
from knowledge_base.articles.models import (
    GROUP,
    RETIRED,
    Article,
    ArticleChangeCount,
    ArticleGroup,
    ArticlePlace,
    ArticleText,
)
from knowledge_base.search.filters import Row
from knowledge_base.search.segment import Fields
from knowledge_base.search.synonyms import Synonyms
from knowledge_base.synonyms.service import list_synonyms


@dataclass(frozen=True, slots=True)
class SourceText:
    row: Row
    fields: Fields


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in the tables: the texts to find, all articles looked at (retired ones too), all synonyms."""

    number: int
    texts: list[SourceText]
    article_ids: set[str]
    synonyms: Synonyms


async def last_change(session: Session) -> int:
    return await session.scalar(select(ArticleChangeCount.last)) or 0


async def read_source(session: Session, *, after: int = 0) -> Source:
    """Every article that changed after this number, by code, so that equal tables give equal indexes."""
    # The number is read first: what is committed in between is read twice rather than never.
    number = await last_change(session)
    changed = set(await session.scalars(select(Article.id).where(Article.change_number > after)))
    texts = await _read_texts(session, after)
    synonyms = Synonyms.of(row.words for row in await list_synonyms(session))
    return Source(number, texts, changed | {text.row.article_id for text in texts}, synonyms)


async def _read_texts(session: Session, after: int) -> list[SourceText]:
    readers, places = await _readers(session, after), await _places(session, after)
    above = await _above(session, {place_id for own in places.values() for place_id in own})
    texts = []
    async for found in await session.stream(_texts(after).execution_options(yield_per=1000)):
        place_ids = places.get(found.id, ())
        row = Row(
            article_id=found.id,
            code=found.code,
            # Interned: a database gives a string of its own to each of 100,000 rows.
            language=intern(found.language),
            category=intern(found.category),
            audience=intern(found.audience),
            state=intern(found.state),
            kind=intern(found.kind),
            reader_ids=readers.get(found.id, ()),
            place_ids=place_ids,
            above_ids=_all_above(place_ids, above),
            valid_from=found.valid_from,
            valid_until=found.valid_until,
        )
        samples = fold("\n".join(found.sample_questions))
        fields = Fields(fold(found.title), fold(found.plain), samples, is_english=found.language == "en")
        texts.append(SourceText(row, fields))
    # Sorted here, because each database has its own order of letters.
    texts.sort(key=lambda text: (text.row.code, text.row.language))
    return texts


def _texts(after: int) -> Select[*tuple[Any, ...]]:
    described = (Article.id, Article.code, Article.category, Article.audience, Article.state, Article.kind)
    words = (ArticleText.language, ArticleText.title, ArticleText.plain, ArticleText.sample_questions)
    query = select(*described, Article.valid_from, Article.valid_until, *words)
    query = query.join(ArticleText, ArticleText.article_id == Article.id)
    return query.where(Article.change_number > after, Article.state != RETIRED)


async def _readers(session: Session, after: int) -> dict[str, tuple[str, ...]]:
    """By article of the audience `group`: its groups, and the people who write it or answer for it."""
    of_groups = (Article.audience == GROUP, Article.change_number > after)
    people = select(Article.id, Article.owner_id, Article.reviewer_id, Article.created_by).where(*of_groups)
    readers = {article_id: {*filter(None, own)} for article_id, *own in await session.execute(people)}
    groups = select(ArticleGroup).join(Article, Article.id == ArticleGroup.article_id).where(*of_groups)
    for row in await session.scalars(groups):
        readers.setdefault(row.article_id, set()).add(row.group_id)
    return {article_id: tuple(sorted(ids)) for article_id, ids in readers.items()}


async def _places(session: Session, after: int) -> dict[str, tuple[str, ...]]:
    """The places each article speaks of."""
    query = select(ArticlePlace).join(Article, Article.id == ArticlePlace.article_id)
    query = query.where(Article.change_number > after).order_by(ArticlePlace.place_id)
    places: dict[str, list[str]] = defaultdict(list)
    for row in await session.scalars(query):
        places[row.article_id].append(row.place_id)
    return {article_id: tuple(own) for article_id, own in places.items()}


async def _above(session: Session, place_ids: Iterable[str]) -> dict[str, str]:
    """Which place lies right above each of these, and above those, up to the estates."""
    above: dict[str, str] = {}
    wanted = {*place_ids}
    while wanted:
        query = select(Place.id, Place.parent_id).where(Place.id.in_(wanted), Place.parent_id.is_not(None))
        above |= {place_id: parent_id for place_id, parent_id in await session.execute(query) if parent_id}
        wanted = {*above.values()} - above.keys() - wanted
    return above


def _all_above(place_ids: Iterable[str], above: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place_id in place_ids:
        higher = above.get(place_id)
        while higher is not None and higher not in found:
            found[higher] = None
            higher = above.get(higher)
    return tuple(found)
