"""A simulated carrier on a free port, and an account server beside it that receives its webhooks."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from twilio.rest import Client

from channels.simulator import INSTANT, Account, Line, Persona, build_simulator
from channels.simulator.exchange import Exchange
from channels.simulator.keys import EXCHANGE, VOICE
from channels.simulator.voice.exchange import VoiceExchange
from channels.twilio.forms import read_form
from tests.channels.simulator.vendor_client import LocalHttpClient
from tests.channels.simulator.vendor_spec import check_against_vendor

ACCOUNT_SID = "AC" + "0" * 31 + "1"
AUTH_TOKEN = "the simulated carrier's auth token"
API_KEY_SID = "SK" + "0" * 31 + "2"
API_KEY_SECRET = "the key with which tokens of devices are signed"
LINE = "+85230000000"
PHONE = "+85291234567"


def basic_auth(login: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()}


@dataclass(frozen=True)
class Received:
    """One webhook as it reached the account."""

    url: str
    form: list[tuple[str, str]]
    signature: str
    token: str

    def __getitem__(self, name: str) -> str:
        return dict(self.form)[name]

    def get(self, name: str) -> str | None:
        return dict(self.form).get(name)


@dataclass
class AccountServer:
    """The customer of the carrier: notes each webhook, answers with the path's document or the next of `answers`."""

    received: list[Received] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    slow: dict[str, Callable[[web.Request], Awaitable[web.Response]]] = field(default_factory=dict)
    url: str = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.received.append(
            Received(
                url=self.url + request.path_qs,
                form=list(read_form(await request.read())),
                signature=request.headers["X-Twilio-Signature"],
                token=request.headers["I-Twilio-Idempotency-Token"],
            )
        )
        if request.path in self.slow:
            return await self.slow[request.path](request)
        if request.path in self.documents:
            return web.Response(text=self.documents[request.path], content_type="text/xml")
        return self.answers.pop(0) if self.answers else web.Response(text="<Response/>", content_type="text/xml")

    def to(self, path: str) -> list[Received]:
        """The webhooks that came to this path, in order."""
        return [webhook for webhook in self.received if urlsplit(webhook.url).path == path]

    def statuses(self) -> list[str]:
        return [webhook["MessageStatus"] for webhook in self.received if webhook.get("MessageStatus")]


@dataclass
class Clock:
    """Time that only passes when a test says so."""

    moment: datetime = datetime(2026, 7, 1, 14, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_seconds(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Carrier:
    """The running simulator as a test sees it."""

    url: str
    exchange: Exchange
    voice: VoiceExchange
    http: ClientSession
    clock: Clock

    @property
    def messages_url(self) -> str:
        return f"{self.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"


StartCarrier = Callable[[], Awaitable[Carrier]]


@pytest.fixture
async def account_server() -> AsyncIterator[AccountServer]:
    account = AccountServer()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", account.receive)
    async with TestServer(app) as server:
        account.url = str(server.make_url("")).rstrip("/")
        yield account


@pytest.fixture
async def start_carrier(account_server: AccountServer, tmp_path: Path) -> AsyncIterator[StartCarrier]:
    """Starts the simulator on the same database file each time, as after a restart; nothing moves but by `settle`."""
    running: list[tuple[TestServer, ClientSession]] = []
    clock = Clock()

    async def start() -> Carrier:
        await stop()
        app = build_simulator(
            database_path=tmp_path / "simulator.db",
            account=Account(
                ACCOUNT_SID,
                AUTH_TOKEN,
                account_server.url,
                api_key_sid=API_KEY_SID,
                api_key_secret=API_KEY_SECRET,
            ),
            lines=[Line(LINE, {"en": "Service line", "zh-Hant": "服務熱線"})],
            personas=[Persona(PHONE, {"en": "Chan Tai Man", "zh-Hant": "陳大文"}, {"en": "3-12-B"})],
            pace=INSTANT,
            now=clock,
            run_loop=False,
        )
        app.middlewares.insert(0, check_against_vendor)
        server = TestServer(app)
        await server.start_server()
        http = ClientSession(headers=basic_auth(ACCOUNT_SID, AUTH_TOKEN))
        running.append((server, http))
        return Carrier(str(server.make_url("")).rstrip("/"), app[EXCHANGE], app[VOICE], http, clock)

    async def stop() -> None:
        while running:
            server, http = running.pop()
            await http.close()
            await server.close()

    yield start
    await stop()


@pytest.fixture
async def carrier(start_carrier: StartCarrier) -> Carrier:
    return await start_carrier()


@pytest.fixture
def client(carrier: Carrier) -> Client:
    """The vendor's own client; blocking, so it is called in a thread."""
    return Client(ACCOUNT_SID, AUTH_TOKEN, http_client=LocalHttpClient(carrier.url))
