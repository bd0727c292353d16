"""The voice webhooks on a server of their own, behind a public name that is not the one they listen on."""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from channels import build_channels
from channels.twilio.forms import read_form
from channels.twilio.signature import SIGNATURE_HEADER, sign
from channels.voice.webhook import TOKEN_HEADER
from contactcenter import clock
from contactcenter.calls.models import Call, Leg
from contactcenter.config import Settings
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.jobs import offer_waiting
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projector
from contactcenter.journal.writer import JournalWriter
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import DATABASE, JOURNAL
from contactcenter.web.middleware import answer_errors
from tests.channels.simulator.conftest import account_server, carrier, start_carrier  # noqa: F401  (fixtures)
from tests.channels.simulator.voice.conftest import people  # noqa: F401  (a fixture)
from tests.support.builders.calls import make_voice_line
from tests.support.builders.routing import make_free_agent, make_queue

TOKEN = "the carrier account's secret"
PUBLIC_BASE_URL = "https://desk.example/line"
ACCOUNT_SID = "AC" + "0" * 31 + "1"
FOLDER = Path(__file__).parents[2] / "support" / "payloads" / "voice"
VOICE = "/webhooks/twilio/voice"
CALL_SID = "CA7c1f0d2b4e6a48c79d0e1f2a3b4c5d6e"
LEG_SID = "CA19c4b7e2d5f84a6b8c7d9e0f1a2b3c4d"


def recorded(name: str) -> bytes:
    return (FOLDER / f"{name}.txt").read_bytes()


@dataclass
class Entrance:
    """One installation's voice webhooks; `project` does what the projector's job does in the product."""

    http: TestClient[web.Request, web.Application]
    db: Database
    projector: Projector

    async def post(
        self, path: str, name: str, *, token: str = "", signature: str | None = None, leg: str = ""
    ) -> tuple[int, str]:
        """Post a recorded form as the carrier does; returns status and answer."""
        body = recorded(name).replace(b"agent-LEG", f"agent-{leg}".encode())
        return await self.post_body(path, body, token=token, signature=signature)

    async def post_body(
        self, path: str, body: bytes, *, token: str = "", signature: str | None = None
    ) -> tuple[int, str]:
        if signature is None:
            signature = sign(TOKEN, PUBLIC_BASE_URL + VOICE + path, read_form(body))
        headers = {SIGNATURE_HEADER: signature, "Content-Type": "application/x-www-form-urlencoded"}
        if token:
            headers[TOKEN_HEADER] = token
        async with self.http.post(VOICE + path, data=io.BytesIO(body), headers=headers) as response:
            if response.status == 200:
                assert response.content_type == "text/xml"
            return response.status, await response.text()

    async def journal(self) -> list[InboundEvent]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(InboundEvent).order_by(InboundEvent.id)))

    async def call(self) -> Call:
        async with self.db.reading() as session:
            return (await session.scalars(select(Call))).one()

    async def contact(self) -> Contact:
        async with self.db.reading() as session:
            return (await session.scalars(select(Contact))).one()

    async def leg(self) -> Leg:
        async with self.db.reading() as session:
            return (await session.scalars(select(Leg).where(Leg.role == "agent").order_by(Leg.id.desc()))).one()

    async def offer(self) -> None:
        await offer_waiting.fire(self.db, now=clock.now())

    async def project(self) -> None:
        while await self.projector.fire(self.db, now=clock.now()):
            pass


@pytest.fixture
async def entrance(db: Database, tmp_path: Path) -> AsyncIterator[Entrance]:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        await make_free_agent(session, queue)
    media = MediaStore((tmp_path / "media").as_uri())
    settings = Settings(
        data_directory=tmp_path,
        public_base_url=PUBLIC_BASE_URL,
        twilio_account_sid=ACCOUNT_SID,
        twilio_auth_token=TOKEN,
    )
    channels = build_channels(settings, media)
    app = web.Application(middlewares=[answer_errors], client_max_size=1024 * 1024)
    app[DATABASE] = db
    app[JOURNAL] = JournalWriter(db, media)
    app.add_routes(channels.routes)
    writing = asyncio.create_task(app[JOURNAL].run())
    async with TestClient(TestServer(app)) as http:
        yield Entrance(http, db, Projector(db, media, channels.projections))
    writing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await writing
    await channels.close()
