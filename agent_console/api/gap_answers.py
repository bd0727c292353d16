"""The answer of a gap, and telling it to everybody who asked."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.queries import gap_askers
from agent_console.queries import gaps as queries
from agent_console.schemas import gaps as schemas
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.db import Session
from contactcenter.text.scripts import detect_language
from knowledge_base.actions.answer_gap import answer_in_words
from knowledge_base.actions.tell_asker import promise_call, see_answer, skip_asker, tell_asker, told_otherwise
from knowledge_base.actions.write_gap_article import NewArticle, begin_article, link_article


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/article",
    roles=EVERYONE,
    summary="The article that answers a gap",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_gap_article(
    id: str, body: schemas.GapArticle, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """One that stands, or a draft begun with the question; once it is published everybody who asked is told."""
    if body.article_id is not None:
        await link_article(
            session,
            id,
            body.article_id,
            answers_now=body.answers_now,
            agent=agent,
            now=now,
            version=body.version,
        )
    else:
        wanted = NewArticle(
            title=body.title,
            body=body.body,
            short_text=body.short_text,
            category=body.category,
            language=body.language or "",
            audience=body.audience,
        )
        await begin_article(session, id, wanted, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/answer",
    roles=EVERYONE,
    summary="A short answer without an article",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_gap_answer(
    id: str, body: schemas.GapAnswer, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """Everybody who asked is told these words."""
    language = body.language or detect_language(body.text)
    await answer_in_words(session, id, body.text, language=language, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/seen",
    roles=EVERYONE,
    summary="I have read the answer",
    answers={200: schemas.Gap},
)
async def post_gap_seen(id: str, session: Session, agent: Agent, now: datetime) -> schemas.Gap:
    """For the agent who noted the question."""
    await see_answer(session, id, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "GET",
    "/api/v1/gaps/{id}/askers/{asker}/draft",
    roles=EVERYONE,
    summary="What one asker would be told",
    answers={200: schemas.TellingDraft},
)
async def get_telling_draft(
    id: str, asker: str, session: Session, settings: Settings, now: datetime
) -> schemas.TellingDraft:
    """In their language and for their channel, as the article stands now."""
    return await gap_askers.draft_for(session, id, asker, settings=settings, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/askers/{asker}/tell",
    roles=EVERYONE,
    summary="Tell one asker",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_tell_asker(
    id: str, asker: str, body: schemas.Telling, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """In my name, on the channel they used; also again where it could not be sent. `already_told` where they were."""
    await tell_asker(session, id, asker, body.text, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/askers/{asker}/told",
    roles=EVERYONE,
    summary="I told one asker myself",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_told_otherwise(
    id: str, asker: str, body: schemas.ToldOtherwise, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """On the telephone or face to face."""
    await told_otherwise(session, id, asker, body.note, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/askers/{asker}/promise",
    roles=EVERYONE,
    summary="Promise one asker a call",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_promise_call(
    id: str, asker: str, body: schemas.CallPromise, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """In my name; told once the promise is kept."""
    await promise_call(session, id, asker, body.due_at, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/askers/{asker}/skip",
    roles=EVERYONE,
    summary="One asker shall not be told",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_skip_asker(
    id: str, asker: str, body: schemas.Skipping, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    await skip_asker(session, id, asker, body.reason, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)
