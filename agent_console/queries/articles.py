"""Articles as readers see them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from agent_console.http.pagination import Key, Page, fetch_page
from agent_console.queries.attachments import PATH, attachment_of
from agent_console.schemas import articles as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.groups.service import get_groups
from contactcenter.places.service import get_places, path_to
from knowledge_base.articles import service as articles
from knowledge_base.articles.describing import groups_of, places_of
from knowledge_base.articles.files import files_of, named_files, shown_files
from knowledge_base.articles.listing import Listed, count_broken, listed, outdated_of
from knowledge_base.articles.models import LANGUAGES, TREE, Article, ArticleText
from knowledge_base.articles.people import person_of, readable_by, require_readable
from knowledge_base.articles.rendering import ARTICLE_LINK, Addresses, targets_in, to_html, to_short_text
from knowledge_base.articles.service import ReadArticle

ME = "me"
# Behind everything that is to be looked over some day.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# Where the console shows an article.
PAGE = "/knowledge/articles/{id}"
ORDERS: Mapping[str, tuple[tuple[Key, ...], bool]] = {
    "newest": ((Article.id,), True),
    "updated": ((Article.updated_at, Article.id), True),
    "review_due": ((func.coalesce(Article.review_due_at, NEVER), Article.id), False),
    "code": ((Article.code,), False),
}


async def list_articles(
    session: Session, query: schemas.ArticleQuery, *, agent: Agent, language: str, now: datetime
) -> Page[schemas.ArticleRow]:
    """Those the agent may read, each titled in the wanted language or the nearest one it is written in."""
    wanted = Listed(
        words=query.q,
        states=query.state,
        pending=query.pending,
        category=query.category,
        kind=query.kind,
        audience=query.audience,
        group_id=query.group,
        owner_id=agent.id if query.owner == ME else query.owner,
        reviewer_id=agent.id if query.reviewer == ME else query.reviewer,
        place_ids=[place.id for place in await path_to(session, query.place)] if query.place else None,
        review_due_at=now if query.review_due else None,
        is_outdated=query.outdated,
        missing_language=query.missing,
        has_broken_links=query.broken_links,
    )
    found = listed(wanted).where(readable_by(await person_of(session, agent)))
    order, descending = ORDERS[query.sort]
    rows, next_cursor = await fetch_page(session, found, query, order=order, descending=descending)
    items = await _rows(session, rows, language)
    return Page[schemas.ArticleRow](items=items, next_cursor=next_cursor)


async def get_article(
    session: Session, article_id: str, *, agent: Agent, language: str, now: datetime
) -> schemas.Article:
    """The article in this language, or in the nearest one it is written in."""
    await require_readable(session, article_id, await person_of(session, agent))
    read = await articles.get_article(session, article_id, language)
    [row] = await _rows(session, [read.article], language)
    return schemas.Article(**row.model_dump(), **await _words_of(session, read, now=now))


async def _words_of(session: Session, read: ReadArticle, *, now: datetime) -> dict[str, Any]:
    article, text = read.article, read.text
    addresses = await addresses_for(session, article.id, [text.body])
    people = await get_agents(session, {id_ for id_ in (article.reviewer_id, text.author_id) if id_})
    outdated = await outdated_of(session, [article.id])
    files = await shown_files(session, article)
    return {
        "body": text.body,
        "body_html": to_html(text.body, addresses),
        "body_text": text.plain,
        "short_text": to_short_text(text.short_text, text.body),
        "sample_questions": text.sample_questions,
        "tree": _tree_of(text, addresses) if article.kind == TREE else None,
        "places": await name_places(session, article.id),
        "groups": await name_groups(session, article.id),
        "reviewer_name": _name(people, article.reviewer_id),
        "author_name": _name(people, text.author_id),
        "main_language": article.main_language,
        "translation_outdated": text.language in outdated.get(article.id, ()),
        "is_valid": is_valid(article, now),
        "attachments": [
            attachment_of(file).model_copy(update={"is_inline": file.id in named_files([text.body])}) for file in files
        ],
    }


def _tree_of(text: ArticleText, addresses: Addresses) -> dict[str, Any] | None:
    """The steps with their words as safe HTML beside them."""
    if text.tree is None:
        return None
    steps = {step_id: step | {"html": to_html(step["text"], addresses)} for step_id, step in text.tree["steps"].items()}
    return {"start": text.tree["start"], "steps": steps}


async def addresses_for(session: Session, article_id: str, bodies: Sequence[str]) -> Addresses:
    """Where what these texts name lies in the console."""
    codes = {target.name for body in bodies for target in targets_in(body) if target.kind == ARTICLE_LINK}
    named = select(Article.code, Article.id).where(Article.code.in_(codes))
    ids = {code: id_ for code, id_ in await session.execute(named)} if codes else {}
    own = {file.id for file in await files_of(session, article_id)}
    return Addresses(
        article=lambda code: PAGE.replace("{id}", ids[code]) if code in ids else None,
        file=lambda file_id: PATH.replace("{id}", file_id) if file_id in own else None,
    )


async def name_places(session: Session, article_id: str) -> list[schemas.ArticlePlace]:
    ids = (await places_of(session, [article_id])).get(article_id, [])
    places = sorted((await get_places(session, ids)).values(), key=lambda place: place.code)
    return [schemas.ArticlePlace.model_validate(place) for place in places]


async def name_groups(session: Session, article_id: str) -> list[schemas.ArticleGroup]:
    ids = (await groups_of(session, [article_id])).get(article_id, [])
    groups = sorted((await get_groups(session, ids)).values(), key=lambda group: group.code)
    return [schemas.ArticleGroup.model_validate(group) for group in groups]


async def titles_of(session: Session, article_ids: Sequence[str], agent: Agent) -> dict[str, str]:
    """What those of these articles that the agent may read are called in the agent's language, or the nearest one."""
    readable = select(Article.id).where(Article.id.in_(article_ids), readable_by(await person_of(session, agent)))
    ids = list(await session.scalars(readable))
    texts = await articles.texts_of(session, ids)
    wishes = (agent.language, *articles.INSTEAD_OF.get(agent.language, LANGUAGES))
    titles: dict[str, str] = {}
    for article_id in ids:
        written = (texts[article_id, one].title for one in wishes if (article_id, one) in texts)
        titles[article_id] = next(written, "")
    return titles


def is_valid(article: Article, now: datetime) -> bool:
    has_begun = article.valid_from is None or article.valid_from <= now
    return has_begun and (article.valid_until is None or now < article.valid_until)


async def _rows(session: Session, rows: Sequence[Article], language: str) -> list[schemas.ArticleRow]:
    ids = [article.id for article in rows]
    texts = await articles.texts_of(session, ids)
    outdated, broken = await outdated_of(session, ids), await count_broken(session, ids)
    people = await get_agents(session, {article.owner_id for article in rows if article.owner_id})
    items = []
    for article in rows:
        written = [known for known in LANGUAGES if (article.id, known) in texts]
        shown = next((one for one in (language, *articles.INSTEAD_OF.get(language, ())) if one in written), None)
        if shown is None:
            continue
        items.append(
            schemas.ArticleRow(
                **{name: getattr(article, name) for name in _COLUMNS},
                languages=written,
                language=shown,
                title=texts[article.id, shown].title,
                owner_name=_name(people, article.owner_id),
                outdated_languages=outdated.get(article.id, []),
                broken_links=broken.get(article.id, 0),
            )
        )
    return items


_COLUMNS = (
    "id",
    "code",
    "kind",
    "category",
    "audience",
    "state",
    "pending_state",
    "owner_id",
    "reviewer_id",
    "group_id",
    "valid_from",
    "valid_until",
    "review_due_at",
    "published_at",
    "updated_at",
    "version",
)


def _name(people: Mapping[str, Agent], agent_id: str | None) -> str | None:
    agent = people.get(agent_id or "")
    return agent.name if agent else None
