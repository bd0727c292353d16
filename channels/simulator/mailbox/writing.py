"""A mail as a mail program at home writes it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from channels.simulator.media import GivenFile

# The longest line there may be: with shorter ones long ids would be encoded, and nobody knew them again.
POLICY = SMTP.clone(max_line_length=998)
MOST_REFERENCES = 20


@dataclass(frozen=True)
class WrittenMail:
    """What somebody typed, and what it answers."""

    sender: str
    sender_name: str
    to: str
    subject: str
    text: str
    html: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    files: Sequence[GivenFile] = field(default=())


def compose(mail: WrittenMail, *, message_id: str, now: datetime) -> bytes:
    message = EmailMessage(POLICY)
    local, _, domain = mail.sender.rpartition("@")
    message["From"] = Address(mail.sender_name, local, domain)
    to_local, _, to_domain = mail.to.rpartition("@")
    message["To"] = Address("", to_local, to_domain)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_id}>"
    if mail.in_reply_to:
        message["In-Reply-To"] = f"<{mail.in_reply_to}>"
        chain = [*mail.references, mail.in_reply_to]
        message["References"] = " ".join(f"<{id_}>" for id_ in dict.fromkeys(chain[:1] + chain[-MOST_REFERENCES:]))
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for file in mail.files:
        maintype, _, subtype = file.content_type.partition("/")
        if maintype in ("text", "message", "multipart"):
            # The library would want to lay these out; as a file they are only bytes.
            maintype, subtype = "application", "octet-stream"
        message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name or "file")
    return message.as_bytes()
