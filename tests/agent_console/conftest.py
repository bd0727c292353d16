"""Fixtures of the console's tests: the running API, and a small desk of people with their windows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from contactcenter.agents.models import Agent
from contactcenter.db import Database
from tests.support.builders.agents import make_agent
from tests.support.builders.handover import SOURCES
from tests.support.builders.work_orders import Desk, make_desk
from tests.support.console import Window, browser_of, build_console, running

OpenWindow = Callable[[Agent], Awaitable[Window]]


@pytest.fixture
def app(db: Database, tmp_path: Path) -> web.Application:
    return build_console(db, tmp_path, sources=SOURCES)


@pytest.fixture
async def client(app: web.Application) -> AsyncIterator[TestClient[Any, Any]]:
    async with running(app) as client:
        yield client


@pytest.fixture
def stranger(client: TestClient[Any, Any]) -> Window:
    return Window(client, {})


@pytest.fixture
def sign_in(client: TestClient[Any, Any], db: Database) -> OpenWindow:
    async def open_window(agent: Agent) -> Window:
        return await browser_of(client, db, agent)

    return open_window


@pytest.fixture
async def desk(db: Database) -> Desk:
    async with db.transaction() as session:
        return await make_desk(session)


@pytest.fixture
async def agent(desk: Desk, sign_in: OpenWindow) -> Window:
    return await sign_in(desk.agent)


@pytest.fixture
async def plumber(desk: Desk, sign_in: OpenWindow) -> Window:
    return await sign_in(desk.plumber)


@pytest.fixture
async def supervisor(desk: Desk, sign_in: OpenWindow) -> Window:
    return await sign_in(desk.supervisor)


@pytest.fixture
async def administrator(db: Database, sign_in: OpenWindow) -> Window:
    async with db.transaction() as session:
        person = await make_agent(session, username="root", roles=["administrator"])
    return await sign_in(person)
