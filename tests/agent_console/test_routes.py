"""Every route of the API: who may use it, and what unknown addresses and wrong methods get."""

import re
from typing import Any

import pytest
from aiohttp.test_utils import TestClient

import agent_console.api
from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import ENDPOINTS, Endpoint
from contactcenter.db import Database
from tests.support.builders.agents import make_agent
from tests.support.console import Window, browser_of

assert agent_console.api
CLOSED = [endpoint for endpoint in ENDPOINTS if endpoint.roles is not None]
NOBODYS_ID = "0" * 32


def address_of(endpoint: Endpoint) -> str:
    return re.sub(r"\{\w+\}", NOBODYS_ID, endpoint.path)


def name_of(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


async def test_a_stranger_is_asked_to_sign_in_on_every_closed_route(stranger: Window) -> None:
    for endpoint in CLOSED:
        reply = await stranger.send(endpoint.method, address_of(endpoint))
        assert (reply.status, reply.code) == (401, "not_signed_in"), name_of(endpoint)


@pytest.mark.parametrize("role", sorted(EVERYONE))
async def test_every_route_lets_in_the_roles_it_names_and_no_other(
    role: str, client: TestClient[Any, Any], db: Database
) -> None:
    async with db.transaction() as session:
        person = await make_agent(session, roles=[role])
    for endpoint in CLOSED:
        if endpoint.operation_id == "delete_session":
            continue
        window = await browser_of(client, db, person)
        reply = await window.send(endpoint.method, address_of(endpoint))
        if role in (endpoint.roles or ()):
            # Nothing of that id exists, so some act answers 404, 409 or 422; none says that the role is wrong.
            assert reply.status not in (401, 403), (name_of(endpoint), reply)
            assert reply.status < 500, (name_of(endpoint), reply)
        else:
            assert (reply.status, reply.code) == (403, "not_allowed"), name_of(endpoint)


async def test_every_unsafe_route_refuses_a_cookie_without_the_csrf_header(
    client: TestClient[Any, Any], db: Database
) -> None:
    async with db.transaction() as session:
        person = await make_agent(session, roles=sorted(EVERYONE))
    window = await browser_of(client, db, person)
    window.headers.pop("X-CSRF-Token")
    for endpoint in CLOSED:
        if not endpoint.is_safe:
            reply = await window.send(endpoint.method, address_of(endpoint))
            assert (reply.status, reply.code) == (403, "csrf"), name_of(endpoint)


def test_only_signing_in_and_the_first_start_are_open_to_strangers() -> None:
    assert {endpoint.operation_id for endpoint in ENDPOINTS if endpoint.roles is None} == {"post_session", "post_setup"}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_an_unknown_address_under_api_is_404_as_json(method: str, stranger: Window) -> None:
    reply = await stranger.send(method, "/api/v1/nothing-here")
    assert (reply.status, reply.code) == (404, "not_found")


async def test_a_wrong_method_is_405_as_json(stranger: Window) -> None:
    reply = await stranger.send("DELETE", f"/api/v1/contacts/{NOBODYS_ID}/accept")
    assert (reply.status, reply.code) == (405, "method_not_allowed")


async def test_answers_are_never_kept_by_caches(agent: Window) -> None:
    assert (await agent.get("/contacts")).headers["Cache-Control"] == "no-store"
