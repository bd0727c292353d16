"""Uploads that nobody attached go, with their bytes, and nothing else does."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contactcenter.db import Database
from contactcenter.jobs import remove_unbound
from contactcenter.journal.models import InboundEvent
from contactcenter.media.service import add_attachments, store_file
from contactcenter.media.store import MediaStore
from tests.support import files

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=25)


def make_old(folder: Path) -> None:
    for path in folder.glob("*/*"):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))


async def test_bytes_go_with_the_last_row_that_names_them(db: Database, tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    alone, shared = await store_file(store, files.photo(), "a.jpg"), await store_file(store, files.PDF, "b.pdf")
    make_old(tmp_path)
    async with db.transaction() as session:
        await add_attachments(session, [alone, shared], uploaded_by="agent-1", now=NOW)
        await add_attachments(session, [shared], contact_id="c-1", now=NOW)
    assert await remove_unbound.fire(db, store, now=NOW) == 0
    assert await remove_unbound.fire(db, store, now=LATER) == 3
    assert not await store.exists(alone.digest or "")
    assert not await store.exists(alone.thumbnail_digest or "")
    assert await store.exists(shared.digest or "")
    assert await remove_unbound.fire(db, store, now=LATER) == 0


async def test_what_the_journal_keeps_stays(db: Database, tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    mail = await store_file(store, b"From: a\n\nwords", "a.eml")
    make_old(tmp_path)
    async with db.transaction() as session:
        await add_attachments(session, [mail], uploaded_by="agent-1", now=NOW)
        session.add(InboundEvent(channel="email", kind="x", external_id="1", received_at=NOW, media_digest=mail.digest))
    await remove_unbound.fire(db, store, now=LATER)
    assert await store.exists(mail.digest or "")


async def test_bytes_uploaded_again_just_now_stay(db: Database, tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    file = await store_file(store, files.PDF, "a.pdf")
    make_old(tmp_path)
    async with db.transaction() as session:
        await add_attachments(session, [file], uploaded_by="agent-1", now=NOW)
    again = await store_file(store, files.PDF, "a.pdf")
    os.utime(next(tmp_path.glob("*/*")), (LATER.timestamp(), LATER.timestamp()))  # noqa: ASYNC240 (one file)
    await remove_unbound.fire(db, store, now=LATER)
    assert await store.exists(again.digest or "")
