"""Looks at the settings and everything they lead to, and says in plain words what is wrong and what to do."""

import difflib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from agent_console.pages import console_is_built
from channels import build_carrier, build_mail_sender
from contactcenter.agents.models import Agent
from contactcenter.config import NAMES, PREFIX, ConfigurationError, Settings
from contactcenter.db import Database
from contactcenter.errors import ContactCenterError, SendError
from contactcenter.journal.models import FAILED, InboundEvent
from contactcenter.live.redis_bus import RedisBus
from contactcenter.media.store import MediaStore
from contactcenter.migrations.runner import is_current
from contactcenter.outbox.models import FAILED as NOT_SENT
from contactcenter.outbox.models import OutboxCommand
from knowledge_base.vectors.embedder import build_embedder
from knowledge_base.vectors.errors import EmbeddingError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `wrong` makes the command end with status 1; `note` is only said."""

    subject: str
    verdict: Literal["fine", "note", "wrong"]
    text: str


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """All findings, in the order in which one would repair them."""
    for name in settings.unknown_names:
        yield _unknown(name)
    yield _address(settings)
    database_works = True
    async for finding in _database(settings):
        database_works = database_works and finding.verdict != "wrong"
        yield finding
    yield await _media(settings)
    yield await _bus(settings)
    yield await _carrier(settings)
    yield await _mail_server(settings)
    yield _mail_gateway(settings)
    yield await _embeddings(settings)
    yield _console()
    if database_works:
        async for finding in _left_behind(settings):
            yield finding


def _unknown(name: str) -> Finding:
    meant = difflib.get_close_matches(name, NAMES, n=1)
    return Finding("settings", "note", f"{PREFIX}{name} is not a setting{f'; {PREFIX}{meant[0]} is' if meant else ''}.")


def _address(settings: Settings) -> Finding:
    if settings.has_carrier and not settings.demo and not settings.public_base_url.startswith("https://"):
        text = (
            f"the carrier reaches this machine at {settings.public_base_url}: set {PREFIX}PUBLIC_BASE_URL to the https"
        )
        return Finding("address", "wrong", f"{text} address it calls, or its signatures will not match.")
    return Finding("address", "fine", f"{settings.public_base_url}")


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    kind = "SQLite" if settings.is_sqlite else "PostgreSQL"
    if settings.is_sqlite and not settings.sqlite_path.exists():
        yield Finding(
            "database", "note", f"{settings.sqlite_path} does not exist yet; `contactcenter migrate` makes it."
        )
        return
    db = Database(settings.database_url)
    try:
        await db.check()
        if not await is_current(settings.database_url):
            yield Finding("database", "wrong", f"{kind} answers, but its schema is old: run `contactcenter migrate`.")
            return
        async with db.reading() as session:
            people = await session.scalar(select(func.count()).select_from(Agent).where(Agent.is_active))
        yield Finding("database", "fine", f"{kind}, newest schema, {people} active accounts")
    except (SQLAlchemyError, OSError) as error:
        yield Finding("database", "wrong", f"{kind} does not answer ({_reason(error)}): check {PREFIX}DATABASE_URL.")
    finally:
        await db.close()


async def _media(settings: Settings) -> Finding:
    try:
        store = MediaStore(settings.media_url)
        digest = await store.put(b"contactcenter doctor")
        if await store.get(digest) != b"contactcenter doctor":
            return Finding("media", "wrong", "the media store gave back other bytes than it was given.")
    except (OSError, ValueError, ContactCenterError) as error:
        return Finding("media", "wrong", f"{settings.media_url} cannot be written ({_reason(error)}).")
    return Finding("media", "fine", settings.media_url)


async def _bus(settings: Settings) -> Finding:
    if not settings.redis_url:
        return Finding("live bus", "fine", "in process (one node)")
    try:
        await RedisBus(settings.redis_url).check()
    except OSError as error:
        return Finding("live bus", "wrong", f"Redis does not answer ({_reason(error)}): check {PREFIX}REDIS_URL.")
    return Finding("live bus", "fine", "Redis answers")


async def _carrier(settings: Settings) -> Finding:
    if not settings.has_carrier:
        text = "no carrier account: texts cannot be sent; everything else works. "
        return Finding("carrier", "note", f"{text}Set {PREFIX}TWILIO_ACCOUNT_SID and {PREFIX}TWILIO_AUTH_TOKEN.")
    carrier = build_carrier(settings)
    try:
        return Finding("carrier", "fine", await carrier.check())
    except SendError as error:
        return Finding("carrier", "wrong", f"{error.text} (code {error.code or 'none'})")
    finally:
        await carrier.close()


async def _mail_server(settings: Settings) -> Finding:
    if not settings.smtp_url:
        text = "no mail server: mails cannot be answered; everything else works. "
        return Finding("mail server", "note", f"{text}Set {PREFIX}SMTP_URL (smtp://user:password@host:587?starttls).")
    try:
        return Finding("mail server", "fine", await build_mail_sender(settings).check())
    except ConfigurationError as error:
        return Finding("mail server", "wrong", str(error))
    except SendError as error:
        return Finding("mail server", "wrong", f"{error.text} (code {error.code or 'none'}) Check {PREFIX}SMTP_URL.")


async def _embeddings(settings: Settings) -> Finding:
    try:
        embedder = build_embedder(settings.embeddings)
    except ConfigurationError as error:
        return Finding("vectors", "wrong", str(error))
    if embedder is None:
        return Finding("vectors", "note", f"articles are found by their words alone; {PREFIX}EMBEDDINGS adds meaning.")
    try:
        (vector,) = await embedder.embed(["電梯 lift"])
        return Finding("vectors", "fine", f"{embedder.model} answers with {len(vector)} numbers")
    except EmbeddingError as error:
        return Finding("vectors", "wrong", f"{error} Check {PREFIX}EMBEDDINGS; searches go on by words meanwhile.")
    finally:
        await embedder.close()


def _mail_gateway(settings: Settings) -> Finding:
    if settings.email_webhook_token:
        return Finding("incoming mail", "fine", f"taken at {settings.public_base_url}/webhooks/email")
    text = f"no mail is taken: set {PREFIX}EMAIL_WEBHOOK_TOKEN and let the mail gateway post to"
    return Finding("incoming mail", "note", f"{text} {settings.public_base_url}/webhooks/email.")


def _console() -> Finding:
    if console_is_built():
        return Finding("console", "fine", "built")
    return Finding("console", "wrong", "the console is not built: run `pip install .` in the source folder again.")


async def _left_behind(settings: Settings) -> AsyncIterator[Finding]:
    """Work that needs a person: events we could not read, messages that could not be sent."""
    if settings.is_sqlite and not settings.sqlite_path.exists():
        return
    db = Database(settings.database_url)
    try:
        async with db.reading() as session:
            failed = await session.scalar(select(func.count()).where(InboundEvent.state == FAILED))
            unsent = await session.scalar(select(func.count()).where(OutboxCommand.state == NOT_SENT))
    finally:
        await db.close()
    if failed:
        yield Finding(
            "journal", "note", f"{failed} events could not be read; see /admin/inbound, `contactcenter replay`."
        )
    if unsent:
        yield Finding("outbox", "note", f"{unsent} messages could not be sent; they stand marked in their threads.")


def _reason(error: BaseException) -> str:
    """The first line of an error's text, without what may stand in a URL of it."""
    original = getattr(error, "orig", None) or error
    return f"{type(original).__name__}: {str(original).splitlines()[0] if str(original) else 'no further word'}"
