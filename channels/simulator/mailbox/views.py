"""A mail as its owner's mail program shows it."""

from typing import Any

from channels.email.parser import parse_message
from channels.simulator.mailbox.settings import MailLine
from channels.simulator.mailbox.tables import RECEIVED, Mail
from channels.simulator.views import moment

STATES = {"owed": "sending", "delivered": "delivered", "failed": "failed"}


def mail_view(mail: Mail, file_at: str) -> dict[str, Any]:
    """`file_at` is the address of a file, with {id} and {number} in it."""
    parsed = parse_message(mail.raw)
    sender = f"{parsed.from_name} <{parsed.from_address}>" if parsed.from_name else parsed.from_address
    return {
        "id": mail.id,
        "position": mail.position,
        "direction": mail.direction,
        "from": sender,
        "to": parsed.to[0] if parsed.to else mail.mailbox if mail.direction == RECEIVED else mail.counterpart,
        "subject": parsed.subject,
        "text": parsed.text,
        "html_text": "" if parsed.html is None else parsed.text,
        "message_id": parsed.message_id,
        "in_reply_to": parsed.in_reply_to,
        "references": parsed.references,
        "is_automatic": parsed.is_automatic,
        "attachments": [
            {
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size,
                "url": file_at.replace("{id}", mail.id).replace("{number}", str(number)),
            }
            for number, file in enumerate(parsed.attachments)
        ],
        "state": STATES[mail.state],
        "date": moment(mail.created_at),
    }


def mail_line_view(line: MailLine) -> dict[str, Any]:
    return {"address": line.address, "names": dict(line.names)}
