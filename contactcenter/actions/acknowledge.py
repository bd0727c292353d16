"""The owner hears at once that a text or mail has arrived, with the reference to name on the phone."""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from contactcenter.contacts.messages import UNREACHABLE, add_messages, text_command
from contactcenter.contacts.models import Contact
from contactcenter.contacts.outgoing_mails import (
    Before,
    OutgoingMail,
    compose,
    mail_command,
    remember_sent,
    what_came_before,
)
from contactcenter.db import Session, new_id
from contactcenter.lines.models import Line
from contactcenter.outbox.service import enqueue_many
from contactcenter.templates.fill import fill
from contactcenter.templates.service import find_template

log = logging.getLogger(__name__)

TEMPLATE = "acknowledgement"
# Two machines that answer each other would go on for ever: nobody is acknowledged more often than this.
PAUSE = timedelta(minutes=10)
# Short codes and names as senders cannot be answered, or belong to machines.
REAL_NUMBER = re.compile(r"\+[1-9]\d{7,14}")


async def acknowledge(
    session: Session, contacts: Sequence[Contact], lines: Mapping[str, Line], *, now: datetime
) -> None:
    """Acknowledge new contacts whose line does so, in their language, by the way they came.

    `lines`: ours among all lines and senders. Whether a machine wrote is for the caller to know.
    """
    wanted = [contact for contact in contacts if _may_be_told(contact, lines)]
    wanted = await _leave_out_lately_told(session, wanted, now)
    words = await _words(session, wanted)
    told = [contact for contact in wanted if contact.id in words]
    if not told:
        return
    await _tell_by_text(session, [c for c in told if c.channel != "email"], words, now)
    await _tell_by_mail(session, [c for c in told if c.channel == "email"], words, lines, now)
    ids = [contact.id for contact in told]
    await session.execute(update(Contact).where(Contact.id.in_(ids)).values(acknowledged_at=now))


def _may_be_told(contact: Contact, lines: Mapping[str, Line]) -> bool:
    line = lines.get(contact.line)
    if line is None or not line.acknowledges or contact.address in lines:
        return False
    if contact.channel == "email":
        return "@" in contact.address and not contact.address.endswith(UNREACHABLE)
    return REAL_NUMBER.fullmatch(contact.address) is not None


async def _leave_out_lately_told(session: Session, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
    """One acknowledgement for a sender at a time, also where the same person writes to two of our lines."""
    if not contacts:
        return []
    addresses = {contact.address for contact in contacts}
    query = select(Contact.address).where(Contact.address.in_(addresses), Contact.acknowledged_at > now - PAUSE)
    told = set(await session.scalars(query))
    first = {contact.address: contact for contact in reversed(contacts) if contact.address not in told}
    return [contact for contact in contacts if first.get(contact.address) is contact]


async def _words(session: Session, contacts: Sequence[Contact]) -> dict[str, str]:
    """What each contact is told, by its id."""
    kinds = {(contact.language, contact.channel == "email") for contact in contacts}
    texts = {}
    for language, is_mail in sorted(kinds):
        template = await find_template(session, TEMPLATE, language, is_mail=is_mail)
        if template is None:
            # What arrived must not be lost because a template was deleted.
            log.warning("template_missing", extra={"code": TEMPLATE, "language": language})
            continue
        texts[language, is_mail] = template.text
    return {
        contact.id: fill(texts[kind], {"reference": contact.reference})
        for contact in contacts
        if (kind := (contact.language, contact.channel == "email")) in texts
    }


async def _tell_by_text(session: Session, contacts: Sequence[Contact], words: Mapping[str, str], now: datetime) -> None:
    rows = [_message(contact, words[contact.id], now) for contact in contacts]
    await add_messages(session, rows)
    commands = [
        text_command(row["id"], row["text"], line=contact.line, recipient=contact.address, now=now)
        for contact, row in zip(contacts, rows, strict=True)
    ]
    await enqueue_many(session, commands)


async def _tell_by_mail(
    session: Session, contacts: Sequence[Contact], words: Mapping[str, str], lines: Mapping[str, Line], now: datetime
) -> None:
    before = await what_came_before(session, [contact.id for contact in contacts])
    mails: dict[str, tuple[str, OutgoingMail]] = {}
    rows = []
    for contact in contacts:
        mail = compose(
            contact,
            words[contact.id],
            line=lines[contact.line],
            recipient=contact.address,
            before=before.get(contact.id, Before()),
            written="as_answer",
        )
        row = _message(contact, words[contact.id], now) | {"mail": mail.facts, "external_id": mail.mail_id}
        rows.append(row)
        mails[row["id"]] = contact.id, mail
    await add_messages(session, rows)
    await remember_sent(session, mails)
    await enqueue_many(session, [mail_command(mail, id_, now=now) for id_, (_, mail) in mails.items()])


def _message(contact: Contact, text: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "contact_id": contact.id,
        "channel": contact.channel,
        "kind": "message",
        "direction": "outbound",
        "author_kind": "system",
        "author_name": "",
        "text": text,
        "language": contact.language,
        "attachments": [],
        "delivery_state": "waiting",
        "error_code": "",
        "error_text": "",
        "created_at": now,
    }
