"""The working heart of the mail world: keeps what comes, posts what people write, and tells open pages.

Everything is a row first. The loop may die at any moment; at the next start it goes on with what is owed.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import aiohttp
from sqlalchemy import func, select

from channels.email.parser import parse_message
from channels.simulator.feed import Feed
from channels.simulator.mailbox.listener import Listener
from channels.simulator.mailbox.settings import MailService
from channels.simulator.mailbox.tables import DELIVERED, FAILED, OWED, RECEIVED, SENT, Mail
from channels.simulator.mailbox.views import mail_view
from channels.simulator.mailbox.writing import WrittenMail, compose
from channels.simulator.rounds import go_round
from channels.simulator.settings import Pace, Persona
from contactcenter.db import Database, Session
from contactcenter.errors import InvalidInput, NotFound

log = logging.getLogger(__name__)

POSTED_AT_ONCE = 20
# A gateway goes on trying; a busy account takes a mail later.
BUSY_STATUSES = (408, 425, 429)


class MailExchange:
    """All mailboxes. `start` and `close` belong to the application's life."""

    def __init__(
        self,
        database: Database,
        service: MailService,
        personas: Sequence[Persona],
        *,
        feed: Feed,
        pace: Pace,
        now: Callable[[], datetime],
    ) -> None:
        self.database = database
        self.service = service
        self.file_at = ""
        self._personas = {persona.email.lower(): persona for persona in personas if persona.email}
        self._feed = feed
        self._pace = pace
        self._now = now
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._http: aiohttp.ClientSession | None = None
        self.listener = Listener(self.take, host=service.host, port=service.port)

    async def start(self, *, run_loop: bool = True) -> None:
        """Open the mail server; with `run_loop` off (tests) what is owed is posted by `settle`."""
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._pace.webhook_timeout))
        await self.listener.start()
        if run_loop:
            self._loop = asyncio.create_task(self._run(), name="simulator mail")

    async def close(self) -> None:
        await self.listener.close()
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._http is not None:
            await self._http.close()

    async def take(self, raw: bytes, recipients: list[str]) -> None:
        """A mail of the account has come for these mailboxes; kept when this returns, each id once."""
        parsed = parse_message(raw)
        async with self.database.transaction() as session:
            kept = []
            for mailbox in recipients:
                if await _find_by_message_id(session, mailbox, parsed.message_id, direction=RECEIVED) is not None:
                    continue
                mail = _row(mailbox, RECEIVED, parsed.from_address, parsed.message_id, raw, self._now())
                session.add(mail)
                kept.append(mail)
            await session.flush()
        self._publish(kept)

    async def send(self, mail: WrittenMail, *, answers: str = "") -> Mail:
        """Somebody's mail to the account, on its way when this returns. `answers` is the id of a mail in the box."""
        persona = self._personas.get(mail.sender.lower())
        domain = mail.sender.rpartition("@")[2]
        message_id = f"{secrets.token_hex(12)}@{domain}"
        async with self.database.transaction() as session:
            if answers:
                before = parse_message((await get_mail(session, answers)).raw)
                mail = replace(mail, in_reply_to=before.message_id, references=before.references)
            if persona is not None and not mail.sender_name:
                mail = replace(mail, sender_name=persona.names.get(persona.language, ""))
            raw = compose(mail, message_id=message_id, now=self._now())
            row = _row(mail.sender.lower(), SENT, mail.to.lower(), message_id, raw, self._now())
            row.state, row.next_at = OWED, self._now()
            session.add(row)
            await session.flush()
        self._publish([row])
        self._wake.set()
        return row

    async def try_again(self, mail_id: str) -> Mail:
        """Hand over once more what was given up."""
        async with self.database.transaction() as session:
            mail = await get_mail(session, mail_id)
            if mail.state != FAILED:
                raise InvalidInput("This mail was not given up.")
            mail.state, mail.next_at, mail.attempts = OWED, self._now(), 0
        self._publish([mail])
        self._wake.set()
        return mail

    async def settle(self) -> int:
        """Post everything that is due; returns how much that was."""
        async with self.database.reading() as session:
            query = select(Mail).where(Mail.state == OWED, Mail.next_at <= self._now()).order_by(Mail.position)
            due = (await session.scalars(query.limit(POSTED_AT_ONCE))).all()
        for mail in due:
            await self._post(mail)
        return len(due)

    async def _run(self) -> None:
        await go_round(self._wake, self.settle, self._seconds_to_next)

    async def _seconds_to_next(self) -> float | None:
        async with self.database.reading() as session:
            moment = await session.scalar(select(func.min(Mail.next_at)).where(Mail.state == OWED))
        return None if moment is None else max(0.0, (moment - self._now()).total_seconds())

    async def _post(self, mail: Mail) -> None:
        problem, try_again = await self._hand_over(mail)
        async with self.database.transaction() as session:
            row = await get_mail(session, mail.id)
            row.attempts += 1
            row.problem = problem
            if not problem:
                row.state, row.next_at = DELIVERED, None
            elif try_again:
                pauses = self._pace.retries
                row.next_at = self._now() + timedelta(seconds=pauses[min(row.attempts, len(pauses)) - 1])
            else:
                row.state, row.next_at = FAILED, None
        if problem:
            log.warning("mail not taken", extra={"mail": mail.id, "problem": problem})
        self._publish([row])

    async def _hand_over(self, mail: Mail) -> tuple[str, bool]:
        """What was wrong, and whether trying again may help; nothing where the account has the mail."""
        assert self._http is not None, "start() comes first"
        headers = {"Authorization": f"Bearer {self.service.webhook_token}", "Content-Type": "message/rfc822"}
        try:
            url, params = self.service.webhook_url, {"inbox": mail.counterpart}
            async with self._http.post(url, data=mail.raw, params=params, headers=headers) as response:
                if response.status < 300:
                    return "", False
                return f"HTTP {response.status}", response.status >= 500 or response.status in BUSY_STATUSES
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return type(error).__name__, True

    def _publish(self, mails: Sequence[Mail]) -> None:
        for mail in mails:
            frame = {"type": "mail", "mail": mail_view(mail, self.file_at)}
            self._feed.publish(mail.mailbox, frame)
            persona = self._personas.get(mail.mailbox)
            if persona is not None:
                self._feed.publish(persona.number, frame)


async def get_mail(session: Session, mail_id: str) -> Mail:
    mail = await session.scalar(select(Mail).where(Mail.id == mail_id))
    if mail is None:
        raise NotFound("There is no such mail.")
    return mail


async def mails_of(session: Session, mailbox: str, *, limit: int) -> Sequence[Mail]:
    """The newest mails of a mailbox, oldest first."""
    query = select(Mail).where(Mail.mailbox == mailbox).order_by(Mail.position.desc()).limit(limit)
    return list(reversed((await session.scalars(query)).all()))


async def _find_by_message_id(session: Session, mailbox: str, message_id: str, *, direction: str) -> Mail | None:
    if not message_id:
        return None
    query = select(Mail).where(Mail.mailbox == mailbox, Mail.message_id == message_id, Mail.direction == direction)
    mail: Mail | None = await session.scalar(query.limit(1))
    return mail


def _row(mailbox: str, direction: str, counterpart: str, message_id: str, raw: bytes, now: datetime) -> Mail:
    return Mail(
        id=f"ML{secrets.token_hex(16)}",
        mailbox=mailbox,
        direction=direction,
        counterpart=counterpart,
        message_id=message_id,
        raw=raw,
        created_at=now,
    )
