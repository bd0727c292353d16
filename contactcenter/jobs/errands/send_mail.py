"""Sends a mail of a thread."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contactcenter.actions.record_delivery import bring_back_unreached
from contactcenter.contacts import deliveries
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.models import Contact, Message
from contactcenter.contracts import MailFile, MailSender, OutboundMail
from contactcenter.db import Database, Session
from contactcenter.errors import NotFound, SendError
from contactcenter.media.service import find_many
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand

# Sending must end well before the lease of its claim does; the sender has shorter limits for each step.
CALL_SECONDS = 40
# Servers that turn strangers away at first (greylisting) want to see them again after minutes, not seconds.
PAUSES = (60.0, 300.0, 900.0, 3600.0)
JITTER = 0.2


@dataclass(frozen=True)
class SendMail:
    """Carries out `send_mail`. A mail always goes out under the same id, so a second copy is known as one.

    Nobody can be asked whether a mail of unknown fate arrived: it is sent once more, and then no more.
    """

    sender: MailSender
    store: MediaStore

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        if now >= command.deadline_at:
            raise SendError("The mail could not be sent in time.", code="too_late", retryable=False)
        mail = await self._mail(db, command.payload)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                refused = await self.sender.send_mail(mail)
        except TimeoutError as error:
            raise _after(
                command, SendError("The mail server was too slow.", retryable=True, maybe_sent=True)
            ) from error
        except SendError as error:
            raise _after(command, error) from error
        return "\n".join(refused)

    async def _mail(self, db: Database, payload: dict[str, Any]) -> OutboundMail:
        return OutboundMail(
            message_id=payload["mail_id"],
            sender=payload["sender"],
            sender_name=payload["sender_name"],
            recipients=tuple(payload["recipients"]),
            subject=payload["subject"],
            text=payload["text"],
            html=payload["html"],
            in_reply_to=payload["in_reply_to"],
            references=tuple(payload["references"]),
            auto_submitted=payload["auto_submitted"],
            files=await self._files(db, payload["attachment_ids"]),
        )

    async def _files(self, db: Database, attachment_ids: list[str]) -> tuple[tuple[MailFile, bytes], ...]:
        async with db.reading() as session:
            rows = await find_many(session, attachment_ids)
        files = []
        for id_ in attachment_ids:
            row = rows.get(id_)
            if row is None or row.digest is None:
                raise SendError("A file of this mail is not there any more.", code="file_gone", retryable=False)
            file = MailFile(row.digest, row.name, row.content_type, row.size)
            try:
                files.append((file, await self.store.get(row.digest)))
            except NotFound as error:
                raise SendError("A file of this mail cannot be read.", code="file_gone", retryable=False) from error
        return tuple(files)

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        message = await deliveries.record_sent(session, command.message_id or "", command.payload["mail_id"])
        if message is None:
            return
        await bring_back_unreached(session, [message], now=now)
        if result:
            await self._tell_refused(session, message, result, now=now)

    async def _tell_refused(self, session: Session, message: Message, refused: str, *, now: datetime) -> None:
        contact = await session.get_one(Contact, message.contact_id)
        await say_in_thread(session, contact, f"✗ {', '.join(refused.splitlines())}", now=now)

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        message = await deliveries.record_not_sent(
            session, command.message_id or "", code=(error.code or "not_sent")[:32], text=error.text
        )
        await bring_back_unreached(session, [message] if message else [], now=now)


def _after(command: OutboxCommand, error: SendError) -> SendError:
    """What this attempt's failure means: no third copy of a mail of unknown fate, and patience with busy servers."""
    if error.maybe_sent and command.maybe_sent:
        text = "Twice nobody could say whether the mail was taken; it may have arrived."
        return SendError(text, code="unclear", retryable=False, maybe_sent=True)
    if not error.retryable or error.retry_after:
        return error
    pause = PAUSES[min(command.attempts, len(PAUSES)) - 1]
    # Mails that were turned away together must not all come back together.
    pause *= 1 + random.uniform(-JITTER, JITTER)
    return SendError(error.text, code=error.code, retryable=True, maybe_sent=error.maybe_sent, retry_after=pause)
