"""A whole running service with the demo estate, in this process, on a free port, with its simulated carrier."""

import asyncio
import dataclasses
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from channels.simulator.settings import Pace
from contactcenter import clock
from contactcenter.app import build_app
from contactcenter.config import Settings, load
from contactcenter.db import Database
from contactcenter.demo import simulated_carrier
from contactcenter.demo.seed import seed_demo
from contactcenter.migrations.runner import migrate
from tests.support.servers import PostgreSQL, free_port
from tests.support.story import Owner, Staff, eventually

# Prompts are spoken fast; what a test may wait for by itself stays as it is.
BRISK = Pace(dialing=0.05, say_per_character=0.005, say_most=0.3, play=3, after_recording=0.2)


@dataclasses.dataclass
class Service:
    """Where the running product is, and how to become somebody in it."""

    settings: Settings
    app: web.Application
    _http: list[aiohttp.ClientSession] = dataclasses.field(default_factory=list)

    @property
    def url(self) -> str:
        return self.settings.public_base_url

    def browser(self) -> aiohttp.ClientSession:
        # Each person has cookies of their own; an address without a name needs the unsafe jar.
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self._http.append(session)
        return session

    def owner(self, number: str) -> Owner:
        return Owner(self.browser(), f"{self.url}{simulated_carrier.MOUNTED_AT}", number)

    async def staff(self, username: str) -> Staff:
        return await Staff(self.browser(), self.url).sign_in(username)

    async def close(self) -> None:
        for session in self._http:
            await session.close()


async def _seed(url: str) -> None:
    await migrate(url)
    db = Database(url)
    await seed_demo(db, now=clock.now(), say=lambda _text: None, history_days=0)
    await db.close()


@pytest.fixture(scope="session")
def seeded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeded")
    settings = load({"CONTACTCENTER_DATA_DIRECTORY": str(folder)}, demo=True)
    asyncio.run(_seed(settings.database_url))
    return settings.sqlite_path


@pytest.fixture(scope="session")
def seeded_postgresql(postgresql: PostgreSQL) -> str:
    postgresql.run_sql("CREATE DATABASE template_seeded")
    asyncio.run(_seed(postgresql.url("template_seeded")))
    return "template_seeded"


@pytest.fixture
def seeded_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> str:
    if database_kind == "sqlite":
        path = tmp_path / "contactcenter.db"
        shutil.copy(request.getfixturevalue("seeded_sqlite"), path)
        return f"sqlite+aiosqlite:///{path}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = f"story_{os.getpid()}_{tmp_path.name.replace('-', '_')}"[:60].lower()
    server.run_sql(f'CREATE DATABASE "{name}" TEMPLATE {request.getfixturevalue("seeded_postgresql")}')
    return server.url(name)


@pytest.fixture
async def service(
    request: pytest.FixtureRequest, seeded_url: str, database_kind: str, tmp_path: Path
) -> AsyncIterator[Service]:
    environment = {"DATA_DIRECTORY": str(tmp_path), "DATABASE_URL": seeded_url, "PORT": str(free_port())}
    if database_kind == "postgresql":
        environment["REDIS_URL"] = request.getfixturevalue("redis_url")
    settings = load({f"CONTACTCENTER_{name}": value for name, value in environment.items()}, demo=True)
    settings = simulated_carrier.with_simulator(settings)
    app = build_app(settings)
    simulated_carrier.mount(app, settings, BRISK)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, settings.host, settings.port).start()
    running = Service(settings, app)
    await eventually(lambda: _is_ready(running), "a ready service")
    yield running
    await running.close()
    await runner.cleanup()


async def _is_ready(service: Service) -> bool:
    async with service.browser().get(f"{service.url}/readyz") as answer:
        return answer.status == 200
