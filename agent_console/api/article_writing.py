"""Writing articles: their words in each language, review and publishing, versions, and what is alike."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.keys import SEARCH
from agent_console.queries import article_writing as queries
from agent_console.queries.articles import addresses_for
from agent_console.queries.similar_articles import similar_to_words
from agent_console.schemas import article_writing as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from knowledge_base.actions.publish_article import publish_article
from knowledge_base.articles import people, states, writing
from knowledge_base.articles import service as articles
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.files import bind_named_files
from knowledge_base.articles.links import keep_broken
from knowledge_base.articles.models import LANGUAGES, Article
from knowledge_base.articles.rendering import to_html


async def _readable(session: Session, id: str, agent: Agent) -> Article:
    return await people.require_readable(session, id, await people.person_of(session, agent))


async def _permitted(session: Session, id: str, agent: Agent, act: str) -> Article:
    person = await people.person_of(session, agent)
    article = await people.require_readable(session, id, person)
    await people.require_act(session, article, person, act)
    return article


@endpoint(
    "GET",
    "/api/v1/articles/{id}/writing",
    roles=EVERYONE,
    summary="Everything an editor needs",
    answers={200: schemas.Writing},
)
async def get_article_writing(id: str, session: Session, agent: Agent, request: web.Request) -> schemas.Writing:
    """All languages, what is pending, what is to be mended, what is alike, and what I may do."""
    article = await _readable(session, id, agent)
    main = (await articles.get_article(session, id, article.main_language)).text
    similar = await similar_to_words(
        session, request.app[SEARCH], agent, title=main.title, body=main.body, language=main.language, but=id
    )
    return await queries.get_writing(session, article, agent=agent, similar=similar)


@endpoint(
    "PUT",
    "/api/v1/articles/{id}/texts/{language}",
    roles=EVERYONE,
    summary="Save an article in one language",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def put_text(
    id: str, language: str, body: schemas.SavedText, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """In place while it is a draft, else as a pending change; the same words again change nothing."""
    if language not in LANGUAGES:
        raise InvalidInput(details={"fields": {"language": f"One of {', '.join(LANGUAGES)}."}})
    article = await _permitted(session, id, agent, states.SAVE)
    draft = TextDraft(
        language,
        body.title,
        body.body,
        short_text=body.short_text,
        sample_questions=tuple(body.sample_questions),
        tree=body.tree,
    )
    saving = writing.Saving(body.note, body.is_minor, body.translates_revision, body.version)
    article = await writing.save_words(session, id, draft, saving, author_id=agent.id, now=now)
    await bind_named_files(session, article, draft.with_words_of_tree().body, agent=agent, now=now)
    if article.state in states.IN_PLACE:
        await keep_broken(session, article, now=now)
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "DELETE",
    "/api/v1/articles/{id}/pending",
    roles=EVERYONE,
    summary="Forget a pending change",
    answers={204: None},
    errors=(409,),
)
async def delete_pending(id: str, query: schemas.PendingQuery, session: Session, agent: Agent, now: datetime) -> None:
    """Readers go on reading what they read."""
    await _permitted(session, id, agent, states.DISCARD)
    await writing.discard_pending(
        session, id, language=query.language, author_id=agent.id, now=now, version=query.version
    )


@endpoint(
    "POST",
    "/api/v1/articles/{id}/submit",
    roles=EVERYONE,
    summary="Hand over for review",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_submit(
    id: str, body: schemas.NotedAct, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """A draft, or the pending change of a published article. What is not finished is 422."""
    await _permitted(session, id, agent, states.SUBMIT)
    article = await articles.submit_article(
        session, id, author_id=agent.id, now=now, version=body.version, note=body.note
    )
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/send-back",
    roles=EVERYONE,
    summary="Send back to the author",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_send_back(
    id: str, body: schemas.SendBack, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    await _permitted(session, id, agent, states.SEND_BACK)
    article = await articles.send_back_article(
        session, id, note=body.note, author_id=agent.id, now=now, version=body.version
    )
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/publish",
    roles=EVERYONE,
    summary="Publish",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_publish(
    id: str, body: schemas.ArticleAct, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """Found within a second on every node. 409 `own_words`: somebody else has to look at what I wrote."""
    permitted = await _permitted(session, id, agent, states.PUBLISH)
    # Words that somebody saves in this moment were not looked at: what is published is what was permitted.
    seen = permitted.version if body.version is None else body.version
    article = await publish_article(session, id, agent=agent, now=now, version=seen)
    await keep_broken(session, article, now=now)
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/retire",
    roles=EVERYONE,
    summary="Retire",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_retire(
    id: str, body: schemas.NotedAct, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """Nobody finds it any more; contacts answered with it still lead to it. An author may throw a draft away so."""
    await _permitted(session, id, agent, states.RETIRE)
    article = await articles.retire_article(
        session, id, author_id=agent.id, now=now, version=body.version, note=body.note
    )
    await keep_broken(session, article, now=now)
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/restore",
    roles=EVERYONE,
    summary="Bring back what was retired",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_restore(
    id: str, body: schemas.ArticleAct, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """As it was: published, or a draft where it never was published."""
    await _permitted(session, id, agent, states.RESTORE)
    article = await articles.restore_article(session, id, author_id=agent.id, now=now, version=body.version)
    await keep_broken(session, article, now=now)
    return await queries.get_writing(session, article, agent=agent)


@endpoint(
    "POST",
    "/api/v1/articles/similar",
    roles=EVERYONE,
    summary="Articles that say nearly the same",
    answers={200: Page[schemas.SimilarArticle]},
)
async def post_similar(
    body: schemas.SimilarQuestion, session: Session, agent: Agent, request: web.Request
) -> Page[schemas.SimilarArticle]:
    """Asked while somebody gives a title; drafts are among them."""
    items = await similar_to_words(
        session, request.app[SEARCH], agent, title=body.title, body=body.body, language=body.language, but=body.but
    )
    return Page[schemas.SimilarArticle](items=items, next_cursor=None)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/preview",
    roles=EVERYONE,
    summary="Words as readers would see them",
    answers={200: schemas.PreviewHtml},
)
async def post_preview(id: str, body: schemas.Preview, session: Session, agent: Agent) -> schemas.PreviewHtml:
    """Nothing is kept."""
    await _readable(session, id, agent)
    return schemas.PreviewHtml(html=to_html(body.body, await addresses_for(session, id, [body.body])))
