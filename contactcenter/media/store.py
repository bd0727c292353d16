"""The media store: content-addressed, so the same bytes are kept once and a name never changes its content."""

import asyncio
import contextlib
import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from contactcenter.config import PREFIX, ConfigurationError
from contactcenter.errors import NotFound, Unavailable

MARKS = "nodes"

# A bucket that does not answer holds a request up for seconds; the library's own patience would be three minutes.
# Whether it is spoken to with TLS, the address in AWS_ENDPOINT_URL decides (a store of one's own in the same network).
PATIENCE: dict[str, Any] = {
    "client_options": {"connect_timeout": "3s", "timeout": "20s", "allow_http": True},
    "retry_config": {"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
}

# What is read at once of a file on its way to somebody; a slow reader then holds up nobody but himself.
PIECE_BYTES = 1024 * 1024


class MediaStore:
    """Keeps bytes under their SHA-256; the URL is `file:///folder` or `s3://bucket/prefix`."""

    def __init__(self, url: str) -> None:
        self.is_local = urlsplit(url).scheme == "file"
        self._folder = Path(unquote(urlsplit(url).path))
        self._store: ObjectStore = LocalStore(self._folder, mkdir=True) if self.is_local else _bucket(url)

    async def put(self, content: bytes) -> str:
        """Keep these bytes durably; returns their SHA-256 in hexadecimal. Raises `Unavailable` where it cannot."""
        digest = await asyncio.to_thread(_digest_of, content) if len(content) > PIECE_BYTES else _digest_of(content)
        await self._keep(_path(digest), content)
        if self.is_local:
            await asyncio.to_thread(_force_to_disk, self._folder / _path(digest))
        return digest

    async def get(self, digest: str) -> bytes:
        """The bytes with this digest; raises `NotFound`, or `Unavailable` where the store does not answer."""
        with _answering():
            try:
                result = await self._store.get_async(_path(digest))
            except FileNotFoundError as error:
                raise _nothing_under(digest) from error
            return bytes(await result.bytes_async())

    async def size_of(self, digest: str) -> int:
        """How many bytes lie under this digest; raises `NotFound`."""
        try:
            return int((await self._store.head_async(_path(digest)))["size"])
        except FileNotFoundError as error:
            raise _nothing_under(digest) from error

    async def exists(self, digest: str) -> bool:
        try:
            await self.size_of(digest)
        except NotFound:
            return False
        return True

    async def pieces(self, digest: str, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` up to `end`, piece by piece; each is asked for when the one before is used up."""
        while start < end:
            until = min(start + PIECE_BYTES, end)
            yield bytes(await self._store.get_range_async(_path(digest), start=start, end=until))
            start = until

    async def delete(self, digest: str, *, unused_since: datetime) -> bool:
        """Forget these bytes, unless they were put again after that moment; whether they were forgotten.

        Nobody may name them any more. Who puts the same bytes just now gets them kept: a put makes them young.
        """
        try:
            if (await self._store.head_async(_path(digest)))["last_modified"] > unused_since:
                return False
            await self._store.delete_async(_path(digest))
        except FileNotFoundError:
            return False
        return True

    async def leave_mark(self, name: str) -> None:
        """Leave an empty file that whoever uses the same store can see; by it nodes know that they share one."""
        await self._keep(f"{MARKS}/{name}", b"")

    async def marks(self) -> set[str]:
        """The names of all marks left here."""
        with _answering():
            found = await self._store.list_with_delimiter_async(MARKS)
        return {entry["path"].rpartition("/")[2] for entry in found["objects"]}

    async def remove_mark(self, name: str) -> None:
        """Take a mark away; one that is gone already is no error."""
        with _answering(), contextlib.suppress(FileNotFoundError):
            await self._store.delete_async(f"{MARKS}/{name}")

    async def _keep(self, path: str, content: bytes) -> None:
        with _answering():
            await self._store.put_async(path, content)


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (BaseError, OSError) as error:
        # A bucket that is not there is "not found" too. The text of the error may hold addresses and answers.
        raise Unavailable(f"The media store does not work just now ({type(error).__name__}).") from error


def _bucket(url: str) -> ObjectStore:
    try:
        return from_url(url, **PATIENCE)
    except (ValueError, BaseError) as error:
        raise ConfigurationError(f"{PREFIX}MEDIA_URL {url!r} is not the address of a bucket.") from error


def _nothing_under(digest: str) -> NotFound:
    return NotFound(f"The media store has nothing under {digest}.")


def _digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _path(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _force_to_disk(path: Path) -> None:
    """The library writes and renames, but does not fsync: an acknowledged body must survive a power cut."""
    for target in (path, path.parent, path.parent.parent):
        descriptor = os.open(target, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
