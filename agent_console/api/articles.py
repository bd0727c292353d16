"""Articles of the knowledge base: reading them, beginning one, describing them, one by one and many at once."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.keys import SEARCH
from agent_console.queries import article_writing, similar_articles
from agent_console.queries import articles as queries
from agent_console.queries.history import list_history
from agent_console.schemas import article_writing as writing
from agent_console.schemas import articles as schemas
from agent_console.schemas.settings import columns_given
from agent_console.schemas.supervision import HistoryEntry
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.db import Database, Session
from contactcenter.errors import ContactCenterError
from knowledge_base.actions.change_article import change_article
from knowledge_base.articles import people
from knowledge_base.articles.codes import make_code
from knowledge_base.articles.describing import describe_article
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.files import bind_named_files
from knowledge_base.articles.links import keep_broken
from knowledge_base.articles.service import create_article

MAY_BE_NONE = frozenset({"owner_id", "reviewer_id", "group_id", "valid_from", "valid_until", "review_due_at"})
DESCRIBED = {"group_ids", "place_ids", "reviewer_id", "group_id"}


@endpoint("GET", "/api/v1/articles", roles=EVERYONE, summary="Articles", answers={200: Page[schemas.ArticleRow]})
async def get_articles(
    query: schemas.ArticleQuery, session: Session, agent: Agent, now: datetime
) -> Page[schemas.ArticleRow]:
    """Those I may read. Without `language`, titled in the language of whoever asks."""
    language = query.language or agent.language
    return await queries.list_articles(session, query, agent=agent, language=language, now=now)


@endpoint("GET", "/api/v1/articles/{id}", roles=EVERYONE, summary="One article", answers={200: schemas.Article})
async def get_one_article(
    id: str, query: schemas.OneArticleQuery, session: Session, agent: Agent, now: datetime
) -> schemas.Article:
    """As readers see it, in the wanted language or in the nearest one it is written in."""
    language = query.language or agent.language
    return await queries.get_article(session, id, agent=agent, language=language, now=now)


@endpoint(
    "GET",
    "/api/v1/articles/{id}/history",
    roles=EVERYONE,
    summary="What happened to an article",
    answers={200: Page[HistoryEntry]},
)
async def get_article_history(id: str, query: PageQuery, session: Session, agent: Agent) -> Page[HistoryEntry]:
    """Newest first; every line has its author, or none where a rule did it."""
    article = await people.require_readable(session, id, await people.person_of(session, agent))
    return await list_history(session, "article", article.id, query)


@endpoint(
    "POST",
    "/api/v1/articles",
    roles=EVERYONE,
    summary="Begin an article",
    answers={201: writing.Writing},
    errors=(409,),
)
async def post_article(
    body: writing.NewArticle, session: Session, agent: Agent, request: web.Request, now: datetime
) -> writing.Writing:
    """A draft of mine; the answer names articles that say nearly the same."""
    words = TextDraft(
        body.language,
        body.title,
        body.body,
        short_text=body.short_text,
        sample_questions=tuple(body.sample_questions),
        tree=body.tree,
    )
    code = body.code or await make_code(session, body.title)
    draft = ArticleDraft(code, words, kind=body.kind)
    article = await create_article(session, draft, author_id=agent.id, now=now)
    changes = {"category": body.category, "audience": body.audience, "group_ids": body.group_ids}
    changes |= {name: getattr(body, name) for name in DESCRIBED if getattr(body, name)}
    changes |= {"owner_id": body.owner_id or agent.id}
    person = await people.person_of(session, agent)
    await people.require_description(session, article, person, changes)
    article = await describe_article(session, article.id, changes, author_id=agent.id, now=now)
    await bind_named_files(session, article, words.body, agent=agent, now=now)
    await keep_broken(session, article, now=now)
    similar = await similar_articles.similar_to_words(
        session, request.app[SEARCH], agent, title=words.title, body=words.body, language=words.language, but=article.id
    )
    return await article_writing.get_writing(session, article, agent=agent, similar=similar)


@endpoint(
    "PATCH",
    "/api/v1/articles/{id}",
    roles=EVERYONE,
    summary="Describe an article",
    answers={200: writing.Writing},
    errors=(409,),
)
async def patch_article(
    id: str, body: writing.ArticlePatch, session: Session, agent: Agent, now: datetime
) -> writing.Writing:
    """What it is about, who answers for it, who may read it from when until when. It holds at once."""
    person = await people.person_of(session, agent)
    article = await people.require_readable(session, id, person)
    changes = columns_given(body, MAY_BE_NONE)
    await people.require_description(session, article, person, changes)
    article = await describe_article(session, id, changes, author_id=agent.id, now=now, version=body.version)
    return await article_writing.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/bulk",
    roles=EVERYONE,
    summary="Change many articles",
    answers={200: Page[writing.BulkResult]},
)
async def post_bulk(body: writing.Bulk, db: Database, caller: Caller, now: datetime) -> Page[writing.BulkResult]:
    """Each by itself: the answer says of every one whether it was changed, and why not. May be repeated."""
    changes = columns_given(body.change, MAY_BE_NONE)
    act = changes.pop("state", None)
    errors: dict[str, ContactCenterError] = {}
    ids = list(dict.fromkeys(body.ids))
    for article_id in ids:
        try:
            # One transaction for all would keep everybody else from writing for seconds.
            async with db.transaction() as session:
                agent = await get_agent(session, caller.agent_id)
                await change_article(session, article_id, changes, act, agent=agent, now=now)
        except ContactCenterError as error:
            errors[article_id] = error
    async with db.reading() as session:
        titles = await queries.titles_of(session, ids, await get_agent(session, caller.agent_id))
    items = [
        writing.BulkResult(
            id=article_id,
            title=titles.get(article_id, ""),
            is_done=article_id not in errors,
            code=errors[article_id].code if article_id in errors else "",
            message=errors[article_id].message if article_id in errors else "",
        )
        for article_id in ids
    ]
    return Page[writing.BulkResult](items=items, next_cursor=None)
