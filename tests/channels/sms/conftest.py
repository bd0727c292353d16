"""The text webhooks on a server of their own, with a real journal and a real projector behind them."""

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
from contactcenter import clock
from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projector
from contactcenter.journal.writer import JournalWriter
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import JOURNAL
from contactcenter.web.middleware import answer_errors

TOKEN = "the carrier account's secret"
PUBLIC_BASE_URL = "https://desk.example/line"
ACCOUNT_SID = "AC" + "0" * 31 + "1"


@dataclass
class Entrance:
    """One installation's webhooks; `project` does what the projector's job does in the product."""

    http: TestClient[web.Request, web.Application]
    db: Database
    projector: Projector

    async def post(self, path: str, body: bytes, *, signature: str | None = None) -> tuple[int, str, str]:
        if signature is None:
            signature = sign(TOKEN, PUBLIC_BASE_URL + path, read_form(body))
        headers = {SIGNATURE_HEADER: signature, "Content-Type": "application/x-www-form-urlencoded"}
        async with self.http.post(path, data=io.BytesIO(body), headers=headers) as response:
            return response.status, response.content_type, await response.text()

    async def journal(self) -> list[InboundEvent]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(InboundEvent).order_by(InboundEvent.id)))

    async def project(self) -> None:
        while await self.projector.fire(self.db, now=clock.now()):
            pass


@pytest.fixture
async def entrance(db: Database, tmp_path: Path) -> AsyncIterator[Entrance]:
    media = MediaStore((tmp_path / "media").as_uri())
    channels = build_channels(
        Settings(
            data_directory=tmp_path,
            public_base_url=PUBLIC_BASE_URL,
            twilio_account_sid=ACCOUNT_SID,
            twilio_auth_token=TOKEN,
        ),
        media,
    )
    app = web.Application(middlewares=[answer_errors], client_max_size=1024 * 1024)
    app[JOURNAL] = JournalWriter(db, media)
    app.add_routes(channels.routes)
    writing = asyncio.create_task(app[JOURNAL].run())
    async with TestClient(TestServer(app)) as http:
        yield Entrance(http, db, Projector(db, media, channels.projections))
    writing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await writing
    await channels.close()
