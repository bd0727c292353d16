"""The mail webhook on a server of its own, with a real journal and a real projector behind it."""

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
from channels.email.webhook import PATH
from contactcenter import clock
from contactcenter.config import Settings
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Database
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projector
from contactcenter.journal.writer import JournalWriter
from contactcenter.lines.models import Line
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand
from contactcenter.web.keys import JOURNAL
from contactcenter.web.middleware import answer_errors
from tests.support.builders.lines import make_line
from tests.support.builders.templates import make_template
from tests.support.mails import MAILBOX

TOKEN = "the mail gateway's secret"


@dataclass
class Entrance:
    """One installation's mail webhook; `project` does what the projector's job does in the product."""

    http: TestClient[web.Request, web.Application]
    db: Database
    media: MediaStore
    projector: Projector

    async def post(self, raw: bytes, *, token: str = TOKEN, inbox: str = MAILBOX) -> int:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "message/rfc822"}
        params = {"inbox": inbox} if inbox else {}
        async with self.http.post(PATH, data=io.BytesIO(raw), headers=headers, params=params) as response:
            await response.read()
            return response.status

    async def receive(self, *mails: bytes, inbox: str = MAILBOX) -> None:
        """Take these mails in, one after the other."""
        for raw in mails:
            assert await self.post(raw, inbox=inbox) == 200
            await self.project()

    async def project(self) -> None:
        while await self.projector.fire(self.db, now=clock.now()):
            pass

    async def journal(self) -> list[InboundEvent]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(InboundEvent).order_by(InboundEvent.id)))

    async def contacts(self) -> list[Contact]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(Contact).order_by(Contact.id)))

    async def messages(self, *, direction: str = "inbound") -> list[Message]:
        async with self.db.reading() as session:
            query = select(Message).where(Message.direction == direction).order_by(Message.id)
            return list(await session.scalars(query))

    async def commands(self) -> list[OutboxCommand]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(OutboxCommand).order_by(OutboxCommand.id)))


@pytest.fixture
async def entrance(db: Database, tmp_path: Path) -> AsyncIterator[Entrance]:
    media = MediaStore((tmp_path / "media").as_uri())
    channels = build_channels(Settings(data_directory=tmp_path, email_webhook_token=TOKEN), media)
    app = web.Application(middlewares=[answer_errors], client_max_size=1024 * 1024)
    app[JOURNAL] = JournalWriter(db, media)
    app.add_routes(channels.routes)
    writing = asyncio.create_task(app[JOURNAL].run())
    async with TestClient(TestServer(app)) as http:
        yield Entrance(http, db, media, Projector(db, media, channels.projections))
    writing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await writing
    await channels.close()


@pytest.fixture
async def mailbox(db: Database) -> Line:
    """Our mailbox, which acknowledges."""
    async with db.transaction() as session:
        for language, text in (("zh-Hant", "已收到，編號{reference}"), ("en", "Received, no. {reference}")):
            await make_template(session, "acknowledgement", text, language=language)
        return await make_line(session, address=MAILBOX, channel="email", acknowledges=True)
