"""Reads mails beside the event loop: small ones in a thread, large ones in a process that can be ended.

A photo of three megabytes is nothing special, but neither is it certain that forty megabytes are only photos.
"""

import asyncio
import contextlib
import logging
import pickle
import sys
from asyncio.subprocess import PIPE, Process

from channels.email.reading import ReadMail, read_mail, read_only_headers
from channels.email.reading_process import LENGTH

log = logging.getLogger(__name__)

# Up to here the parser's own limits keep reading well under a second.
LARGEST_IN_THREAD = 256 * 1024
LONGEST_SECONDS = 30.0
# A fresh process has no memory that large mails broke into pieces.
MAILS_PER_PROCESS = 200


class MailReader:
    """Needs nothing before its first use; `close` when done."""

    def __init__(self, *, largest_in_thread: int = LARGEST_IN_THREAD, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._largest_in_thread = largest_in_thread
        self._longest_seconds = longest_seconds
        self._process: Process | None = None
        self._mails_left = 0
        self._turn = asyncio.Lock()

    async def read(self, raw: bytes) -> ReadMail:
        """The mail; one that takes too long is read as far as its headers. Never raises because of what it is."""
        if len(raw) <= self._largest_in_thread:
            return await asyncio.to_thread(read_mail, raw)
        async with self._turn:
            try:
                async with asyncio.timeout(self._longest_seconds):
                    return await self._read_in_process(raw)
            except (TimeoutError, OSError, EOFError, pickle.UnpicklingError) as error:
                log.warning("mail_too_hard_to_read", extra={"error": type(error).__name__, "size": len(raw)})
                await self._end_process()
        return await asyncio.to_thread(read_only_headers, raw)

    async def close(self) -> None:
        async with self._turn:
            await self._end_process()

    async def _read_in_process(self, raw: bytes) -> ReadMail:
        process = self._process
        if process is None or process.returncode is not None or self._mails_left == 0:
            await self._end_process()
            command = (sys.executable, "-m", "channels.email.reading_process")
            process = self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
            self._mails_left = MAILS_PER_PROCESS
        self._mails_left -= 1
        assert process.stdin is not None, "asked for above"
        assert process.stdout is not None, "asked for above"
        process.stdin.write(LENGTH.pack(len(raw)))
        process.stdin.write(raw)
        await process.stdin.drain()
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        read = pickle.loads(await process.stdout.readexactly(length))
        assert isinstance(read, ReadMail), "the process answers with nothing else"
        return read

    async def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()
