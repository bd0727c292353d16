"""Accounts: what may stand in them, who may be switched off, and presence with its history."""

from typing import Any

import pytest

from contactcenter.agents import service
from contactcenter.agents.service import AgentChanges
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from tests.support.builders.agents import NOW, make_agent

ACCOUNT: dict[str, Any] = {"username": "new", "name": "New One", "password_hash": "x", "roles": ["agent"], "now": NOW}


async def test_new_account_has_the_usual_capacity_and_is_offline(db: Database) -> None:
    async with db.transaction() as session:
        agent = await service.create_agent(session, **ACCOUNT | {"capacity": {"sms": 2}, "skills": {"sms ": 2}})
    assert agent.capacity == {"sms": 2, "email": 4, "voice": 1, "manual": 4}
    assert (agent.presence, agent.skills, agent.version) == ("offline", {"sms": 2}, 1)


async def test_user_name_is_taken_without_regard_to_case(db: Database) -> None:
    async with db.transaction() as session:
        await service.create_agent(session, **ACCOUNT)
        with pytest.raises(Conflict) as caught:
            await service.create_agent(session, **ACCOUNT | {"username": " NEW"})
        found = await service.find_agent_by_username(session, "New ")
    assert caught.value.code == "username_taken"
    assert found is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "a"),
        ("username", "with space"),
        ("name", "  "),
        ("roles", []),
        ("roles", ["agent", "emperor"]),
        ("language", "fr"),
        ("capacity", {"sms": -1}),
        ("capacity", {"fax": 1}),
    ],
)
async def test_unusable_account_is_refused(db: Database, field: str, value: object) -> None:
    async with db.transaction() as session:
        with pytest.raises(InvalidInput) as caught:
            await service.create_agent(session, **ACCOUNT | {field: value})
    assert caught.value.details["field"] == field


async def test_presence_is_kept_with_author_and_time(db: Database) -> None:
    facts: list[Fact] = []

    async def remember(published: Any, topics: set[str]) -> None:
        facts.extend(published)

    async with db.transaction() as session:
        agent = await make_agent(session)
    db.publish = remember
    async with db.transaction() as session:
        # The object comes from another session, as the one behind a request does.
        changed = await service.set_presence(session, agent, "missed", author_id=None, reason="offer missed", now=NOW)
    async with db.reading() as session:
        stored = await service.get_agent(session, agent.id)
        last = (await history.of_subject(session, "agent", agent.id))[-1]
    assert (stored.presence, stored.presence_since, stored.version) == ("missed", NOW, changed.version)
    assert (last.act, last.author_id) == ("presence", None)
    assert last.details == {"from": "offline", "to": "missed", "reason": "offer missed"}
    assert facts == [Fact("agent.changed", agent.id, stored.version)]


async def test_same_presence_again_writes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session, presence="available")
        version = agent.version
        again = await service.set_presence(session, agent, "available", author_id=agent.id, now=NOW)
    assert again.version == version


async def test_impossible_presence_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(InvalidInput):
            await service.set_presence(session, agent, "asleep", author_id=agent.id, now=NOW)
        await service.update_agent(session, agent.id, AgentChanges(is_active=False), author_id=agent.id, now=NOW)
        with pytest.raises(Conflict):
            await service.set_presence(session, agent, "available", author_id=agent.id, now=NOW)


async def test_stale_version_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        changed = await service.update_agent(
            session, agent.id, AgentChanges(name="Ada Lam"), author_id=agent.id, now=NOW, version=agent.version
        )
        with pytest.raises(Conflict) as caught:
            await service.update_agent(
                session, agent.id, AgentChanges(name="X"), author_id=agent.id, now=NOW, version=changed.version - 1
            )
    assert caught.value.code == "stale"


async def test_deactivation_ends_availability(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session, presence="available")
        changed = await service.update_agent(
            session, agent.id, AgentChanges(is_active=False), author_id=agent.id, now=NOW
        )
    assert changed.presence == "offline"


@pytest.mark.parametrize("changes", [AgentChanges(is_active=False), AgentChanges(roles=["agent"])])
async def test_one_administrator_remains(db: Database, changes: AgentChanges) -> None:
    async with db.transaction() as session:
        last = await make_agent(session, roles=["administrator"])
    with pytest.raises(Conflict) as caught:
        async with db.transaction() as session:
            await service.update_agent(session, last.id, changes, author_id=last.id, now=NOW)
    assert caught.value.code == "last_administrator"
    async with db.transaction() as session:
        await make_agent(session, roles=["administrator", "agent"])
        await service.update_agent(session, last.id, changes, author_id=last.id, now=NOW)


async def test_capacity_is_changed_channel_by_channel(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        changes = AgentChanges(capacity={"sms": 1}, skills={"lift": 5})
        changed = await service.update_agent(session, agent.id, changes, author_id=agent.id, now=NOW)
    assert changed.capacity == {"sms": 1, "email": 4, "voice": 1, "manual": 4}
    assert changed.skills == {"lift": 5}


async def test_people_are_listed_by_presence(db: Database) -> None:
    async with db.transaction() as session:
        await make_agent(session)
        available = await make_agent(session, presence="available")
        listed = await service.list_agents(session, is_active=True, presence=["available"])
        with pytest.raises(NotFound):
            await service.get_agent(session, "nobody")
    assert [agent.id for agent in listed] == [available.id]
