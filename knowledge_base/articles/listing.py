"""Which articles a list shows: by what they are about, who answers for them, and what is to be done with them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from contactcenter.db import Session
from knowledge_base.articles.models import (
    PUBLISHED,
    Article,
    ArticleGroup,
    ArticlePlace,
    ArticleText,
    BrokenLink,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is wanted; None and empty: any. `review_due_at` are published ones that should be looked over by then."""

    words: str | None = None
    states: Collection[str] = ()
    pending: Collection[str] = ()
    category: str | None = None
    kind: str | None = None
    audience: str | None = None
    group_id: str | None = None
    owner_id: str | None = None
    reviewer_id: str | None = None
    place_ids: Collection[str] | None = None
    review_due_at: datetime | None = None
    is_outdated: bool = False
    missing_language: str | None = None
    has_broken_links: bool = False


def listed(wanted: Listed) -> Select[Any]:
    """Articles for a list, to be ordered and paged by the caller."""
    query = select(Article)
    by_columns = {
        "category": wanted.category,
        "kind": wanted.kind,
        "audience": wanted.audience,
        "owner_id": wanted.owner_id,
        "reviewer_id": wanted.reviewer_id,
    }
    query = query.filter_by(**{name: value for name, value in by_columns.items() if value is not None})
    return query.where(*_conditions(wanted))


def _conditions(wanted: Listed) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.states:
        conditions.append(Article.state.in_(wanted.states))
    if wanted.pending:
        conditions.append(Article.pending_state.in_(wanted.pending))
    if wanted.words:
        titled = select(ArticleText.article_id).where(ArticleText.title.icontains(wanted.words, autoescape=True))
        conditions.append(Article.id.in_(titled) | Article.code.icontains(wanted.words, autoescape=True))
    if wanted.group_id is not None:
        readers = select(ArticleGroup.article_id).where(ArticleGroup.group_id == wanted.group_id)
        conditions.append(or_(Article.group_id == wanted.group_id, Article.id.in_(readers)))
    if wanted.place_ids is not None:
        about = select(ArticlePlace.article_id).where(ArticlePlace.place_id.in_(wanted.place_ids))
        conditions.append(Article.id.in_(about))
    if wanted.review_due_at is not None:
        conditions += [Article.state == PUBLISHED, Article.review_due_at <= wanted.review_due_at]
    if wanted.is_outdated:
        conditions.append(_outdated().where(ArticleText.article_id == Article.id).exists())
    if wanted.missing_language is not None:
        written = exists().where(ArticleText.article_id == Article.id, ArticleText.language == wanted.missing_language)
        conditions.append(~written)
    if wanted.has_broken_links:
        conditions.append(exists().where(BrokenLink.article_id == Article.id))
    return conditions


def _outdated() -> Select[str, str]:
    """Translations that say less than the main language, beside their article."""
    main = aliased(ArticleText)
    return (
        select(ArticleText.article_id, ArticleText.language)
        .join(main, main.article_id == ArticleText.article_id)
        .where(
            main.language == Article.main_language,
            ArticleText.language != Article.main_language,
            func.coalesce(ArticleText.translated_from, 1) < main.revision,
        )
    )


async def outdated_of(session: Session, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """The languages in which each of these articles is out of date."""
    query = _outdated().join(Article, Article.id == ArticleText.article_id)
    query = query.where(ArticleText.article_id.in_(article_ids)).order_by(ArticleText.language)
    found: dict[str, list[str]] = {}
    for article_id, language in await session.execute(query):
        found.setdefault(article_id, []).append(language)
    return found


async def count_broken(session: Session, article_ids: Sequence[str]) -> Mapping[str, int]:
    """How many links lead nowhere, for those of these articles that have such."""
    query = select(BrokenLink.article_id, func.count()).where(BrokenLink.article_id.in_(article_ids))
    return {article_id: count for article_id, count in await session.execute(query.group_by(BrokenLink.article_id))}
