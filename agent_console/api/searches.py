"""What came of searches and what they teach."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.keys import SEARCH_LOG
from agent_console.queries import searches as queries
from agent_console.schemas import searches as schemas
from agent_console.schemas.suggestions import NewPick
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.db import Database, Session
from contactcenter.text.scripts import detect_language
from knowledge_base.actions.accept_question import accept_question, add_question, checked, decline_question
from knowledge_base.articles.people import person_of, require_readable
from knowledge_base.searches.picks import pick
from knowledge_base.searches.proposals import propose


@endpoint(
    "POST",
    "/api/v1/searches/{id}/pick",
    roles=EVERYONE,
    summary="Say which of the articles found was opened or used",
    answers={204: None},
    errors=(404,),
)
async def post_pick(id: str, body: NewPick, request: web.Request, db: Database, caller: Caller, now: datetime) -> None:
    """The best that came of a search is kept; said twice it counts once."""
    log = request.app[SEARCH_LOG]
    if log.is_waiting(id):
        await log.write_all(db, now=now)
    async with db.transaction() as session:
        agent = await get_agent(session, caller.agent_id)
        await require_readable(session, body.article_id, await person_of(session, agent))
        search = await pick(
            session,
            id,
            article_id=body.article_id,
            rank=body.rank,
            outcome=body.outcome,
            agent_id=caller.agent_id,
            now=now,
        )
        await propose(session, [search], now=now)
    log.end(id)


@endpoint(
    "GET",
    "/api/v1/question-proposals",
    roles=EVERYONE,
    summary="Words that may become sample questions",
    answers={200: Page[schemas.QuestionProposal]},
)
async def get_question_proposals(
    query: schemas.ProposalQuery, session: Session, agent: Agent
) -> Page[schemas.QuestionProposal]:
    """What several people searched before they used the same article."""
    person = await person_of(session, agent)
    return await queries.list_proposals(session, query, person=person, language=agent.language)


@endpoint(
    "POST",
    "/api/v1/question-proposals/{id}/accept",
    roles=EVERYONE,
    summary="Let the words find the article",
    answers={200: schemas.QuestionProposal},
    errors=(404, 409),
)
async def post_question_acceptance(
    id: str, body: schemas.Acceptance, session: Session, agent: Agent, now: datetime
) -> schemas.QuestionProposal:
    """By the article's owner or reviewer, or whoever leads; they are found from now on, with a note in the history."""
    person = await person_of(session, agent)
    await queries.get_proposal(session, id, person=person, language=agent.language)
    await accept_question(session, id, agent=agent, now=now, question=body.question, version=body.version)
    return await queries.get_proposal(session, id, person=person, language=agent.language)


@endpoint(
    "POST",
    "/api/v1/question-proposals/{id}/decline",
    roles=EVERYONE,
    summary="Say that the words do not belong to the article",
    answers={200: schemas.QuestionProposal},
    errors=(404, 409),
)
async def post_question_refusal(
    id: str, body: schemas.Refusal, session: Session, agent: Agent, now: datetime
) -> schemas.QuestionProposal:
    """They are not proposed for it again."""
    person = await person_of(session, agent)
    await queries.get_proposal(session, id, person=person, language=agent.language)
    await decline_question(session, id, agent=agent, now=now, version=body.version)
    return await queries.get_proposal(session, id, person=person, language=agent.language)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/sample-questions",
    roles=EVERYONE,
    summary="Let these words find this article",
    answers={200: schemas.SampleQuestions},
    errors=(404, 409),
)
async def post_sample_question(
    id: str, body: schemas.NewQuestion, session: Session, agent: Agent, now: datetime
) -> schemas.SampleQuestions:
    """By the article's owner or reviewer, or whoever leads: what was searched in vain is found from now on."""
    await require_readable(session, id, await person_of(session, agent))
    question = checked(body.question)
    language = body.language or detect_language(question)
    text = await add_question(session, id, question, language=language, agent=agent, now=now)
    return schemas.SampleQuestions(article_id=id, language=text.language, sample_questions=text.sample_questions)


@endpoint(
    "GET",
    "/api/v1/knowledge/figures",
    roles=EVERYONE,
    summary="How well the knowledge base is found and kept",
    answers={200: schemas.KnowledgeFigures},
)
async def get_knowledge_figures(
    query: schemas.KnowledgeFiguresQuery, session: Session, now: datetime
) -> schemas.KnowledgeFigures:
    """Searches and what came of them by day, proposals, reports and votes, each with its formula."""
    return await queries.read_figures(session, query, now=now)
