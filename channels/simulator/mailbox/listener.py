"""The mail server of the people outside: takes what the account sends them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from email.utils import parseaddr

from aiosmtpd.smtp import SMTP, Envelope, Session

log = logging.getLogger(__name__)

LARGEST_MAIL = 40 * 1024 * 1024

# Given a mail and its recipients; when it returns, the mail is kept.
Take = Callable[[bytes, list[str]], Awaitable[None]]


class Mailroom:
    """The handler of the library: a mail is only accepted once it is kept."""

    def __init__(self, take: Take) -> None:
        self._take = take

    # The names and parameters are those the library calls.
    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if "@" not in parseaddr(address)[1]:
            return "553 5.1.3 This is no mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        await self._take(content, [address.lower() for address in envelope.rcpt_tos])
        return "250 2.0.0 Kept"


class Listener:
    """An SMTP server on this machine; `port` is known once it has started."""

    def __init__(self, take: Take, *, host: str, port: int) -> None:
        self._take = take
        self._host = host
        self.port = port
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Raises `OSError` where the port cannot be had."""
        loop = asyncio.get_running_loop()
        mailroom = Mailroom(self._take)

        def greet() -> SMTP:
            return SMTP(mailroom, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname="localhost", loop=loop)

        self._server = await loop.create_server(greet, self._host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None
