"""Signing in and out, throttling, the own password, the first start."""

from http.cookies import SimpleCookie

from agent_console.http.authentication import COOKIE
from contactcenter import clock
from contactcenter.agents.setup import find_or_create_link
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.console import Reply, Window


async def make_ada(db: Database) -> str:
    async with db.transaction() as session:
        return (await make_agent(session, username="ada", name="Ada Wong")).id


async def sign_in_as(stranger: Window, password: str = PASSWORD) -> Reply:
    return await stranger.post("/session", {"username": "Ada ", "password": password})


async def test_signing_in_tells_who_one_is_and_opens_the_session(stranger: Window, db: Database) -> None:
    agent_id = await make_ada(db)
    reply = await sign_in_as(stranger)
    user = {"id": agent_id, "username": "ada", "name": "Ada Wong", "roles": ["agent"]}
    assert (reply.status, reply.json["user"]) == (200, user | {"language": "zh-Hant", "must_change_password": False})
    window = Window(stranger.client, {"X-CSRF-Token": reply.json["csrf_token"]})
    assert (await window.get("/session")).json == reply.json


async def test_a_wrong_password_is_401_and_many_are_429(stranger: Window, db: Database) -> None:
    await make_ada(db)
    replies = [await sign_in_as(stranger, "wrong") for _ in range(6)]
    assert (replies[0].status, replies[0].code) == (401, "wrong_credentials")
    assert (replies[-1].status, replies[-1].code) == (429, "too_many_requests")
    assert int(replies[-1].headers["Retry-After"]) >= 1
    assert (await sign_in_as(stranger)).status == 429


async def test_an_unknown_name_looks_like_a_wrong_password(stranger: Window) -> None:
    reply = await stranger.post("/session", {"username": "nobody", "password": "wrong"})
    assert (reply.status, reply.code) == (401, "wrong_credentials")


async def test_after_signing_out_the_cookie_opens_nothing(agent: Window) -> None:
    reply = await agent.delete("/session")
    assert reply.status == 204
    cookie = SimpleCookie(reply.headers["Set-Cookie"])[COOKIE]
    assert (cookie.value, cookie["max-age"]) == ("", "0")
    assert (await agent.get("/session")).status == 401


async def test_changing_the_own_password_signs_other_browsers_out(
    db: Database, stranger: Window, sign_in: OpenWindow
) -> None:
    async with db.transaction() as session:
        ada = await make_agent(session, username="ada")
    here, elsewhere = await sign_in(ada), await sign_in(ada)
    weak = await here.put("/session/password", {"current_password": PASSWORD, "new_password": "short"})
    assert (weak.status, weak.code) == (422, "weak_password")
    wrong = await here.put("/session/password", {"current_password": "x", "new_password": "ferry at nine pm"})
    assert list(wrong.json["error"]["details"]["fields"]) == ["current_password"]
    changed = await here.put("/session/password", {"current_password": PASSWORD, "new_password": "ferry at nine pm"})
    assert changed.status == 204
    assert (await here.get("/session")).status == 200
    assert (await elsewhere.get("/session")).status == 401


async def test_the_set_up_link_makes_the_first_administrator_once(stranger: Window, db: Database) -> None:
    token = await find_or_create_link(db, now=clock.now())
    body = {"token": token, "username": "boss", "name": "The Boss", "password": "ferry at nine pm"}
    first, second = await stranger.post("/setup", body), await stranger.post("/setup", body)
    assert (first.status, first.json["roles"]) == (201, ["administrator"])
    assert (second.status, second.code) == (403, "not_allowed")
