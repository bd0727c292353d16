"""The simulated mail world on free ports, and an account server beside it that takes its mails."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiosmtplib
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from channels.simulator import INSTANT, Account, MailLine, MailService, Persona, build_simulator
from channels.simulator.mailbox.control import MAILS
from channels.simulator.mailbox.exchange import MailExchange
from tests.channels.simulator.conftest import PHONE, Clock
from tests.support.mails import MAILBOX, OWNER

TOKEN = "the gateway's token"


@dataclass
class Gateway:
    """The account's mail webhook: notes what comes and answers with the next status."""

    mails: list[bytes] = field(default_factory=list)
    seen: list[dict[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        self.seen.append({"inbox": request.query["inbox"], "token": request.headers["Authorization"]})
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.mails.append(await request.read())
        return web.Response(status=status)


@dataclass
class MailWorld:
    """The running simulator as a test of mail sees it; what is owed is posted by `exchange.settle()`."""

    url: str
    exchange: MailExchange
    http: ClientSession
    clock: Clock
    gateway: Gateway

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.url}/control/{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def write(self, text: str = "漏水", *, status: int = 201, **given: Any) -> dict[str, Any]:
        body = {"to": MAILBOX, "subject": "漏水", "text": text, **given}
        async with self.http.post(f"{self.url}/control/mailboxes/{OWNER}/mails", json=body) as answer:
            written: dict[str, Any] = await answer.json()
            assert answer.status == status, written
            return written

    async def send_to(self, *recipients: str, raw: bytes) -> None:
        """As the account's mail server does."""
        port = self.exchange.listener.port
        await aiosmtplib.send(raw, sender=MAILBOX, recipients=list(recipients), hostname="127.0.0.1", port=port)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[MailWorld]:
    gateway, clock = Gateway(), Clock()
    app = web.Application()
    app.router.add_post("/webhooks/email", gateway.take)
    async with TestServer(app) as account:
        gateway.url = str(account.make_url("/webhooks/email"))
        simulator = build_simulator(
            database_path=tmp_path / "simulator.db",
            account=Account("AC" + "0" * 32, "token", str(account.make_url(""))),
            lines=[],
            personas=[Persona(PHONE, {"en": "Chan Tai Man", "zh-Hant": "陳大文"}, email=OWNER)],
            mail=MailService((MailLine(MAILBOX, {"en": "Service"}),), gateway.url, TOKEN),
            pace=INSTANT,
            now=clock,
            run_loop=False,
        )
        async with TestServer(simulator) as server, ClientSession() as http:
            url = str(server.make_url("")).rstrip("/")
            yield MailWorld(url, simulator[MAILS], http, clock, gateway)
