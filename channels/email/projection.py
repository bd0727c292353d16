"""Turns journal rows of mails into the core's neutral words and hands them to its action."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from channels.email.parsed import ParsedEmail
from channels.email.reader import MailReader
from channels.email.reading import ReadMail
from channels.email.webhook import inbox_of
from contactcenter.actions.receive_mails import receive_mails
from contactcenter.contacts.mail_subjects import base_subject
from contactcenter.contracts import InboundMail, MailBounce
from contactcenter.db import Session
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projection
from contactcenter.media.service import StoredFile, store_file
from contactcenter.media.store import MediaStore
from contactcenter.text.mail_addresses import normalise_mail_address

# A sender nobody could make out; no mail reaches this domain.
UNKNOWN_SENDER = "unknown@sender.invalid"
# Where a mail names no id, one is made from what it says, so that the same mail is known when it comes again.
MADE_UP_DOMAIN = "no-message-id.invalid"
MOST_FILES = 100


@dataclass(frozen=True)
class MailProjection:
    """Reads mails outside the transaction, keeps their files, and projects them within it."""

    reader: MailReader
    media: MediaStore

    def projection(self) -> Projection:
        return Projection(prepare=self.prepare, project=project_mails)

    async def prepare(self, row: InboundEvent, body: bytes) -> InboundMail:
        """May be repeated: the same bytes are kept under the same names."""
        read = await self.reader.read(body)
        files = [await self._keep(read, number) for number in range(min(len(read.mail.attachments), MOST_FILES))]
        return in_neutral_words(read, row, tuple(files))

    async def _keep(self, read: ReadMail, number: int) -> StoredFile:
        file = read.mail.attachments[number]
        return await store_file(
            self.media,
            file.content,
            file.name,
            claimed_type=file.content_type,
            content_id=file.content_id,
            is_inline=file.is_inline,
        )


async def project_mails(session: Session, rows: Sequence[tuple[InboundEvent, InboundMail]], now: datetime) -> None:
    await receive_mails(session, [mail for _, mail in rows], now=now)


def in_neutral_words(read: ReadMail, row: InboundEvent, files: tuple[StoredFile, ...]) -> InboundMail:
    mail, parts = read.mail, read.parts
    shown, quoted = _shown(read)
    digest = _content_hash(mail)
    bounce = mail.bounce
    return InboundMail(
        external_id=row.external_id,
        sender=normalise_mail_address(mail.from_address) or UNKNOWN_SENDER,
        sender_name=mail.from_name,
        received_at=row.received_at,
        recipients=tuple(_recipients(mail, inbox_of(row.external_id))),
        to=tuple(_normalised(mail.to)),
        cc=tuple(_normalised(mail.cc)),
        reply_to=normalise_mail_address(mail.reply_to) or "",
        subject=mail.subject,
        text=shown,
        answer=parts.new.strip(),
        words="\n".join(filter(None, (base_subject(mail.subject), parts.new.strip(), parts.signature.strip()))),
        quoted_text=quoted,
        html=mail.html,
        message_id=mail.message_id or f"{digest[:32]}@{MADE_UP_DOMAIN}",
        in_reply_to=mail.in_reply_to,
        references=tuple(mail.references),
        content_hash=digest,
        files=files,
        automatic_because=mail.automatic_because,
        bounce=MailBounce(bounce.state, bounce.status or "bounced", bounce.words, bounce.message_ids)
        if bounce
        else None,
        problems=tuple(mail.problems),
    )


def _shown(read: ReadMail) -> tuple[str, str]:
    """What the thread shows, and what it folds away. Answers between quoted lines make no sense without them."""
    kinds = [kind for kind, start, end in read.parts.spans if read.mail.text[start:end].strip()]
    is_interleaved = "quoted" in kinds and "new" in kinds[kinds.index("quoted") :]
    if is_interleaved:
        return read.mail.text.strip(), ""
    first_old = next((start for kind, start, end in read.parts.spans if kind != "new"), len(read.mail.text))
    return read.mail.text[:first_old].strip(), read.mail.text[first_old:].strip()


def _recipients(mail: ParsedEmail, inbox: str) -> Iterator[str]:
    """Where it went, the surest first: the gateway's word, the servers', then the sender's."""
    if inbox:
        yield inbox
    yield from _normalised([*mail.delivered_to, *mail.to, *mail.cc])


def _normalised(addresses: Sequence[str]) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, map(normalise_mail_address, addresses)))


def _content_hash(mail: ParsedEmail) -> str:
    """What the sender wrote, without what servers add on the way."""
    digest = hashlib.sha256()
    for piece in (
        mail.message_id,
        mail.from_address,
        mail.subject,
        mail.date.isoformat() if mail.date else "",
        mail.text,
    ):
        digest.update(piece.encode() + b"\x00")
    for file in mail.attachments:
        digest.update(hashlib.sha256(file.content).digest())
    return digest.hexdigest()
