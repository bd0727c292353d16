"""Handovers: reading the log, and taking over item by item."""

from datetime import datetime

from agent_console.http.caller import DESK, DESK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import handovers as queries
from agent_console.schemas.base import NoBody
from agent_console.schemas.shifts import Handover, HandoverQuery, ItemWords
from contactcenter.actions.accept_handover_item import accept_handover_item
from contactcenter.actions.answer_handover_item import answer_handover_item
from contactcenter.actions.question_handover_item import question_handover_item
from contactcenter.agents.models import Agent
from contactcenter.db import Session

ITEM = "/api/v1/handovers/{id}/items/{item}"


@endpoint("GET", "/api/v1/handovers", roles=DESK_READERS, summary="Handovers", answers={200: Page[Handover]})
async def get_handovers(query: HandoverQuery, session: Session, caller: Caller) -> Page[Handover]:
    """Newest first."""
    return await queries.list_handovers(session, query, caller)


@endpoint("GET", "/api/v1/handovers/{id}", roles=DESK_READERS, summary="One handover", answers={200: Handover})
async def get_one_handover(id: str, session: Session) -> Handover:
    return await queries.get_handover(session, id)


@endpoint("POST", f"{ITEM}/accept", roles=DESK, summary="Take one item over", answers={200: Handover})
async def post_accept_item(id: str, item: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> Handover:
    """From now on it is mine; with the last one the handover is accepted."""
    await accept_handover_item(session, handover_id=id, item_id=item, agent=agent, now=now)
    return await queries.get_handover(session, id)


@endpoint("POST", f"{ITEM}/question", roles=DESK, summary="Ask about one item", answers={200: Handover})
async def post_question(id: str, item: str, body: ItemWords, session: Session, agent: Agent, now: datetime) -> Handover:
    await question_handover_item(session, handover_id=id, item_id=item, agent=agent, text=body.text, now=now)
    return await queries.get_handover(session, id)


@endpoint("POST", f"{ITEM}/answer", roles=DESK, summary="Answer a question", answers={200: Handover})
async def post_answer(id: str, item: str, body: ItemWords, session: Session, agent: Agent, now: datetime) -> Handover:
    """By whoever handed over, or a supervisor."""
    await answer_handover_item(session, handover_id=id, item_id=item, agent=agent, text=body.text, now=now)
    return await queries.get_handover(session, id)
