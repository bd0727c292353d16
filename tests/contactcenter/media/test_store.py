"""The media store: what was put is got back by its digest, and survives the process."""

import hashlib
from pathlib import Path

import pytest

from contactcenter.errors import NotFound
from contactcenter.media.store import MediaStore


async def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    url = (tmp_path / "media of the house").as_uri()
    digest = await MediaStore(url).put(b"a photo")
    assert digest == hashlib.sha256(b"a photo").hexdigest()
    assert await MediaStore(url).get(digest) == b"a photo"


async def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = MediaStore(tmp_path.as_uri())
    assert await store.put(b"a photo") == await store.put(b"a photo")
    assert len(list(tmp_path.glob("*/*"))) == 1  # noqa: ASYNC240 (a look at a handful of files)


async def test_an_unknown_digest_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await MediaStore(tmp_path.as_uri()).get("0" * 64)
