"""Promises to owners."""

from datetime import datetime

from agent_console.http.caller import DESK, DESK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import promises as queries
from agent_console.schemas.base import NoBody
from agent_console.schemas.promises import Promise, PromiseQuery
from contactcenter.actions.keep_promise import keep_promise
from contactcenter.agents.models import Agent
from contactcenter.db import Session


@endpoint("GET", "/api/v1/promises", roles=DESK_READERS, summary="Promises", answers={200: Page[Promise]})
async def get_promises(query: PromiseQuery, session: Session, caller: Caller) -> Page[Promise]:
    """The most urgent first."""
    return await queries.list_promises(session, query, caller)


@endpoint("POST", "/api/v1/promises/{id}/keep", roles=DESK, summary="It was done", answers={200: Promise})
async def post_keep(id: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> Promise:
    """Late or not; saying so twice changes nothing."""
    await keep_promise(session, promise_id=id, agent=agent, now=now)
    return await queries.get_promise(session, id)
