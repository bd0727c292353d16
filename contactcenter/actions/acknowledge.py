"""The owner hears at once that a text or mail has arrived, with the reference to name on the phone.

Where it arrived on a line that is closed, the owner also hears when it opens; an emergency is told nothing of the kind.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from contactcenter.actions.closed_lines import Closing, closings_of, is_left_waiting
from contactcenter.contacts.intake import Thread
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
from contactcenter.text.numbers import REAL_NUMBER

log = logging.getLogger(__name__)

TEMPLATE = "acknowledgement"
TEMPLATE_WHEN_CLOSED = "acknowledgement_closed"
# Two machines that answer each other would go on for ever: nobody is acknowledged more often than this.
PAUSE = timedelta(minutes=10)


async def acknowledge(
    session: Session, contacts: Sequence[Contact], lines: Mapping[str, Line], *, now: datetime
) -> None:
    """Acknowledge new contacts whose line does so, in their language, by the way they came.

    `lines`: ours among all lines and senders. Whether a machine wrote is for the caller to know.
    """
    wanted = [contact for contact in contacts if _may_be_told(contact, lines)]
    await _tell(session, wanted, await closings_of(session, wanted, lines, now=now), lines, now)


async def acknowledge_closed(
    session: Session, threads: Sequence[Thread[Any]], lines: Mapping[str, Line], *, now: datetime
) -> None:
    """Tell owners who write on in a contact that nobody has at hand that it is closed: once each time it is."""
    # Told where they wrote, also where that was merged into another contact.
    waiting = [thread.kept_in for thread in threads if thread.kept_in is not None and is_left_waiting(thread)]
    wanted = [contact for contact in waiting if _may_be_told(contact, lines)]
    closings = await closings_of(session, wanted, lines, now=now)
    unaware = [
        contact
        for contact in wanted
        if contact.id in closings
        and (contact.acknowledged_at is None or contact.acknowledged_at < closings[contact.id].since)
    ]
    await _tell(session, unaware, closings, lines, now)


async def _tell(
    session: Session,
    contacts: Sequence[Contact],
    closings: Mapping[str, Closing],
    lines: Mapping[str, Line],
    now: datetime,
) -> None:
    wanted = await _leave_out_lately_told(session, contacts, now)
    words = await _words(session, wanted, closings)
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


async def _words(session: Session, contacts: Sequence[Contact], closings: Mapping[str, Closing]) -> dict[str, str]:
    """What each contact is told, by its id."""
    kinds = {contact.id: _kind_of(contact, closings) for contact in contacts}
    texts = {}
    for code, language, is_mail in sorted(set(kinds.values())):
        template = await find_template(session, code, language, is_mail=is_mail)
        if template is None:
            # What arrived must not be lost because a template was deleted.
            log.warning("template_missing", extra={"code": code, "language": language})
            continue
        texts[code, language, is_mail] = template.text
    return {
        contact.id: fill(texts[kind], {"reference": contact.reference, "opening": _opening(contact, closings)})
        for contact in contacts
        if (kind := kinds[contact.id]) in texts
    }


def _kind_of(contact: Contact, closings: Mapping[str, Closing]) -> tuple[str, str, bool]:
    code = TEMPLATE_WHEN_CLOSED if contact.id in closings else TEMPLATE
    return code, contact.language, contact.channel == "email"


def _opening(contact: Contact, closings: Mapping[str, Closing]) -> str:
    return closings[contact.id].opening if contact.id in closings else ""


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
