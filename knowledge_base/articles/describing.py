"""What an article is about, who answers for it, and who may read it from when until when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.groups.service import get_groups
from contactcenter.places.service import get_places
from knowledge_base.articles import states
from knowledge_base.articles.models import (
    AUDIENCES,
    GROUP,
    KINDS,
    Article,
    ArticleCategory,
    ArticleGroup,
    ArticlePlace,
    ArticleText,
)
from knowledge_base.articles.service import change_article, record
from knowledge_base.articles.wrong_fields import WrongFields

COLUMNS = (
    "kind",
    "category",
    "audience",
    "main_language",
    "owner_id",
    "reviewer_id",
    "group_id",
    "valid_from",
    "valid_until",
    "review_due_at",
)
PEOPLE = ("owner_id", "reviewer_id")
MOST_PLACES = 100


async def describe_article(
    session: Session,
    article_id: str,
    changes: Mapping[str, Any],
    *,
    author_id: str | None,
    now: datetime,
    version: int | None = None,
) -> Article:
    """Change the columns named in `changes`, and `group_ids` and `place_ids` (all of them anew)."""
    article = await change_article(session, article_id, now=now, version=version)
    before = await as_described(session, article)
    wanted = before | dict(changes)
    await _check(session, article, wanted, {name for name in changes if before[name] != changes[name]})
    changed = {name: wanted[name] for name in wanted if wanted[name] != before[name]}
    if not changed:
        return article
    for name in COLUMNS:
        setattr(article, name, wanted[name])
    if "review_due_at" in changed:
        article.reminded_at = None
    if "group_ids" in changed:
        await session.execute(delete(ArticleGroup).where(ArticleGroup.article_id == article.id))
        session.add_all(ArticleGroup(article_id=article.id, group_id=id_) for id_ in wanted["group_ids"])
    if "place_ids" in changed:
        await session.execute(delete(ArticlePlace).where(ArticlePlace.article_id == article.id))
        session.add_all(ArticlePlace(article_id=article.id, place_id=id_) for id_ in wanted["place_ids"])
    await session.flush()
    details = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in changed.items()}
    await record(session, article, "described", author_id=author_id, now=now, details=details)
    return article


async def as_described(session: Session, article: Article) -> dict[str, Any]:
    """Everything that describes it, by the names that `describe_article` takes."""
    groups, places = await groups_of(session, [article.id]), await places_of(session, [article.id])
    columns = {name: getattr(article, name) for name in COLUMNS}
    return columns | {"group_ids": groups.get(article.id, []), "place_ids": places.get(article.id, [])}


async def groups_of(session: Session, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """The groups whose members read each of these articles."""
    query = select(ArticleGroup.article_id, ArticleGroup.group_id).where(ArticleGroup.article_id.in_(article_ids))
    return _by_article(await session.execute(query.order_by(ArticleGroup.group_id)))


async def places_of(session: Session, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """The places each of these articles speaks of."""
    query = select(ArticlePlace.article_id, ArticlePlace.place_id).where(ArticlePlace.article_id.in_(article_ids))
    return _by_article(await session.execute(query.order_by(ArticlePlace.place_id)))


def _by_article(rows: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for article_id, other_id in rows:
        found.setdefault(article_id, []).append(other_id)
    return found


async def _check(session: Session, article: Article, wanted: dict[str, Any], changed: Collection[str]) -> None:
    """Raise `InvalidInput` that names each field which cannot be as it is wanted."""
    wrong = WrongFields()
    wrong.require_one_of("kind", wanted["kind"], KINDS)
    if wanted["kind"] in KINDS and "kind" in changed and article.state not in states.IN_PLACE:
        wrong.add("kind", "fixed", "Readers know it as it is; begin another article instead.", value=wanted["kind"])
    wrong.require_one_of("audience", wanted["audience"], AUDIENCES)
    wanted["group_ids"], wanted["place_ids"] = sorted(set(wanted["group_ids"])), sorted(set(wanted["place_ids"]))
    if {"audience", "group_ids"} & set(changed) and wanted["audience"] == GROUP and not wanted["group_ids"]:
        wrong.add("group_ids", "groups_missing", "Name the groups that may read it.")
    if len(wanted["place_ids"]) > MOST_PLACES:
        reason = f"At most {MOST_PLACES} places; name the building or the estate instead."
        wrong.add("place_ids", "too_many_places", reason, most=MOST_PLACES)
    if wanted["valid_from"] and wanted["valid_until"] and wanted["valid_from"] >= wanted["valid_until"]:
        wrong.add("valid_until", "ends_before", "It must end after it begins.")
    if "category" in changed and wanted["category"] and not await session.get(ArticleCategory, wanted["category"]):
        wrong.add("category", "unknown", "There is no such category.", value=wanted["category"])
    await _name_unknown_rows(session, wrong, wanted, changed)
    if "main_language" in changed and not await session.get(ArticleText, (article.id, wanted["main_language"])):
        reason = "It is not written in this language yet."
        wrong.add("main_language", "not_written", reason, value=wanted["main_language"])
    wrong.refuse("This article cannot be described so.")


async def _name_unknown_rows(
    session: Session, wrong: WrongFields, wanted: Mapping[str, Any], changed: Collection[str]
) -> None:
    people = [name for name in PEOPLE if name in changed and wanted[name]]
    known = await get_agents(session, {wanted[name] for name in people})
    for name in people:
        agent = known.get(wanted[name])
        if agent is None or not agent.is_active:
            wrong.add(name, "unknown", "There is no such colleague, or the account is switched off.")
    groups = {*wanted["group_ids"], *([wanted["group_id"]] if wanted["group_id"] else [])}
    unknown = groups - (await get_groups(session, groups)).keys()
    if "group_id" in changed and wanted["group_id"] in unknown:
        wrong.add("group_id", "unknown", "There is no such group.")
    if "group_ids" in changed and unknown & set(wanted["group_ids"]):
        wrong.add("group_ids", "unknown", "There is no such group.")
    if "place_ids" in changed and set(wanted["place_ids"]) - (await get_places(session, wanted["place_ids"])).keys():
        wrong.add("place_ids", "unknown", "There is no such place.")
