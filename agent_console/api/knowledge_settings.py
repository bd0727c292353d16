"""How the knowledge base is set, and the categories of its articles."""

from datetime import datetime

from agent_console.http.caller import ADMINISTRATORS, EVERYONE, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.schemas import article_writing as writing
from agent_console.schemas import articles as schemas
from agent_console.schemas import knowledge_settings as settings_schemas
from agent_console.schemas.settings import Seen, columns_given
from contactcenter.db import Session
from knowledge_base.articles import categories
from knowledge_base.articles.models import ArticleCategory
from knowledge_base.settings import service

MAY_BE_NONE = frozenset({"assistant_id", "calendar_id"})


@endpoint(
    "GET",
    "/api/v1/admin/knowledge-settings",
    roles=SETTINGS_READERS,
    summary="How the knowledge base is set",
    answers={200: settings_schemas.KnowledgeSettings},
)
async def get_knowledge_settings(session: Session) -> settings_schemas.KnowledgeSettings:
    return settings_schemas.KnowledgeSettings.model_validate(await service.get_settings(session))


@endpoint(
    "PUT",
    "/api/v1/admin/knowledge-settings",
    roles=SETTINGS_READERS,
    summary="Set the knowledge base",
    answers={200: settings_schemas.KnowledgeSettings},
    errors=(409,),
)
async def put_knowledge_settings(
    body: settings_schemas.KnowledgeSettingsChange, session: Session, caller: Caller, now: datetime
) -> settings_schemas.KnowledgeSettings:
    """It holds at once; what is under way keeps the times it was given."""
    row = await service.update_settings(
        session, columns_given(body, MAY_BE_NONE), version=body.version, author_id=caller.agent_id, now=now
    )
    return settings_schemas.KnowledgeSettings.model_validate(row)


@endpoint(
    "GET",
    "/api/v1/article-categories",
    roles=EVERYONE,
    summary="Categories of articles",
    answers={200: Page[schemas.Category]},
)
async def get_categories(session: Session) -> Page[schemas.Category]:
    """In their order."""
    counts = await categories.count_articles(session)
    items = [_as_answer(row, counts) for row in await categories.list_categories(session)]
    return Page[schemas.Category](items=items, next_cursor=None)


@endpoint(
    "POST",
    "/api/v1/admin/article-categories",
    roles=SETTINGS_READERS,
    summary="Add a category",
    answers={201: schemas.Category},
    errors=(409,),
)
async def post_category(body: writing.NewCategory, session: Session, caller: Caller, now: datetime) -> schemas.Category:
    """At the end, where no place in the order is given."""
    row = await categories.add_category(
        session, body.code, names=body.names, position=body.position, author_id=caller.agent_id, now=now
    )
    return _as_answer(row, {})


@endpoint(
    "PUT",
    "/api/v1/admin/article-categories/{code}",
    roles=SETTINGS_READERS,
    summary="Rename or move a category",
    answers={200: schemas.Category},
    errors=(409,),
)
async def put_category(
    code: str, body: writing.CategoryChange, session: Session, caller: Caller, now: datetime
) -> schemas.Category:
    row = await categories.change_category(
        session,
        code,
        names=body.names,
        position=body.position,
        version=body.version,
        author_id=caller.agent_id,
        now=now,
    )
    return _as_answer(row, await categories.count_articles(session))


@endpoint(
    "DELETE",
    "/api/v1/admin/article-categories/{code}",
    roles=ADMINISTRATORS,
    summary="Remove a category no article stands in",
    answers={204: None},
    errors=(409,),
)
async def delete_category(code: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    await categories.remove_category(session, code, version=query.version, author_id=caller.agent_id, now=now)


def _as_answer(row: ArticleCategory, counts: dict[str, int]) -> schemas.Category:
    return schemas.Category(
        code=row.code,
        names=row.names,
        position=row.position,
        articles=counts.get(row.code, 0),
        version=row.version,
    )
