"""Questions the knowledge base could not answer: the inbox, and who finds the answer."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.keys import SEARCH
from agent_console.queries import gap_figures
from agent_console.queries import gaps as queries
from agent_console.queries.contacts import require_readable
from agent_console.queries.history import list_history
from agent_console.schemas import gaps as schemas
from agent_console.schemas.supervision import HistoryEntry
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.db import Session
from contactcenter.text.scripts import detect_language
from knowledge_base.actions.assign_gap import Assignment, assign_gap, return_gap, take_gap
from knowledge_base.actions.decline_gap import decline_gap, reopen_gap
from knowledge_base.actions.group_gaps import group_gaps, ungroup_gap
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.gaps import service
from knowledge_base.search.readers import reader_filter
from knowledge_base.suggestions.service import suggest_for


@endpoint("GET", "/api/v1/gaps", roles=EVERYONE, summary="Gaps", answers={200: Page[schemas.Gap]})
async def get_gaps(query: schemas.GapQuery, session: Session, agent: Agent, now: datetime) -> Page[schemas.Gap]:
    """The boxes of the inbox give what is due first; the others newest first."""
    return await queries.list_gaps(session, query, agent, now=now)


@endpoint("POST", "/api/v1/gaps", roles=EVERYONE, summary="Ask what has no answer", answers={201: schemas.Gap})
async def post_asked_gap(body: schemas.NewAskedGap, session: Session, agent: Agent, now: datetime) -> schemas.Gap:
    """From the search box, for a customer or for myself. The same question asked again joins the open gap."""
    asked = Asked(
        body.question,
        words_searched=body.words_searched,
        language=body.language or detect_language(body.question),
        customer_id=body.customer_id,
        note=body.note,
        same_as=body.same_as,
    )
    gap = await record_gap(session, asked, agent_id=agent.id, now=now)
    return await queries.get_gap(session, gap.id, agent, now=now)


@endpoint("GET", "/api/v1/gaps/counts", roles=EVERYONE, summary="Gaps in each box", answers={200: schemas.GapCounts})
async def get_gap_counts(session: Session, agent: Agent, now: datetime) -> schemas.GapCounts:
    return await queries.count_boxes(session, agent, now=now)


@endpoint(
    "GET",
    "/api/v1/gaps/figures",
    roles=EVERYONE,
    summary="How gaps are answered",
    answers={200: schemas.GapFigures},
)
async def get_gap_figures(query: schemas.GapFigureQuery, session: Session, now: datetime) -> schemas.GapFigures:
    """Open ones by age, median hours to sort and to answer, askers told; by group and month, with the formulas."""
    return await gap_figures.gap_figures(session, query, now=now)


@endpoint(
    "GET",
    "/api/v1/gaps/similar",
    roles=EVERYONE,
    summary="Gaps that ask the same",
    answers={200: schemas.SimilarGaps},
    errors=(404,),
)
async def get_similar_to_words(
    query: schemas.SimilarQuery, request: web.Request, session: Session, caller: Caller, agent: Agent, now: datetime
) -> schemas.SimilarGaps:
    """While a question is written down: gaps, and articles that may answer it already. Nothing is kept of it."""
    place_id, prefer = None, agent.language
    if query.contact is not None:
        await require_readable(session, query.contact, caller)
        contact = await get_contact(session, query.contact)
        place_id, prefer = await place_of(session, contact, on=clock.local(now).date()), contact.language
    wanted = await reader_filter(session, agent, place_id=place_id)
    fitting = await suggest_for(session, request.app[SEARCH], query.question, wanted=wanted, prefer=prefer)
    similar = await queries.similar_gaps(session, query.question, but=None, language=agent.language, now=now)
    similar.articles = [
        schemas.AnsweringArticle(article_id=one.hit.article_id, title=one.title.text, language=one.hit.language)
        for one in fitting.items
    ]
    return similar


@endpoint("GET", "/api/v1/gaps/{id}", roles=EVERYONE, summary="One gap", answers={200: schemas.Gap})
async def get_one_gap(id: str, session: Session, agent: Agent, now: datetime) -> schemas.Gap:
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "GET",
    "/api/v1/gaps/{id}/similar",
    roles=EVERYONE,
    summary="Gaps that may ask the same as this one",
    answers={200: schemas.SimilarGaps},
)
async def get_similar_gaps(id: str, session: Session, agent: Agent, now: datetime) -> schemas.SimilarGaps:
    """In any language, as far as synonyms know its words."""
    gap = await service.get_gap(session, id)
    return await queries.similar_gaps(session, gap.question, but=gap.id, language=agent.language, now=now)


@endpoint(
    "GET",
    "/api/v1/gaps/{id}/history",
    roles=EVERYONE,
    summary="The history of a gap",
    answers={200: Page[HistoryEntry]},
)
async def get_gap_history(id: str, query: PageQuery, session: Session) -> Page[HistoryEntry]:
    """Newest first."""
    await service.get_gap(session, id)
    return await list_history(session, "gap", id, query)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/assign",
    roles=EVERYONE,
    summary="Give a gap to a group",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_assign_gap(
    id: str, body: schemas.GapAssignment, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """For the duty manager's assistant and those who lead; the group has until `due_at`."""
    wanted = Assignment(group_id=body.group_id, owner_id=body.owner_id, due_at=body.due_at, note=body.note)
    await assign_gap(session, id, wanted, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/take",
    roles=EVERYONE,
    summary="Find the answer of a gap",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_take_gap(id: str, session: Session, agent: Agent, now: datetime) -> schemas.Gap:
    await take_gap(session, id, agent=agent, now=now)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/return",
    roles=EVERYONE,
    summary="Give a gap back",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_return_gap(
    id: str, body: schemas.GapReturn, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """To whoever sorts, with a word why."""
    await return_gap(session, id, body.note, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/decline",
    roles=EVERYONE,
    summary="A gap gets no answer",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_decline_gap(
    id: str, body: schemas.GapRefusal, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """With the reason; those who asked are told `answer`, or nothing."""
    language = body.language or detect_language(body.answer or body.reason)
    await decline_gap(
        session,
        id,
        body.reason,
        answer=body.answer,
        language=language,
        agent=agent,
        now=now,
        version=body.version,
    )
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/reopen",
    roles=EVERYONE,
    summary="A gap needs an answer after all",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_reopen_gap(
    id: str, body: schemas.GapReopening, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """With `tells_again` those who were told already hear the new answer too."""
    await reopen_gap(session, id, body.reason, tells_again=body.tells_again, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/group",
    roles=EVERYONE,
    summary="Two gaps ask the same",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_group_gap(
    id: str, body: schemas.GapGrouping, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    """Answers the gap that goes on for both."""
    main = await group_gaps(session, id, into_id=body.into_id, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, main.id, agent, now=now)


@endpoint(
    "POST",
    "/api/v1/gaps/{id}/ungroup",
    roles=EVERYONE,
    summary="It is another question after all",
    answers={200: schemas.Gap},
    errors=(409,),
)
async def post_ungroup_gap(
    id: str, body: schemas.GapVersion, session: Session, agent: Agent, now: datetime
) -> schemas.Gap:
    await ungroup_gap(session, id, agent=agent, now=now, version=body.version)
    return await queries.get_gap(session, id, agent, now=now)
