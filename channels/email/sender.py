"""Hands mails to a mail server; the `MailSender` of the core's contracts."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiosmtplib
from aiosmtplib import SMTP

from channels.email.composing import compose, wire_address
from channels.email.smtp_url import SmtpServer
from contactcenter import clock
from contactcenter.contracts import OutboundMail
from contactcenter.errors import SendError

CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 10.0
# Taking twenty megabytes and looking them over may take a server its time.
DATA_SECONDS = 30.0
# The standard's own words for what servers answer most; the server's words may quote addresses and are not kept.
# https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3
MEANINGS = {
    421: "The mail server is closing its doors for now.",
    450: "The recipient's mailbox cannot be reached just now.",
    451: "The mail server has a problem just now.",
    452: "The mail server or the mailbox is full just now.",
    454: "The mail server cannot check our account just now.",
    530: "The mail server wants us to sign in first.",
    535: "The mail server does not accept our user name and password.",
    550: "There is no such mailbox, or it does not take our mail.",
    551: "The recipient has moved away from this mailbox.",
    552: "The mail is larger than the recipient's mailbox takes.",
    553: "The mail server does not take this address.",
    554: "The mail server does not take this mail.",
}


class SmtpSender:
    """One account at one mail server. Needs no connection before its first use."""

    def __init__(self, server: SmtpServer, *, tls: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._tls = tls

    async def send_mail(self, mail: OutboundMail) -> dict[str, str]:
        """Hand one mail over, once. A recipient who is refused while others are taken is returned with the reason."""
        content = compose(mail, now=clock.now())
        async with self._connected() as smtp:
            refused = await self._announce(smtp, mail)
            try:
                await smtp.data(content, timeout=DATA_SECONDS)
            except aiosmtplib.SMTPDataError as error:
                raise _refusal(error.code) from error
            except (aiosmtplib.SMTPException, OSError) as error:
                # The mail was under way; whether the server had it whole, only the server knows.
                text = "The line to the mail server broke while it took the mail."
                raise SendError(text, code="broken_off", retryable=True, maybe_sent=True) from error
        return refused

    async def check(self) -> str:
        """One plain sentence about the account; raises `SendError` where no mail can be sent with it."""
        async with self._connected():
            signed_in = f", signed in as {self._server.username}" if self._server.username else ""
            return f"The mail server {self._server.host}:{self._server.port} answers{signed_in}."

    async def close(self) -> None:
        """Nothing stays open between mails."""

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[SMTP]:
        server = self._server
        smtp = SMTP(
            hostname=server.host,
            port=server.port,
            timeout=COMMAND_SECONDS,
            use_tls=server.security == "tls",
            start_tls={"tls": False, "starttls": True, "if_offered": None, "none": False}[server.security],
            tls_context=self._tls,
        )
        try:
            await self._open(smtp)
            yield smtp
        finally:
            if smtp.is_connected:
                smtp.close()

    async def _open(self, smtp: SMTP) -> None:
        try:
            await smtp.connect(timeout=CONNECT_SECONDS)
            if self._server.username:
                await smtp.login(self._server.username, self._server.password)
        except aiosmtplib.SMTPAuthenticationError as error:
            # A password can be set right within minutes, and then the mail goes out.
            raise SendError(MEANINGS[535], code=str(error.code), retryable=True) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise SendError(
                "The mail server lacks what its address asks for.", code="unsupported", retryable=True
            ) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code, retryable=True) from error
        except ssl.SSLError as error:
            raise SendError(
                "The mail server's certificate is not to be trusted.", code="tls", retryable=True
            ) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            if isinstance(error.__cause__, ssl.SSLError):
                text = "The mail server's certificate is not to be trusted."
                raise SendError(text, code="tls", retryable=True) from error
            raise SendError("The mail server cannot be reached.", code="unreachable", retryable=True) from error

    async def _announce(self, smtp: SMTP, mail: OutboundMail) -> dict[str, str]:
        """Sender and recipients; raises where nobody is left to send to."""
        sender, recipients = wire_address(mail.sender), [wire_address(address) for address in mail.recipients]
        needs_utf8 = not all(address.isascii() for address in (sender, *recipients))
        options, encoding = (["SMTPUTF8"], "utf-8") if needs_utf8 else ([], "ascii")
        refused: dict[str, int] = {}
        try:
            if smtp.is_ehlo_or_helo_needed:
                await smtp.ehlo()
            if needs_utf8 and not smtp.supports_extension("smtputf8"):
                raise SendError("The mail server cannot write to this address.", code="smtputf8", retryable=False)
            await smtp.mail(sender, options=options, encoding=encoding)
            for recipient in recipients:
                try:
                    await smtp.rcpt(recipient, encoding=encoding)
                except aiosmtplib.SMTPRecipientRefused as error:
                    refused[recipient] = error.code
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error.code) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise SendError("The line to the mail server broke.", code="broken_off", retryable=True) from error
        if len(refused) == len(recipients):
            # One that may be taken later is reason enough to come back; nobody has the mail yet.
            raise _refusal(min(refused.values()))
        return {recipient: _words(code) for recipient, code in refused.items()}


def _refusal(code: int, *, retryable: bool | None = None) -> SendError:
    """4xx means later, 5xx means no."""
    return SendError(_words(code), code=str(code), retryable=400 <= code < 500 if retryable is None else retryable)


def _words(code: int) -> str:
    return MEANINGS.get(code, f"The mail server answered {code}.")
