"""Files that came with a text are fetched, or shown as not to be had."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contactcenter.actions.raise_work_order import WorkOrderRequest, raise_work_order
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.contacts.models import Message
from contactcenter.contracts import InboundText
from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.events import Fact
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.errands.fetch_media import FetchMedia
from contactcenter.media.models import Attachment
from contactcenter.media.store import MediaStore
from tests.support import files
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_queue
from tests.support.builders.work_orders import make_desk

URL = "https://api.carrier.example/media/1"
BUSY = SendError("The carrier has a fault.", code="500", retryable=True)
GONE = SendError("The carrier does not have this file any more.", code="gone", retryable=False)


@dataclass
class RememberingSource:
    """Gives `content`, unless `fails` holds an error to raise first."""

    content: bytes = field(default_factory=lambda: files.photo(tells=True))
    content_type: str = "image/jpeg"
    fails: list[SendError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def fetch_media(self, url: str, *, largest: int) -> tuple[str, bytes]:
        self.asked.append(url)
        if self.fails:
            raise self.fails.pop(0)
        return self.content_type, self.content


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore((tmp_path / "media").as_uri())


async def receive(db: Database, *urls: str, text: str = "") -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_line(session, queue_id=queue.id)
    media = tuple({"source_url": url, "content_type": "image/jpeg"} for url in urls or (URL,))
    async with db.transaction() as session:
        await receive_messages(session, [InboundText("MM1", OWNER, LINE, text, NOW, media)], now=NOW)


async def fetch(db: Database, source: RememberingSource, store: MediaStore, *, now: datetime = NOW) -> int:
    return await deliver_outbox.fire(db, {"fetch_media": FetchMedia(source, store)}, now=now)


async def attachments(db: Database) -> Sequence[Attachment]:
    async with db.reading() as session:
        return (await session.scalars(select(Attachment).order_by(Attachment.id))).all()


async def test_a_photo_is_announced_at_once_and_then_fetched(db: Database, store: MediaStore) -> None:
    await receive(db, URL, f"{URL}2", text="廚房漏水")
    announced = await attachments(db)
    assert [(file.state, file.source_url) for file in announced] == [("fetching", URL), ("fetching", f"{URL}2")]
    async with db.reading() as session:
        [message] = await session.scalars(select(Message).where(Message.direction == "inbound"))
    assert message.attachments == [{"id": file.id} for file in announced]
    facts: list[Fact] = []

    async def hear(heard: Sequence[Fact], _topics: set[str]) -> None:
        facts.extend(heard)

    db.publish = hear
    source = RememberingSource()
    assert await fetch(db, source, store) == 2
    assert await fetch(db, source, store) == 0
    for file in await attachments(db):
        assert (file.state, file.width, file.height, file.size) == ("stored", 64, 48, len(files.photo()))
        assert await store.get(file.digest or "") == files.photo(), "nothing of its maker is left"
        assert await store.exists(file.thumbnail_digest or "")
    assert facts == [Fact("message.added", message.contact_id)] * 2


async def test_a_carrier_with_a_fault_is_asked_again(db: Database, store: MediaStore) -> None:
    await receive(db)
    source = RememberingSource(fails=[BUSY])
    await fetch(db, source, store)
    assert [file.state for file in await attachments(db)] == ["fetching"]
    await fetch(db, source, store, now=NOW + timedelta(seconds=3))
    assert [file.state for file in await attachments(db)] == ["stored"]


async def test_a_file_announced_too_early_is_looked_for_again(db: Database, store: MediaStore) -> None:
    await receive(db)
    source = RememberingSource(fails=[GONE])
    await fetch(db, source, store)
    await fetch(db, source, store, now=NOW + timedelta(seconds=3))
    assert [file.state for file in await attachments(db)] == ["stored"]


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        pytest.param(SendError("x", code="too_large", retryable=False), "refused", "too_large", id="too large"),
        pytest.param(SendError("x", code="foreign_host", retryable=False), "refused", "foreign_host", id="elsewhere"),
        pytest.param(SendError("x", code="no_carrier", retryable=False), "failed", "no_carrier", id="no carrier"),
    ],
)
async def test_what_will_never_be_had_says_why(
    db: Database, store: MediaStore, error: SendError, state: str, reason: str
) -> None:
    await receive(db)
    await fetch(db, RememberingSource(fails=[error]), store)
    [file] = await attachments(db)
    assert (file.state, file.error, file.digest) == (state, reason, None)


async def test_what_is_really_gone_is_given_up_soon(db: Database, store: MediaStore) -> None:
    await receive(db)
    source = RememberingSource(fails=[GONE] * 9)
    for seconds in (0, 3, 8, 20, 60):
        await fetch(db, source, store, now=NOW + timedelta(seconds=seconds))
    [file] = await attachments(db)
    assert (file.state, file.error, len(source.asked)) == ("failed", "gone", 4)


async def test_a_carrier_that_stays_away_is_given_up_in_the_end(db: Database, store: MediaStore) -> None:
    await receive(db)
    await fetch(db, RememberingSource(fails=[BUSY]), store)
    await fetch(db, RememberingSource(), store, now=NOW + timedelta(hours=7))
    [file] = await attachments(db)
    assert (file.state, file.error) == ("failed", "too_late")


async def test_a_broken_picture_is_a_file(db: Database, store: MediaStore) -> None:
    await receive(db)
    await fetch(db, RememberingSource(content=files.photo()[:100]), store)
    [file] = await attachments(db)
    assert (file.state, file.content_type, file.thumbnail_digest) == ("stored", "application/octet-stream", None)


async def test_an_order_raised_meanwhile_gets_the_file_too(db: Database, store: MediaStore) -> None:
    await receive(db)
    [file] = await attachments(db)
    async with db.transaction() as session:
        desk = await make_desk(session)
        request = WorkOrderRequest("fee_query", "相片", attachment_ids=[file.id])
        order = await raise_work_order(
            session, contact_id=file.contact_id or "", agent=desk.supervisor, request=request, now=NOW
        )
    await fetch(db, RememberingSource(), store)
    both = await attachments(db)
    assert [(each.state, each.work_order_id) for each in both] == [("stored", None), ("stored", order.id)]


async def test_a_replayed_text_announces_its_files_once(db: Database, store: MediaStore) -> None:
    await receive(db)
    media = ({"source_url": URL, "content_type": "image/jpeg"},)
    async with db.transaction() as session:
        await receive_messages(session, [InboundText("MM1", OWNER, LINE, "", NOW, media)], now=NOW)
    assert len(await attachments(db)) == 1
