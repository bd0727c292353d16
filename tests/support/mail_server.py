"""A real mail server on this machine that does what a test tells it to: refuse, put off, break off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class MailServer:
    """`answers` are used up one mail at a time ("250" where there is none), `to` by recipient for as long as it is set.

    The answer "drop" ends the connection when the mail is whole, "drop_kept" after it was kept.
    """

    kept: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    to: dict[str, str] = field(default_factory=dict)
    password: str = ""
    seen: int = 0
    port: int = 0
    loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=no"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.to.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        self.seen += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer in ("250 OK", "drop_kept"):
            self.kept.append(envelope.original_content or b"")
            self.recipients.append(list(envelope.rcpt_tos))
        if answer.startswith("drop"):
            assert server.transport is not None
            server.transport.abort()
            return "250 never said"
        return answer

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object
    ) -> AuthResult:
        given = getattr(data, "password", b"")
        return AuthResult(success=given == self.password.encode(), handled=False)


@asynccontextmanager
async def running_mail_server(**told: object) -> AsyncIterator[MailServer]:
    loop = asyncio.get_running_loop()
    server = MailServer(**told)  # type: ignore[arg-type]

    def greet() -> SMTP:
        secured = {"authenticator": server.authenticate, "auth_required": True, "auth_require_tls": False}
        return SMTP(
            server, hostname="localhost", enable_SMTPUTF8=True, loop=loop, **(secured if server.password else {})
        )

    listening = await loop.create_server(greet, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    yield server
    listening.close()
    await listening.wait_closed()
