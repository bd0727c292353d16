"""The media store in a bucket: the same promises as in a folder, over the real protocol."""

import hashlib
from collections.abc import Iterator

import pytest

from contactcenter.config import ConfigurationError
from contactcenter.errors import NotFound, Unavailable
from contactcenter.media.store import MediaStore
from tests.support.servers import running_s3


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    with running_s3("media") as environment:
        yield environment


@pytest.fixture
def bucket(s3: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    return "s3://media/desk"


async def test_bytes_come_back_by_their_digest(bucket: str) -> None:
    digest = await MediaStore(bucket).put(b"a photo")
    assert digest == hashlib.sha256(b"a photo").hexdigest()
    assert await MediaStore(bucket).get(digest) == b"a photo"
    with pytest.raises(NotFound):
        await MediaStore("s3://media/another-desk").get(digest)


async def test_an_unknown_digest_is_not_found(bucket: str) -> None:
    with pytest.raises(NotFound):
        await MediaStore(bucket).get("0" * 64)


async def test_marks_are_seen_by_whoever_uses_the_same_bucket(bucket: str) -> None:
    await MediaStore(bucket).leave_mark("n1")
    await MediaStore(bucket).leave_mark("n2")
    assert await MediaStore(bucket).marks() == {"n1", "n2"}
    for _ in range(2):
        await MediaStore(bucket).remove_mark("n1")
    assert await MediaStore(bucket).marks() == {"n2"}
    assert await MediaStore("s3://media/another-desk").marks() == set()


async def test_a_bucket_that_is_not_there_takes_nothing(bucket: str) -> None:
    with pytest.raises(Unavailable):
        await MediaStore("s3://no-such-bucket").put(b"a photo")


def test_an_address_that_is_none_is_said_by_its_setting() -> None:
    with pytest.raises(ConfigurationError, match="CONTACTCENTER_MEDIA_URL"):
        MediaStore("s3://a bucket with spaces")
