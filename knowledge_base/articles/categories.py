"""The categories of articles: what they are called, in which order; looked after by administrators."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from contactcenter.db import Session, insert
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.models import Article, ArticleCategory

LONGEST_NAME = 100


async def list_categories(session: Session) -> Sequence[ArticleCategory]:
    """In their order."""
    return (
        await session.scalars(select(ArticleCategory).order_by(ArticleCategory.position, ArticleCategory.code))
    ).all()


async def count_articles(session: Session) -> dict[str, int]:
    """How many articles there are by category, retired ones too."""
    query = select(Article.category, func.count()).group_by(Article.category)
    return {category: count for category, count in await session.execute(query)}


async def add_category(
    session: Session, code: str, *, names: Mapping[str, str], position: int | None, author_id: str | None, now: datetime
) -> ArticleCategory:
    """At the end where no `position` is given; a code that is taken is a `Conflict`."""
    if position is None:
        position = (await session.scalar(select(func.max(ArticleCategory.position))) or 0) + 1
    row = {"code": code, "names": _checked(names), "position": position, "version": 1}
    added = insert(session, ArticleCategory).values(row).on_conflict_do_nothing().returning(ArticleCategory.code)
    if (await session.execute(added)).first() is None:
        raise Conflict("There is already a category with this code.", code="code_taken", details={"field": "code"})
    category = await _lock(session, code, None)
    await _keep(session, category, "created", author_id=author_id, now=now)
    return category


async def change_category(
    session: Session,
    code: str,
    *,
    names: Mapping[str, str] | None,
    position: int | None,
    version: int | None,
    author_id: str,
    now: datetime,
) -> ArticleCategory:
    category = await _lock(session, code, version)
    category.names = category.names if names is None else _checked(names)
    category.position = category.position if position is None else position
    category.version += 1
    await _keep(session, category, "changed", author_id=author_id, now=now)
    return category


async def remove_category(session: Session, code: str, *, version: int | None, author_id: str, now: datetime) -> None:
    """`Conflict` while articles stand in it: they would be in none."""
    category = await _lock(session, code, version)
    count = await session.scalar(select(func.count()).select_from(Article).where(Article.category == code)) or 0
    if count:
        raise Conflict("Articles stand in this category; move them first.", code="in_use", details={"articles": count})
    await _keep(session, category, "removed", author_id=author_id, now=now)
    await session.delete(category)


async def _lock(session: Session, code: str, version: int | None) -> ArticleCategory:
    await session.flush()
    query = select(ArticleCategory).where(ArticleCategory.code == code).with_for_update()
    category = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if category is None:
        raise NotFound("There is no such category.")
    if version is not None and version != category.version:
        raise Conflict(code="stale", details={"version": category.version})
    return category


async def _keep(session: Session, category: ArticleCategory, act: str, *, author_id: str | None, now: datetime) -> None:
    await session.flush()
    details = {"names": category.names, "position": category.position}
    await history.write(session, "article_category", category.code, act, author_id=author_id, at=now, details=details)
    session.record(Fact("knowledge.changed", category.code, category.version))


def _checked(names: Mapping[str, str]) -> dict[str, str]:
    kept = {language: name.strip() for language, name in names.items() if name.strip()}
    if not kept or any(len(name) > LONGEST_NAME for name in kept.values()):
        raise InvalidInput(f"A category has a name of at most {LONGEST_NAME} characters.", details={"field": "names"})
    return kept
