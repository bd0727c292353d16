"""The owner hears at once that the text has arrived, with the reference to name on the phone."""

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from contactcenter.contacts.messages import add_messages, text_command
from contactcenter.contacts.models import Contact
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
    """Acknowledge new contacts whose line does so, in their language. `lines`: ours among all lines and senders."""
    wanted = [contact for contact in contacts if _may_be_told(contact, lines)]
    wanted = await _leave_out_lately_told(session, wanted, now)
    texts = await _texts(session, {contact.language for contact in wanted})
    told = [contact for contact in wanted if contact.language in texts]
    rows = [_message(contact, fill(texts[contact.language], {"reference": contact.reference}), now) for contact in told]
    await add_messages(session, rows)
    commands = [
        text_command(row["id"], row["text"], line=contact.line, recipient=contact.address, now=now)
        for contact, row in zip(told, rows, strict=True)
    ]
    await enqueue_many(session, commands)
    if told:
        ids = [contact.id for contact in told]
        await session.execute(update(Contact).where(Contact.id.in_(ids)).values(acknowledged_at=now))


def _may_be_told(contact: Contact, lines: Mapping[str, Line]) -> bool:
    line = lines.get(contact.line)
    if line is None or not line.acknowledges:
        return False
    return REAL_NUMBER.fullmatch(contact.address) is not None and contact.address not in lines


async def _leave_out_lately_told(session: Session, contacts: Sequence[Contact], now: datetime) -> list[Contact]:
    """One acknowledgement for a sender at a time, also where the same person texts two of our lines."""
    if not contacts:
        return []
    addresses = {contact.address for contact in contacts}
    query = select(Contact.address).where(Contact.address.in_(addresses), Contact.acknowledged_at > now - PAUSE)
    told = set(await session.scalars(query))
    first = {contact.address: contact for contact in reversed(contacts) if contact.address not in told}
    return [contact for contact in contacts if first.get(contact.address) is contact]


async def _texts(session: Session, languages: set[str]) -> dict[str, str]:
    texts = {}
    for language in sorted(languages):
        template = await find_template(session, TEMPLATE, language)
        if template is None:
            # The text itself must not be lost because a template was deleted.
            log.warning("template_missing", extra={"code": TEMPLATE, "language": language})
            continue
        texts[language] = template.text
    return texts


def _message(contact: Contact, text: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "contact_id": contact.id,
        "channel": "sms",
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
