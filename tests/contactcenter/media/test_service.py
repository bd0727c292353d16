"""Files are kept, added, found, bound and removed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contactcenter.db import Database, new_id
from contactcenter.errors import InvalidInput
from contactcenter.media import service
from contactcenter.media.models import Attachment
from contactcenter.media.service import Belonging, StoredFile, add_attachments, attach, store_file
from contactcenter.media.store import MediaStore
from tests.support import files

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore((tmp_path / "media").as_uri())


async def add(db: Database, *, name: str = "a.pdf", by: str = "agent-1", **belonging: str) -> str:
    file = StoredFile(name, "application/pdf", 10, "d" * 64)
    async with db.transaction() as session:
        [id_] = await add_attachments(session, [file], uploaded_by=by, now=NOW, **belonging)  # type: ignore[arg-type]
        return id_


async def test_a_file_of_a_mail_keeps_its_place_in_it(db: Database, store: MediaStore) -> None:
    kept = await store_file(store, files.photo(), "logo.png", content_id="logo@mail", is_inline=True)
    assert (kept.name, kept.content_type, kept.width) == ("logo.png.jpg", "image/jpeg", 64)
    async with db.transaction() as session:
        ids = await add_attachments(session, [kept, kept], now=NOW, contact_id="contact-1", message_id="message-1")
        assert service.references(ids) == [{"id": ids[0]}, {"id": ids[1]}]
    async with db.reading() as session:
        [row, _] = await service.files_of_contact(session, "contact-1")
    assert (row.id, row.content_id, row.is_inline, row.message_id) == (ids[0], "logo@mail", True, "message-1")
    assert await store.get(row.digest or "") == files.photo()
    assert await store.exists(row.thumbnail_digest or "")


async def test_what_is_too_large_is_refused_and_never_an_error(
    store: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LARGEST_FILE", 100)
    kept = await store_file(store, files.photo(), "big.jpg")
    assert (kept.state, kept.error, kept.digest) == ("refused", "too_large", None)


@pytest.mark.parametrize("content", [b"", files.bomb(), files.gif_script(), files.photo()[:50], b"\xff\xd8\xff"])
async def test_whatever_comes_is_kept_as_it_came(store: MediaStore, content: bytes) -> None:
    kept = await store_file(store, content, "\x00" * 400, claimed_type="x" * 400, content_id="\x00" + "y" * 400)
    assert (kept.state, kept.content_type, kept.thumbnail_digest) == ("stored", "application/octet-stream", None)
    assert await store.get(kept.digest or "") == content
    assert kept.content_id == "y" * 255


async def test_an_upload_is_bound_once(db: Database) -> None:
    id_ = await add(db)
    async with db.transaction() as session:
        [bound] = await attach(session, [id_, id_], Belonging(contact_id="c-1"), agent_id="agent-1", now=NOW)
    assert (bound.id, bound.contact_id) == (id_, "c-1")
    with pytest.raises(InvalidInput):
        async with db.transaction() as session:
            await attach(session, [id_], Belonging(contact_id="c-2"), agent_id="agent-1", now=NOW)


async def test_a_contacts_file_gets_a_second_row(db: Database) -> None:
    id_ = await add(db, contact_id="c-1", message_id="m-1")
    belonging = Belonging(work_order_id="w-1", from_contact_id="c-1")
    async with db.transaction() as session:
        [second] = await attach(session, [id_], belonging, agent_id="agent-2", now=NOW)
    assert (second.contact_id, second.message_id, second.work_order_id) == (None, None, "w-1")
    async with db.reading() as session:
        rows = (await session.scalars(select(Attachment).order_by(Attachment.id))).all()
    assert [row.digest for row in rows] == ["d" * 64, "d" * 64]
    assert (rows[0].contact_id, rows[0].message_id) == ("c-1", "m-1")


async def test_an_articles_file_goes_along_and_stays_with_it(db: Database) -> None:
    id_ = await add(db)
    async with db.transaction() as session:
        (await service.get_attachment(session, id_)).article_id = "a-1"
    async with db.transaction() as session:
        belonging = Belonging(contact_id="c-1", from_article_id="a-1")
        [second] = await attach(session, [id_], belonging, agent_id="agent-2", now=NOW)
        kept = await service.get_attachment(session, id_)
    assert (second.contact_id, second.article_id) == ("c-1", None)
    assert (kept.contact_id, kept.article_id, kept.digest) == (None, "a-1", second.digest)


@pytest.mark.parametrize(
    "belonging",
    [
        pytest.param(Belonging(contact_id="c-2", from_article_id="a-2"), id="another article"),
        pytest.param(Belonging(contact_id="c-2", from_contact_id="c-2"), id="another contact"),
        pytest.param(Belonging(work_order_id="w-2", from_work_order_ids=("w-2",)), id="another order"),
        pytest.param(Belonging(contact_id="c-9"), id="nothing at hand"),
    ],
)
async def test_a_file_of_something_else_cannot_be_taken(db: Database, belonging: Belonging) -> None:
    ids = [await add(db, contact_id="c-1"), await add(db, work_order_id="w-1"), await add(db, by="agent-2"), new_id()]
    for id_ in ids:
        with pytest.raises(InvalidInput) as refused:
            async with db.transaction() as session:
                await attach(session, [id_], belonging, agent_id="agent-1", now=NOW)
        assert refused.value.code == "unknown_attachment"


async def test_only_old_uploads_that_nobody_attached_are_removed(db: Database) -> None:
    old, bound, in_order = await add(db), await add(db, contact_id="c-1"), await add(db, work_order_id="w-1")
    later = NOW + timedelta(hours=24)
    async with db.transaction() as session:
        assert await service.remove_unbound(session, now=later) == set(), "a day is not over yet"
    async with db.transaction() as session:
        assert await service.remove_unbound(session, now=later + timedelta(seconds=1)) == {"d" * 64}
    async with db.reading() as session:
        left = {row.id for row in await session.scalars(select(Attachment))}
        assert await service.named_digests(session, {"d" * 64, "e" * 64}) == {"d" * 64}
    assert left == {bound, in_order}
    assert old not in left
