"""Where a mail gateway hands over raw mails: check the token, keep the mail, answer. Nothing else."""

import hashlib
import hmac
from dataclasses import dataclass

from aiohttp import web

from channels.email.addresses import read_addresses
from channels.email.mime.headers import split_headers
from contactcenter import clock
from contactcenter.errors import ContactCenterError, InvalidInput, NotAllowed
from contactcenter.journal.writer import ArrivedEvent
from contactcenter.text.mail_addresses import normalise_mail_address
from contactcenter.web.keys import JOURNAL

PATH = "/webhooks/email"
MAIL_KIND = "email_message"

LARGEST_MAIL = 40 * 1024 * 1024
# Of a mail that is too large this much is kept, so that somebody can see who tried to write.
KEPT_OF_OVERSIZE = 64 * 1024
LONGEST_SENDER = 320


class MailTooLarge(ContactCenterError):
    """The mail is too large; its beginning is kept."""

    status = 413
    default_code = "too_large"


@dataclass(frozen=True)
class MailWebhook:
    """One gateway, known by its token; without a token nobody is let in."""

    token: str

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self.post_mail)]

    async def post_mail(self, request: web.Request) -> web.Response:
        """The body is one raw message; `?inbox=` names the mailbox it came to, where the gateway knows it."""
        self._require_token(request)
        inbox = normalise_mail_address(request.query.get("inbox", "")) or ""
        raw, is_whole = await _read_body(request)
        if not raw.strip():
            raise InvalidInput("The body must be one raw message.", code="empty_mail")
        is_new = await request.app[JOURNAL].accept(_event(raw, inbox, is_whole=is_whole))
        if not is_whole:
            raise MailTooLarge(details={"largest": LARGEST_MAIL})
        return web.json_response({"is_new": is_new})

    def _require_token(self, request: web.Request) -> None:
        if not self.token:
            raise NotAllowed(
                "No mail is taken here: set CONTACTCENTER_EMAIL_WEBHOOK_TOKEN to let a gateway in.", code="no_token"
            )
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        is_known = hmac.compare_digest(given.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not is_known:
            raise NotAllowed("The token is not that of our mail gateway.", code="bad_token")


async def _read_body(request: web.Request) -> tuple[bytes, bool]:
    """The mail, or its beginning and False where it is larger than mails may be."""
    raw = bytearray()
    async for piece in request.content.iter_chunked(256 * 1024):
        raw += piece
        if len(raw) > LARGEST_MAIL:
            return bytes(raw[:KEPT_OF_OVERSIZE]), False
    return bytes(raw), True


def _event(raw: bytes, inbox: str, *, is_whole: bool) -> ArrivedEvent:
    return ArrivedEvent(
        channel="email",
        kind=MAIL_KIND,
        external_id=f"{inbox}:{hashlib.sha256(raw).hexdigest()}"[-255:],
        sender=_sender_of(raw),
        body=raw,
        received_at=clock.now(),
        unusable_because="" if is_whole else "the mail is larger than mails may be; only its beginning is kept",
    )


def _sender_of(raw: bytes) -> str:
    """Whom it seems to be from, for whoever looks at the journal; the projection reads it properly."""
    headers, _ = split_headers(raw[:KEPT_OF_OVERSIZE], [], is_whole_mail=True)
    found = (address.address for address in read_addresses(headers.first("from")) if address.address)
    return next(found, "")[:LONGEST_SENDER]


def inbox_of(external_id: str) -> str:
    """The mailbox a journal row names; empty where the gateway named none."""
    return external_id.rpartition(":")[0]
