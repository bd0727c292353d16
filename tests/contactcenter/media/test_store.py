"""The media store: what was put is got back by its digest, and survives the process."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contactcenter.errors import NotFound
from contactcenter.media.store import PIECE_BYTES, MediaStore


async def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    url = (tmp_path / "media of the house").as_uri()
    digest = await MediaStore(url).put(b"a photo")
    assert digest == hashlib.sha256(b"a photo").hexdigest()
    assert await MediaStore(url).get(digest) == b"a photo"


async def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    assert await store.put(b"a photo") == await store.put(b"a photo")
    assert len(list(tmp_path.glob("*/*"))) == 1  # noqa: ASYNC240 (a look at a handful of files)


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    """Both kinds of store; the library's own memory stands in for a bucket elsewhere."""
    return MediaStore(tmp_path.as_uri() if request.param == "folder" else "memory:///")


async def test_an_unknown_digest_is_not_found(store: MediaStore) -> None:
    for ask in (store.get, store.size_of):
        with pytest.raises(NotFound):
            await ask("0" * 64)
    assert not await store.exists("0" * 64)


async def test_a_file_is_read_piece_by_piece(store: MediaStore) -> None:
    content = bytes(range(256)) * 10_000
    digest = await store.put(content)
    assert await store.size_of(digest) == len(content)
    pieces = [piece async for piece in store.pieces(digest, 0, len(content))]
    assert [len(piece) for piece in pieces] == [PIECE_BYTES, PIECE_BYTES, len(content) - 2 * PIECE_BYTES]
    assert b"".join(pieces) == content
    assert [piece async for piece in store.pieces(digest, 5, 8)] == [content[5:8]]
    assert [piece async for piece in store.pieces(digest, 5, 5)] == []


async def test_bytes_are_forgotten_unless_they_were_put_again(store: MediaStore) -> None:
    digest = await store.put(b"a photo")
    now = datetime.now(UTC)
    assert not await store.delete(digest, unused_since=now - timedelta(hours=1))
    assert await store.exists(digest)
    assert await store.delete(digest, unused_since=now + timedelta(hours=1))
    assert not await store.exists(digest)
    assert not await store.delete(digest, unused_since=now + timedelta(hours=1))
