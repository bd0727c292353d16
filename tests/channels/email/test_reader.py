"""Reading beside the event loop: in a thread, or in a process that can be ended."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.email.reader import MailReader
from tests.support.mails import OWNER, raw_mail

PHOTO = (("photo.jpg", "image/jpeg", b"\xff\xd8\xff" + bytes(range(256)) * 2_000),)
LARGE = raw_mail("看相片", files=PHOTO)


@pytest.fixture
async def reader() -> AsyncIterator[MailReader]:
    reader = MailReader()
    yield reader
    await reader.close()


async def test_small_and_large_mails_are_read_alike(reader: MailReader) -> None:
    small, large = await asyncio.gather(reader.read(raw_mail("看相片")), reader.read(LARGE))
    assert small.parts.new == large.parts.new == "看相片"
    [file] = large.mail.attachments
    assert (file.name, file.content) == (PHOTO[0][0], PHOTO[0][2])


async def test_one_process_reads_many(reader: MailReader) -> None:
    reads = await asyncio.gather(*(reader.read(LARGE + b"\r\n" * number) for number in range(5)))
    assert [read.mail.from_address for read in reads] == [OWNER] * 5


async def test_a_mail_that_takes_too_long_is_read_as_far_as_its_headers() -> None:
    reader = MailReader(largest_in_thread=0, longest_seconds=0.0)
    read = await reader.read(LARGE)
    assert (read.mail.from_address, read.mail.subject, read.mail.text) == (OWNER, "漏水", "")
    assert "too_hard_to_read" in read.mail.problems
    await reader.close()


async def test_after_an_ended_process_comes_a_new_one(reader: MailReader) -> None:
    await reader.read(LARGE)
    await reader.close()
    assert (await reader.read(LARGE)).parts.new == "看相片"
