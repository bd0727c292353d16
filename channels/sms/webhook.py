"""Where the carrier reports texts and delivery statuses: check the signature, keep the form, answer. Nothing else."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from channels.sms.payload import StatusForm, TextForm, read_status, read_text
from channels.twilio.forms import Parameters, Unusable, read_form
from channels.twilio.signature import SIGNATURE_HEADER, is_signed
from contactcenter import clock
from contactcenter.errors import NotAllowed
from contactcenter.journal.writer import ArrivedEvent
from contactcenter.web.keys import JOURNAL

TEXT_PATH = "/webhooks/twilio/sms"
STATUS_PATH = "/webhooks/twilio/sms/status"
TEXT_KIND = "sms_text"
STATUS_KIND = "sms_status"

EMPTY_DOCUMENT = "<Response/>"


@dataclass(frozen=True)
class SmsWebhook:
    """Both hooks of one account. Signatures are made over `public_base_url`, whatever name the request came by."""

    auth_token: str
    public_base_url: str

    def routes(self) -> list[web.RouteDef]:
        return [web.post(TEXT_PATH, self.post_text), web.post(STATUS_PATH, self.post_status)]

    async def post_text(self, request: web.Request) -> web.Response:
        body, form = await self._read_signed(request)
        await request.app[JOURNAL].accept(_event(TEXT_KIND, body, lambda: _of_text(read_text(form))))
        return web.Response(text=EMPTY_DOCUMENT, content_type="text/xml")

    async def post_status(self, request: web.Request) -> web.Response:
        body, form = await self._read_signed(request)
        await request.app[JOURNAL].accept(_event(STATUS_KIND, body, lambda: _of_status(read_status(form))))
        return web.Response(text="", content_type="text/xml")

    async def _read_signed(self, request: web.Request) -> tuple[bytes, Parameters]:
        """The body and its fields; raises `NotAllowed` unless the account's owner signed exactly these."""
        body = await request.read()
        form = read_form(body)
        url = self.public_base_url.rstrip("/") + request.raw_path
        signature = request.headers.get(SIGNATURE_HEADER, "")
        if not self.auth_token or not is_signed(self.auth_token, url, form, signature):
            raise NotAllowed("The signature is not that of our carrier account.", code="bad_signature")
        return body, form


@dataclass(frozen=True, slots=True)
class _Identity:
    external_id: str
    sender: str


def _of_text(form: TextForm) -> _Identity:
    return _Identity(form.external_id, form.sender)


def _of_status(form: StatusForm) -> _Identity:
    return _Identity(form.external_id, form.recipient)


def _event(kind: str, body: bytes, identify: Callable[[], _Identity]) -> ArrivedEvent:
    """The journal row; a form we cannot use is kept as failed under its digest, since it has no id of its own."""
    try:
        identity, problem = identify(), ""
    except Unusable as error:
        identity, problem = _Identity(hashlib.sha256(body).hexdigest(), ""), str(error)
    return ArrivedEvent(
        channel="sms",
        kind=kind,
        external_id=identity.external_id,
        sender=identity.sender,
        body=body,
        received_at=clock.now(),
        unusable_because=problem,
    )
