"""The media store: content-addressed, so the same bytes are kept once and a name never changes its content."""

import asyncio
import hashlib
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.store import LocalStore, ObjectStore, from_url

from contactcenter.errors import NotFound


class MediaStore:
    """Keeps bytes under their SHA-256; the URL is `file:///folder` or `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self.is_local = urlsplit(url).scheme == "file"
        self._folder = Path(unquote(urlsplit(url).path))
        self._store: ObjectStore = LocalStore(self._folder, mkdir=True) if self.is_local else from_url(url)

    async def put(self, content: bytes) -> str:
        """Keep these bytes durably; returns their SHA-256 in hexadecimal."""
        digest = hashlib.sha256(content).hexdigest()
        await self._store.put_async(_path(digest), content)
        if self.is_local:
            await asyncio.to_thread(_force_to_disk, self._folder / _path(digest))
        return digest

    async def get(self, digest: str) -> bytes:
        """The bytes with this digest; raises `NotFound`."""
        try:
            result = await self._store.get_async(_path(digest))
        except FileNotFoundError as error:
            raise NotFound(f"The media store has nothing under {digest}.") from error
        return bytes(await result.bytes_async())


def _path(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _force_to_disk(path: Path) -> None:
    """The library writes and renames, but does not fsync: an acknowledged body must survive a power cut."""
    for target in (path, path.parent):
        descriptor = os.open(target, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
