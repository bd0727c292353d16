"""The console's HTTP side without the rest of the product, and people who use it from a browser or by a token."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from agent_console.http.authentication import COOKIE, CSRF_HEADER
from agent_console.keys import OPEN_ITEM_SOURCES, SEARCH, SEARCH_LOG, SOFTPHONES
from agent_console.routes import setup_console
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.agents.sessions import create_api_token, start_session
from contactcenter.config import Settings
from contactcenter.contracts import OpenItemSource, Softphone
from contactcenter.db import Database
from contactcenter.live.bus import InProcessBus
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import BUS, DATABASE, MEDIA, NODE, SETTINGS
from contactcenter.web.middleware import add_security_headers, answer_errors
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.searches.log import SearchLog

API = "/api/v1"


class NoTelephones:
    """Where no carrier is set up."""

    def softphone_of(self, agent_id: str, *, now: datetime) -> Softphone:
        return Softphone(driver="none", reason="No carrier account is set up.")


def build_console(
    db: Database, folder: Path, *, sources: Sequence[OpenItemSource] = (), public_base_url: str = "http://desk.example"
) -> web.Application:
    """The application as the composition root builds it, as far as the console needs it."""
    app = web.Application(middlewares=[answer_errors], client_max_size=1024 * 1024)
    app.on_response_prepare.append(add_security_headers)
    app[SETTINGS] = Settings(data_directory=folder, secret_key="a secret of the tests", public_base_url=public_base_url)
    app[DATABASE] = db
    app[BUS] = InProcessBus()
    app[MEDIA] = MediaStore((folder / "media").as_uri())
    app[NODE] = "node-1"
    app[SEARCH] = LiveIndex(db)
    app[SEARCH_LOG] = SearchLog()
    app[OPEN_ITEM_SOURCES] = tuple(sources)
    app[SOFTPHONES] = NoTelephones()
    db.publish = app[BUS].publish
    setup_console(app, static=folder / "static")
    return app


@asynccontextmanager
async def running(app: web.Application) -> AsyncIterator[TestClient[Any, Any]]:
    async with TestClient(TestServer(app)) as client:
        yield client


@dataclass(frozen=True)
class Reply:
    """What came back; `json` is None where nothing did."""

    status: int
    json: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The code of an error."""
        return str(self.json["error"]["code"])


class Window:
    """Somebody at the API: in a browser (cookie and CSRF header), by a token, or as a stranger."""

    def __init__(self, client: TestClient[Any, Any], headers: Mapping[str, str]) -> None:
        self.client = client
        self.headers = dict(headers)

    async def get(self, path: str, **query: Any) -> Reply:
        return await self.send("GET", path, params=query)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> Reply:
        headers = {"Idempotency-Key": key} if key else {}
        return await self.send("POST", path, json={} if body is None else body, headers=headers)

    async def put(self, path: str, body: Any) -> Reply:
        return await self.send("PUT", path, json=body)

    async def patch(self, path: str, body: Any) -> Reply:
        return await self.send("PATCH", path, json=body)

    async def delete(self, path: str) -> Reply:
        return await self.send("DELETE", path)

    async def send(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **options: Any) -> Reply:
        address = path if path.startswith("/api/") else API + path
        merged = {**self.headers, **(headers or {})}
        async with self.client.request(method, address, headers=merged, **options) as answer:
            is_json = answer.content_type == "application/json" and answer.status != 204
            return Reply(answer.status, await answer.json() if is_json else None, answer.headers)


async def browser_of(client: TestClient[Any, Any], db: Database, agent: Agent) -> Window:
    """A browser in which this person has signed in."""
    async with db.transaction() as session:
        started = await start_session(session, agent, now=clock.now())
    # Each window sends its own cookie by hand: the windows of one test share one client.
    return Window(client, {"Cookie": f"{COOKIE}={started.token}", CSRF_HEADER: started.csrf_token})


async def integration_of(client: TestClient[Any, Any], db: Database, agent: Agent) -> Window:
    """A program that acts as this account."""
    async with db.transaction() as session:
        token = await create_api_token(session, agent, name="test", author_id=agent.id, now=clock.now())
    return Window(client, {"Authorization": f"Bearer {token}"})
