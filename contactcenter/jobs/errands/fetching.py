"""What errands share that bring something from a provider into the media store."""

from collections.abc import Iterator
from contextlib import contextmanager

from contactcenter.errors import SendError, Unavailable
from contactcenter.media.service import StoredFile, store_file
from contactcenter.media.store import MediaStore


@contextmanager
def looked_for_again(attempts: int, most: int) -> Iterator[None]:
    """A provider may announce a thing a moment before it can give it: only after `most` looks it is really gone."""
    try:
        yield
    except SendError as error:
        if error.code == "gone" and attempts < most:
            raise SendError(error.text, code=error.code, retryable=True) from error
        raise


async def keep_fetched(store: MediaStore, content: bytes, name: str, *, claimed_type: str) -> StoredFile:
    """Keep what was fetched; a store that is away is a reason to fetch again later."""
    try:
        return await store_file(store, content, name, claimed_type=claimed_type)
    except Unavailable as error:
        raise SendError("The media store does not answer.", code="store", retryable=True) from error
