"""What makes an entry of a contact's thread a mail: its head, its id, and who took part, so that answers find it."""

import hashlib
from typing import Any, Final

from contactcenter.contacts.mail_subjects import answer_subject
from contactcenter.contacts.mail_threads import RECEIVED, SENT
from contactcenter.contacts.models import MailId, MailParty
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.lines import LINES
from contactcenter.demo.replay.case import Case
from contactcenter.demo.replay.ledger import Row

_OUTSIDE: Final = "mail.example.com"
_NAMES: Final = {line.address: line.names for line in LINES if line.channel == "email"}


def first_id(source: HistoryContact) -> str:
    """The id of the mail that begins the thread."""
    return _id_of(source, 0)


def keep_mails(case: Case) -> None:
    """Give the mails of a complete thread their heads; the answers of owners quote what they answer."""
    mails = [row for row in case.messages if row.values["channel"] == "email" and row.values["kind"] == "message"]
    mails.sort(key=lambda row: row.id)
    previous = ""
    for position, row in enumerate(mails):
        is_ours = row.values["direction"] == "outbound"
        mail_id = _our_id(case, position) if is_ours else _id_of(case.source, position)
        facts = _facts_of_ours(case, row, mail_id) if is_ours else _facts_of_theirs(case, mail_id, previous)
        row.values |= {"mail": facts, "external_id": mail_id}
        origin = SENT if is_ours else RECEIVED
        own = {"mail_id": mail_id, "origin": origin, "contact_id": case.contact.id}
        case.ledger.add(MailId, row.at, **own, message_id=row.id)
        previous = row.values["text"]
    if case.source.address:
        case.ledger.add(MailParty, case.contact.at, contact_id=case.contact.id, address=case.source.address)


def _facts_of_theirs(case: Case, mail_id: str, previous: str) -> dict[str, Any]:
    subject = case.contact.values["subject"]
    return _facts(
        mail_id,
        answer_subject(subject, case.numbers["reference"]) if previous else subject,
        sender=(case.source.address, case.customer.romanised or case.customer.name if case.customer else ""),
        recipient=case.source.line,
        quoted_text="\n".join(f"> {line}" for line in previous.split("\n")) if previous else "",
    )


def _facts_of_ours(case: Case, row: Row, mail_id: str) -> dict[str, Any]:
    return _facts(
        mail_id,
        answer_subject(case.contact.values["subject"], case.numbers["reference"]),
        sender=(case.source.line, _NAMES[case.source.line][case.language]),
        recipient=case.source.address,
        is_automatic=row.values["author_kind"] == "system",
    )


def _facts(
    mail_id: str,
    subject: str,
    *,
    sender: tuple[str, str],
    recipient: str,
    quoted_text: str = "",
    is_automatic: bool = False,
) -> dict[str, Any]:
    """The fields of `mail_facts`."""
    return {
        "subject": subject,
        "from_address": sender[0],
        "from_name": sender[1],
        "to": [recipient],
        "cc": [],
        "reply_to": "",
        "message_id": mail_id,
        "quoted_text": quoted_text,
        "is_automatic": is_automatic,
        "is_bounce": False,
        "problems": [],
    }


def _our_id(case: Case, position: int) -> str:
    domain = case.source.line.rpartition("@")[2]
    return f"{case.numbers['reference'].lower()}.{_digest(case.source, position)}@{domain}"


def _id_of(source: HistoryContact, position: int) -> str:
    return f"{_digest(source, position)}@{_OUTSIDE}"


def _digest(source: HistoryContact, position: int) -> str:
    name = f"{source.script.key} {position}"
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:24]
