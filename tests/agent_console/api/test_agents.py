"""Accounts: presence, what an administrator changes, tokens."""

import pytest

from contactcenter.db import Database
from contactcenter.journal.history import of_subject
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import make_agent
from tests.support.builders.groups import make_group
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def administrator(db: Database, sign_in: OpenWindow) -> Window:
    async with db.transaction() as session:
        boss = await make_agent(session, roles=["administrator"])
    return await sign_in(boss)


NEWCOMER = {"username": "Mei.Lam", "name": "Lam Mei", "roles": ["agent"], "password": "tram to the peak 9"}


async def test_an_account_made_by_an_administrator_must_choose_an_own_password(
    administrator: Window, stranger: Window
) -> None:
    made = await administrator.post("/agents", NEWCOMER)
    assert (made.status, made.json["username"], made.json["load"]["sms"]) == (201, "mei.lam", 0)
    reply = await stranger.post("/session", {"username": "mei.lam", "password": NEWCOMER["password"]})
    assert reply.json["user"]["must_change_password"] is True


async def test_a_taken_user_name_is_a_conflict(administrator: Window) -> None:
    await administrator.post("/agents", NEWCOMER)
    again = await administrator.post("/agents", NEWCOMER)
    assert (again.status, again.code) == (409, "username_taken")


async def test_the_same_request_sent_twice_makes_one_account(administrator: Window) -> None:
    first = await administrator.post("/agents", NEWCOMER, key="k1")
    assert (await administrator.post("/agents", NEWCOMER, key="k1")).json == first.json


async def test_a_weak_password_is_refused_before_anything_is_written(administrator: Window) -> None:
    reply = await administrator.post("/agents", NEWCOMER | {"password": "1234567890"})
    assert (reply.status, reply.code) == (422, "weak_password")


async def test_going_available_opens_a_shift(agent: Window) -> None:
    assert (await agent.get("/shifts/current")).status == 404
    reply = await agent.put("/agents/me/presence", {"presence": "available"})
    assert (reply.status, reply.json["presence"]) == (200, "available")
    assert (await agent.get("/shifts/current")).json["state"] == "open"


async def test_nobody_chooses_a_presence_that_rules_give(agent: Window) -> None:
    assert (await agent.put("/agents/me/presence", {"presence": "missed"})).status == 422


async def test_a_supervisor_sends_a_colleague_on_a_break(supervisor: Window, desk: Desk) -> None:
    reply = await supervisor.put(f"/agents/{desk.agent.id}/presence", {"presence": "away", "reason": "lunch"})
    assert (reply.status, reply.json["presence"]) == (200, "away")


async def test_my_language_is_mine_to_choose(agent: Window) -> None:
    assert (await agent.patch("/agents/me", {"language": "en"})).json["language"] == "en"
    assert (await agent.patch("/agents/me", {"roles": ["administrator"]})).status == 422


async def test_the_last_administrator_cannot_switch_off_the_own_account(administrator: Window) -> None:
    me = (await administrator.get("/agents/me")).json
    reply = await administrator.patch(f"/agents/{me['id']}", {"is_active": False})
    assert (reply.status, reply.code) == (409, "last_administrator")


async def test_a_stale_version_is_refused(administrator: Window, desk: Desk) -> None:
    path = f"/agents/{desk.agent.id}"
    assert (await administrator.patch(path, {"name": "First", "version": 1})).status == 200
    reply = await administrator.patch(path, {"name": "Second", "version": 1})
    assert (reply.status, reply.code) == (409, "stale")


async def test_a_reset_password_signs_the_person_out(administrator: Window, agent: Window, desk: Desk) -> None:
    reply = await administrator.put(f"/agents/{desk.agent.id}/password", {"password": "tram to the peak 9"})
    assert reply.status == 204
    assert (await agent.get("/agents/me")).status == 401


async def test_a_token_is_shown_once_and_works(administrator: Window, stranger: Window, desk: Desk) -> None:
    made = await administrator.post(f"/agents/{desk.agent.id}/tokens", {"name": "gate system"})
    program = Window(stranger.client, {"Authorization": f"Bearer {made.json['token']}"})
    assert (await program.get("/agents/me")).json["id"] == desk.agent.id


async def test_staff_are_listed_by_role_and_presence(agent: Window, desk: Desk) -> None:
    plumbers = await agent.get("/agents", role="back_office")
    assert {item["id"] for item in plumbers.json["items"]} == {
        desk.plumber.id,
        desk.second_plumber.id,
        desk.outsider.id,
    }
    assert (await agent.get("/agents", presence="available")).json["items"] == []


async def test_an_administrator_says_which_groups_somebody_belongs_to(
    administrator: Window, agent: Window, desk: Desk, db: Database
) -> None:
    async with db.transaction() as session:
        plumbers, guards = await make_group(session, code="plumbers"), await make_group(session, code="guards")
    path = f"/agents/{desk.agent.id}/groups"
    assert (await administrator.get(path)).json == {"group_ids": []}
    joined = await administrator.put(path, {"group_ids": [plumbers.id, guards.id]})
    assert (joined.status, set(joined.json["group_ids"])) == (200, {plumbers.id, guards.id})
    mine = {row["code"] for row in (await agent.get("/groups")).json["items"] if row["is_mine"]}
    assert mine == {"plumbers", "guards"}
    assert (await administrator.put(path, {"group_ids": [guards.id]})).json == {"group_ids": [guards.id]}
    assert (await administrator.put(path, {"group_ids": [guards.id]})).status == 200, "saying it again changes nothing"
    refused = await administrator.put(path, {"group_ids": [guards.id, "nowhere"]})
    assert (refused.status, list(refused.json["error"]["details"]["fields"])) == (422, ["group_ids"])
    assert (await administrator.put("/agents/nobody/groups", {"group_ids": []})).status == 404
    assert (await agent.put(path, {"group_ids": []})).status == 403
    async with db.reading() as session:
        lines = [line for line in await of_subject(session, "agent", desk.agent.id) if line.act == "groups"]
    assert [line.details for line in lines] == [
        {"joined": ["plumbers", "guards"], "left": []},
        {"joined": [], "left": ["plumbers"]},
    ]
