"""A new installation can work at once, and is never seeded over."""

from sqlalchemy import func, select

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.agents.service import create_agent
from contactcenter.basics.seed import seed_basics
from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.db import Base, Database, Session
from contactcenter.groups.models import Group
from contactcenter.groups.service import find_group_by_code
from contactcenter.routing.models import Queue, QueueAgent
from contactcenter.routing.service import general_queue_id
from contactcenter.routing.situation import read_agents
from contactcenter.templates.models import Template
from contactcenter.templates.service import render
from contactcenter.work_orders.models import WorkOrderType
from contactcenter.work_orders.service import group_for, list_types

NOW = clock.now()


async def count(session: Session, model: type[Base]) -> int:
    return await session.scalar(select(func.count()).select_from(model)) or 0


async def available_agent(session: Session, username: str, *roles: str) -> Agent:
    agent = await create_agent(session, username=username, name=username, password_hash="-", roles=roles, now=NOW)
    agent.presence = "available"
    await session.flush()
    return agent


async def test_a_new_installation_has_a_queue_types_a_group_and_texts(db: Database) -> None:
    async with db.transaction() as session:
        assert await seed_basics(session, now=NOW)
    async with db.reading() as session:
        assert [queue.code for queue in await session.scalars(select(Queue))] == ["general"]
        assert len(await list_types(session)) == len(WORK_ORDER_TYPES)
        group = await find_group_by_code(session, "service")
        assert group is not None
        for type_ in await list_types(session):
            assert await group_for(session, type_code=type_.code, place=None) == group.id
        told = await render(session, "work_order_closed", "en", {"reference": "W-2026-0001"})
        assert "W-2026-0001" in told


async def test_what_arrives_before_there_are_lines_waits_in_the_queue(db: Database) -> None:
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
        assert await general_queue_id(session) == await session.scalar(select(Queue.id))


async def test_seeding_again_changes_nothing(db: Database) -> None:
    tables = (Queue, Group, WorkOrderType, Template)
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
        before = [await count(session, table) for table in tables]
        assert not await seed_basics(session, now=NOW)
        assert [await count(session, table) for table in tables] == before


async def test_everybody_who_takes_contacts_serves_a_queue_that_names_nobody(db: Database) -> None:
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
        await available_agent(session, "amy", "agent")
        await available_agent(session, "winnie", "supervisor")
        await available_agent(session, "kam", "back_office")
    async with db.reading() as session:
        queue_id = await session.scalar(select(Queue.id))
        served = [agent.queues for agent in await read_agents(session, now=NOW)]
    assert served == [{queue_id: (1, 0)}, {queue_id: (1, 0)}]


async def test_a_queue_that_names_somebody_is_served_by_nobody_else(db: Database) -> None:
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
        amy = await available_agent(session, "amy", "agent")
        ken = await available_agent(session, "ken", "agent")
        queue_id = await session.scalar(select(Queue.id))
        session.add(QueueAgent(queue_id=queue_id, agent_id=amy.id, priority=3))
        await session.flush()
        served = {agent.id: agent.queues for agent in await read_agents(session, now=NOW)}
    assert served == {amy.id: {queue_id: (3, 0)}, ken.id: {}}
