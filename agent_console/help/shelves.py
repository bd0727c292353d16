"""Which articles the help page of an estate shows: published, public, valid today, and not of other estates only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from agent_console.help.estates import Estate, places_within
from agent_console.help.languages import NEAREST, in_language
from agent_console.help.words import say
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.places.models import Place
from knowledge_base.articles.models import (
    PUBLIC,
    PUBLISHED,
    Article,
    ArticleCategory,
    ArticlePlace,
    ArticleText,
)

A_PAGE = 50
# What has no category stands under this: no code of one can be empty in an address.
NO_TOPIC = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list. `places` are where alone it holds; none: in the whole estate."""

    id: str
    code: str
    language: str
    title: str
    short_text: str
    category: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A category of articles; `code` may be one that nobody named."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """What may be shown at one estate at one moment; everything is read through its `conditions`."""

    estate: Estate
    language: str
    now: datetime
    places: Mapping[str, Place]

    @property
    def conditions(self) -> ColumnElement[bool]:
        somewhere = select(ArticlePlace.article_id)
        here = somewhere.where(ArticlePlace.place_id.in_(self.places))
        return and_(
            Article.state == PUBLISHED,
            Article.audience == PUBLIC,
            or_(Article.valid_from.is_(None), Article.valid_from <= self.now),
            or_(Article.valid_until.is_(None), Article.valid_until > self.now),
            or_(Article.id.not_in(somewhere), Article.id.in_(here)),
        )


async def open_shelf(session: Session, estate: Estate, *, language: str, now: datetime) -> Shelf:
    places = await places_within(session, estate.id, select(ArticlePlace.place_id))
    return Shelf(estate, language, now, places)


async def list_topics(session: Session, shelf: Shelf) -> list[Topic]:
    """The categories that have something to show, in their order; then those without a name, then what has none."""
    counting = select(Article.category, func.count()).where(shelf.conditions).group_by(Article.category)
    counts: dict[str, int] = {category: count for category, count in await session.execute(counting)}
    named = await session.scalars(select(ArticleCategory).order_by(ArticleCategory.position, ArticleCategory.code))
    topics = [
        Topic(category.code, in_language(category.names, shelf.language) or category.code, counts.pop(category.code))
        for category in named
        if category.code in counts
    ]
    topics += [Topic(code, code, count) for code, count in sorted(counts.items()) if code]
    return [*topics, Topic(NO_TOPIC, say("others", shelf.language), counts[""])] if "" in counts else topics


async def list_entries(session: Session, shelf: Shelf, *, category: str, page: int = 0) -> list[Entry]:
    """One page of a category by code, and one entry more where there is a next page."""
    wanted = "" if category == NO_TOPIC else category
    query = select(Article).where(shelf.conditions, Article.category == wanted).order_by(Article.code)
    articles = (await session.scalars(query.offset(page * A_PAGE).limit(A_PAGE + 1))).all()
    return await _entries(session, shelf, articles)


async def entries_of(session: Session, shelf: Shelf, article_ids: Sequence[str]) -> list[Entry]:
    """Those of these articles that may be shown, in the given order."""
    found = await session.scalars(select(Article).where(shelf.conditions, Article.id.in_(article_ids)))
    articles = {article.id: article for article in found}
    return await _entries(session, shelf, [articles[id_] for id_ in article_ids if id_ in articles])


async def get_shown(session: Session, shelf: Shelf, code: str) -> tuple[Article, dict[str, ArticleText]]:
    """The article with its texts by language; `NotFound` also where it exists and is not for this page."""
    article = (await session.scalars(select(Article).where(shelf.conditions, Article.code == code))).one_or_none()
    if article is None:
        raise NotFound("There is no such article.")
    texts = await session.scalars(select(ArticleText).where(ArticleText.article_id == article.id))
    by_language = {text.language: text for text in texts}
    if not by_language:
        raise NotFound("There is no such article.")
    return article, by_language


async def codes_shown(session: Session, shelf: Shelf, codes: Collection[str]) -> set[str]:
    """Which of these codes name an article that may be shown."""
    if not codes:
        return set()
    return set(await session.scalars(select(Article.code).where(shelf.conditions, Article.code.in_(codes))))


async def places_of(session: Session, shelf: Shelf, article_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The names of the places in this estate that each article is limited to; the estate itself is no limit."""
    query = select(ArticlePlace).where(ArticlePlace.article_id.in_(article_ids))
    names: dict[str, list[str]] = {}
    whole: set[str] = set()
    for row in await session.scalars(query.order_by(ArticlePlace.place_id)):
        place = shelf.places.get(row.place_id)
        if row.place_id == shelf.estate.id:
            whole.add(row.article_id)
        elif place is not None:
            names.setdefault(row.article_id, []).append(in_language(place.names, shelf.language) or place.code)
    return {article_id: tuple(own) for article_id, own in names.items() if article_id not in whole}


async def _entries(session: Session, shelf: Shelf, articles: Sequence[Article]) -> list[Entry]:
    ids = [article.id for article in articles]
    places = await places_of(session, shelf, ids)
    titles: dict[str, dict[str, Any]] = {}
    for row in await session.execute(_titles(ids)):
        titles.setdefault(row.article_id, {})[row.language] = row
    entries = []
    for article in articles:
        written = titles.get(article.id, {})
        language = next((wish for wish in NEAREST[shelf.language] if wish in written), None)
        if language is not None:
            title, short = written[language].title, written[language].short_text
            own = places.get(article.id, ())
            entries.append(Entry(article.id, article.code, language, title, short, article.category, own))
    return entries


def _titles(article_ids: Sequence[str]) -> Select[str, str, str, str]:
    query = select(ArticleText.article_id, ArticleText.language, ArticleText.title, ArticleText.short_text)
    return query.where(ArticleText.article_id.in_(article_ids))
