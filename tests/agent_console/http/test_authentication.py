"""Who a request comes from: cookies, CSRF, bearer tokens, and pages of other sites."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

from agent_console.http.authentication import COOKIE
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.builders.work_orders import Desk
from tests.support.console import Window, build_console, integration_of, running


@pytest.mark.parametrize(
    ("address", "is_secure"), [("http://desk.example", False), ("https://desk.example", True)], ids=["http", "https"]
)
async def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(
    address: str, is_secure: bool, db: Database, tmp_path: Path
) -> None:
    async with db.transaction() as session:
        await make_agent(session, username="ada")
    async with running(build_console(db, tmp_path, public_base_url=address)) as client:
        answer = await client.post("/api/v1/session", json={"username": "ada", "password": PASSWORD})
        cookie = answer.cookies[COOKIE]
    assert answer.status == 200
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert bool(cookie["secure"]) is is_secure


async def test_an_integration_needs_no_csrf_header(client: TestClient[Any, Any], db: Database, desk: Desk) -> None:
    program = await integration_of(client, db, desk.agent)
    assert (await program.post(f"/contacts/{desk.contact.id}/note", {"text": "from the gate"})).status == 201
    assert (await program.get("/session")).json["csrf_token"] == ""


async def test_a_wrong_token_is_never_replaced_by_a_good_cookie(agent: Window) -> None:
    for wrong in ("Bearer nothing", "Basic YTpi", "Bearer "):
        assert (await agent.send("GET", "/agents/me", headers={"Authorization": wrong})).status == 401


async def test_the_csrf_token_of_another_session_is_refused(agent: Window, supervisor: Window, desk: Desk) -> None:
    headers = {"X-CSRF-Token": supervisor.headers["X-CSRF-Token"]}
    reply = await agent.send("POST", f"/contacts/{desk.contact.id}/wrap-up", json={}, headers=headers)
    assert (reply.status, reply.code) == (403, "csrf")


async def test_signing_in_from_a_page_of_another_site_is_refused(stranger: Window) -> None:
    body = {"username": "ada", "password": PASSWORD}
    reply = await stranger.send("POST", "/session", json=body, headers={"Origin": "https://evil.example"})
    assert (reply.status, reply.code) == (403, "origin")


async def test_a_deactivated_person_is_out_at_once(
    agent: Window, desk: Desk, db: Database, sign_in: OpenWindow
) -> None:
    async with db.transaction() as session:
        administrator = await make_agent(session, roles=["administrator"])
    window = await sign_in(administrator)
    assert (await window.patch(f"/agents/{desk.agent.id}", {"is_active": False})).status == 200
    assert (await agent.get("/agents/me")).status == 401
