"""Staff with the load each carries now."""

from collections.abc import Sequence

from sqlalchemy import String, cast, select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.rows import columns_of
from agent_console.schemas import agents as schemas
from contactcenter.agents.models import Agent
from contactcenter.contracts import CHANNELS
from contactcenter.db import Session
from contactcenter.routing.situation import read_loads


async def list_agents(session: Session, query: schemas.AgentQuery) -> Page[schemas.Agent]:
    """By name as it is signed in with."""
    people = select(Agent)
    if query.is_active is not None:
        people = people.where(Agent.is_active == query.is_active)
    if query.presence:
        people = people.where(Agent.presence.in_(query.presence))
    if query.role is not None:
        # A list in a JSON column is asked for as text; no role's name lies within another's.
        people = people.where(cast(Agent.roles, String).contains(f'"{query.role}"', autoescape=True))
    rows, next_cursor = await fetch_page(session, people, query, order=(Agent.username,))
    return Page[schemas.Agent](items=await with_load(session, rows), next_cursor=next_cursor)


async def with_load(session: Session, agents: Sequence[Agent]) -> list[schemas.Agent]:
    """These people with their loads, which are read for all at once."""
    await session.flush()
    load = await read_loads(session, [agent.id for agent in agents])
    nothing = dict.fromkeys(CHANNELS, 0)
    return [schemas.Agent.model_validate(columns_of(agent) | {"load": nothing | load[agent.id]}) for agent in agents]
