"""Why a contact rings where it does, over HTTP; and more time for writing it down."""

from datetime import datetime, timedelta

import pytest

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.db import Database
from contactcenter.routing.models import Queue
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import make_contact
from tests.support.builders.routing import make_free_agent, make_queue, serve
from tests.support.builders.work_orders import Desk
from tests.support.console import Reply, Window

PREVIEW = "/admin/routing/preview"


@pytest.fixture
async def queue(db: Database) -> Queue:
    async with db.transaction() as session:
        queue = await make_queue(session, "lifts")
        queue.requirements = [
            {"after_seconds": 0, "skills": {"lifts": 4}},
            {"after_seconds": 120, "skills": {"lifts": 2}},
        ]
        return queue


@pytest.fixture
async def agents(db: Database, queue: Queue) -> dict[str, Agent]:
    async with db.transaction() as session:
        expert = await make_free_agent(session, queue, skills={"lifts": 5})
        beginner = await make_free_agent(session, queue, skills={"lifts": 2})
        away = await make_agent(session, presence="away", skills={"lifts": 5})
        await serve(session, queue, away)
    return {"expert": expert, "beginner": beginner, "away": away}


def verdicts(answer: Reply, agents: dict[str, Agent]) -> dict[str, tuple[str, list[str]]]:
    told = {each["agent_id"]: each for each in answer.json["agents"]}
    found = {name: told[agent.id] for name, agent in agents.items()}
    return {name: (each["verdict"], [reason["code"] for reason in each["reasons"]]) for name, each in found.items()}


async def test_a_draft_is_explained(supervisor: Window, queue: Queue, agents: dict[str, Agent]) -> None:
    draft = {"channel": "sms", "queue_id": queue.id}
    answer = await supervisor.post(PREVIEW, draft)
    assert answer.status == 200
    assert verdicts(answer, agents) == {
        "expert": ("asked", []),
        "beginner": ("later", ["skill_missing"]),
        "away": ("later", ["not_available"]),
    }
    assert (answer.json["needs"], answer.json["decided_by"]) == ({"lifts": 4}, "only_one")
    beginner = next(each for each in answer.json["agents"] if each["agent_id"] == agents["beginner"].id)
    assert {key: beginner["reasons"][0][key] for key in ("skill", "needed", "has")} == {
        "skill": "lifts",
        "needed": 4,
        "has": 2,
    }
    assert beginner["from"] == answer.json["steps"][0]["at"]
    assert (answer.json["steps"][0]["code"], answer.json["steps"][0]["skills"]) == ("requirements", {"lifts": 2})
    later = await supervisor.post(PREVIEW, draft | {"waited_seconds": 120})
    assert verdicts(later, agents)["beginner"][0] in ("asked", "suitable")


async def test_a_draft_names_what_there_is(supervisor: Window, agent: Window, queue: Queue) -> None:
    assert (await supervisor.post(PREVIEW, {"channel": "sms", "queue_id": "nowhere"})).status == 422
    assert (await supervisor.post(PREVIEW, {"channel": "sms", "place_id": "nowhere"})).status == 422
    assert (await supervisor.post(PREVIEW, {"channel": "pigeon"})).status == 422
    assert (await supervisor.post(PREVIEW, {"channel": "sms", "waited_seconds": -1})).status == 422
    assert (await agent.post(PREVIEW, {"channel": "sms"})).status == 403


async def test_a_waiting_contact_is_explained_and_one_that_is_held_is_not(
    agent: Window, db: Database, desk: Desk, queue: Queue, agents: dict[str, Agent]
) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, queue_id=queue.id, queued_at=clock.now())
    answer = await agent.get(f"/contacts/{contact.id}/routing")
    assert (answer.status, verdicts(answer, agents)["expert"][0]) == (200, "asked")
    assert answer.json["agents"][0]["name"] == agents["expert"].name
    held = await agent.get(f"/contacts/{desk.contact.id}/routing")
    assert (held.status, held.code) == (409, "wrong_state")
    assert (await agent.get("/contacts/nowhere/routing")).status == 404


async def test_more_time_is_given_once_for_each_wrap_up(
    agent: Window, db: Database, desk: Desk, queue: Queue, sign_in: OpenWindow
) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="active", agent=desk.agent, queue_id=queue.id)
    path = f"/contacts/{contact.id}"
    assert (await agent.post(f"{path}/extend-wrap-up")).code == "wrong_state"
    written = (await agent.post(f"{path}/wrap-up")).json
    assert not written["wrap_up_extended"]
    longer = await agent.post(f"{path}/extend-wrap-up")
    assert longer.json["wrap_up_extended"]
    before, after = (clock_of(answer) for answer in (written, longer.json))
    assert after - before == timedelta(seconds=queue.wrap_up_extension_seconds)
    assert (await agent.post(f"{path}/extend-wrap-up")).code == "already_extended"
    colleague = await sign_in(desk.colleague)
    assert (await colleague.post(f"{path}/extend-wrap-up")).code == "not_yours"
    assert (await agent.post(f"{path}/resume")).status == 200
    assert not (await agent.post(f"{path}/wrap-up")).json["wrap_up_extended"], "another one begins"


async def test_a_queue_may_give_no_more_time(agent: Window, db: Database, desk: Desk, queue: Queue) -> None:
    async with db.transaction() as session:
        stored = await session.get_one(Queue, queue.id)
        stored.wrap_up_extension_seconds = 0
        contact = await make_contact(session, state="active", agent=desk.agent, queue_id=queue.id)
    await agent.post(f"/contacts/{contact.id}/wrap-up")
    assert (await agent.post(f"/contacts/{contact.id}/extend-wrap-up")).code == "not_extendable"


def clock_of(contact: dict[str, str]) -> datetime:
    return datetime.fromisoformat(contact["wrap_up_until"])
