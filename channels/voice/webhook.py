"""Where the carrier asks and reports about calls: check the signature, then journal, act and answer at once.

A document is what the caller hears next, so it cannot wait for the projector; what is only reported does not either,
because callers wait for what follows from it. A report on which acting failed is left to the projector.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256

from aiohttp import web

from channels.twilio.forms import Unusable, read_form
from channels.twilio.signature import SIGNATURE_HEADER, is_signed
from channels.voice.addresses import HOLD_PATH, MUSIC_PATH, RETRIES, Addresses
from channels.voice.documents import DOCUMENTS, Document, Request
from channels.voice.events import EVENTS, CallEvent
from channels.voice.music import wait_music
from channels.voice.payload import Form
from channels.voice.twiml import EMPTY, Place, Renderer
from contactcenter import clock
from contactcenter.calls.models import Call
from contactcenter.calls.service import find_call, find_leg
from contactcenter.calls.steps import HangUp
from contactcenter.db import Session
from contactcenter.errors import NotAllowed, NotFound
from contactcenter.journal.answering import answer_once
from contactcenter.journal.writer import ArrivedEvent
from contactcenter.web.keys import DATABASE, JOURNAL

log = logging.getLogger(__name__)

CHANNEL = "voice"
DOCUMENT_KIND = "call_document"
EVENT_KIND = "call_event"
TOKEN_HEADER = "I-Twilio-Idempotency-Token"
# The longest the carrier keeps a piece of music it has fetched.
MUSIC_SECONDS = 86400

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True)
class VoiceWebhook:
    """All addresses of one account. Signatures are made over `public_base_url`, whatever name a request came by."""

    auth_token: str
    public_base_url: str

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(MUSIC_PATH, get_music),
            web.post(HOLD_PATH, self.post_hold),
            *(web.post(path, self._answering(document)) for path, document in DOCUMENTS.items()),
            *(web.post(path, self._hearing(event)) for path, event in EVENTS.items()),
        ]

    async def post_hold(self, request: web.Request) -> web.Response:
        await self._read_signed(request)
        return _document(self._renderer.hold_music())

    def _answering(self, document: Document) -> Handler:
        async def post_document(request: web.Request) -> web.Response:
            asked, event = await self._read(request, DOCUMENT_KIND)
            if asked is None:
                return await _keep_unusable(request, event)
            digest = await request.app[JOURNAL].keep_large(event.body)
            async with request.app[DATABASE].transaction() as session:
                answer = await answer_once(session, event, lambda: self._write(session, document, asked), digest=digest)
            return _document(answer)

        return post_document

    def _hearing(self, act: CallEvent) -> Handler:
        async def post_event(request: web.Request) -> web.Response:
            asked, event = await self._read(request, EVENT_KIND)
            if asked is None:
                return await _keep_unusable(request, event)
            is_done = False
            digest = await request.app[JOURNAL].keep_large(event.body)
            try:
                async with request.app[DATABASE].transaction() as session:
                    await answer_once(session, event, lambda: _hear(session, act, asked), digest=digest)
                is_done = True
            finally:
                if not is_done:
                    # Nothing was kept; so it is now, for the projector, whatever the carrier does with our refusal.
                    await request.app[JOURNAL].accept(event)
            return _document("")

        return post_event

    async def _write(self, session: Session, document: Document, asked: Request) -> str:
        try:
            steps = await document(session, asked)
        except NotFound:
            # An address of ours that names nothing: a call of another installation, or of a database restored since.
            log.warning("unknown_call", extra={"path": document.__name__})
            steps = (HangUp(),)
        return self._renderer.render(steps, await _place(session, asked))

    async def _read(self, request: web.Request, kind: str) -> tuple[Request | None, ArrivedEvent]:
        """What is asked, None where the form is unusable; and the journal's row of it, with the address it came to."""
        body, now = await self._read_signed(request), clock.now()
        form, problem = Form(read_form(body)), ""
        try:
            identity = request.headers.get(TOKEN_HEADER, "")[:200] or _identity(form, kind, request.path)
        except Unusable as error:
            identity, problem = sha256(body).hexdigest(), str(error)
        event = ArrivedEvent(
            channel=CHANNEL,
            kind=kind,
            external_id=identity,
            sender=form.get("From", 320),
            body=request.path.encode() + b"\n" + body,
            received_at=now,
            unusable_because=problem,
        )
        return None if problem else Request(form, request.match_info, now), event

    async def _read_signed(self, request: web.Request) -> bytes:
        body = await request.read()
        url = self.public_base_url.rstrip("/") + request.raw_path
        signature = request.headers.get(SIGNATURE_HEADER, "")
        form = read_form(body)
        is_ours = any(is_signed(self.auth_token, signed, form, signature) for signed in (url, url + RETRIES))
        if not self.auth_token or not is_ours:
            raise NotAllowed("The signature is not that of our carrier account.", code="bad_signature")
        return body

    @property
    def _renderer(self) -> Renderer:
        return Renderer(Addresses(self.public_base_url))


def _identity(form: Form, kind: str, path: str) -> str:
    """Of a report what it speaks of; a document asked for without a token is asked for anew each time."""
    if kind == EVENT_KIND:
        return f"{path.rpartition('/')[2]}:{form.identity}"[:255]
    return f"{form.call_sid}:{secrets.token_hex(8)}"


async def _hear(session: Session, act: CallEvent, asked: Request) -> str:
    try:
        await act(session, asked)
    except NotFound:
        log.warning("unknown_call", extra={"path": act.__name__})
    return ""


async def _place(session: Session, asked: Request) -> Place:
    """Whose document it is, as the call stands now."""
    alert_id = asked.names.get("alert", "")
    if alert_id:
        return Place("", alert_id=alert_id)
    leg_id = asked.names.get("leg", "")
    leg = await find_leg(session, leg_id) if leg_id else None
    call_id = leg.call_id if leg else asked.names.get("call", "")
    call = await session.get(Call, call_id) if call_id else await find_call(session, asked.form.call_sid)
    if call is None:
        return Place(call_id)
    return Place(call.id, call.menu_code or "", call.language, leg_id)


async def _keep_unusable(request: web.Request, event: ArrivedEvent) -> web.Response:
    await request.app[JOURNAL].accept(event)
    return _document(EMPTY)


def _document(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/xml")


async def get_music(request: web.Request) -> web.Response:
    """Fetched by the carrier without a signature, and kept by it."""
    headers = {"Cache-Control": f"public, max-age={MUSIC_SECONDS}"}
    return web.Response(body=await wait_music(), content_type="audio/wav", headers=headers)
