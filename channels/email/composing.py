"""Our mails as bytes on the wire. Pure: the same mail is always the same bytes, but for its date.

Ids are written as they are: the standard library would encode those longer than a line, and then no program of the
other side would know its own mail again. https://www.rfc-editor.org/rfc/rfc5322
"""

import mimetypes
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from channels.email.names import clean_name
from contactcenter.contracts import OutboundMail
from contactcenter.text.mail_addresses import ascii_domain

# The longest line the standard allows; with shorter ones ids would be encoded.
POLICY = SMTP.clone(max_line_length=998, utf8=False)
POLICY_FOR_UTF8 = POLICY.clone(utf8=True)
SAFE_TYPES = ("image/", "audio/", "video/", "application/pdf", "application/zip", "application/vnd.", "text/calendar")


def compose(mail: OutboundMail, *, now: datetime) -> bytes:
    """The whole message. Line breaks in subjects and names are only blanks: nothing there can add a header."""
    needs_utf8 = not all(wire_address(address).isascii() for address in (mail.sender, *mail.recipients))
    message = EmailMessage(POLICY_FOR_UTF8 if needs_utf8 else POLICY)
    message["From"] = _address(mail.sender, mail.sender_name)
    message["To"] = tuple(_address(recipient) for recipient in mail.recipients)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.message_id}>"
    if mail.in_reply_to:
        message["In-Reply-To"] = f"<{mail.in_reply_to}>"
    if mail.references:
        message["References"] = " ".join(f"<{id_}>" for id_ in mail.references)
    if mail.auto_submitted:
        message["Auto-Submitted"] = mail.auto_submitted
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="base64" if not mail.text.isascii() else "quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="base64")
    for file, content in mail.files:
        maintype, _, subtype = _type_of(file.content_type).partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=clean_name(file.name) or "file")
    return message.as_bytes()


def wire_address(address: str) -> str:
    """The address for the wire: its domain as the domain name system has it."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{ascii_domain(domain)}"


def _address(address: str, name: str = "") -> Address:
    local, _, domain = wire_address(address).rpartition("@")
    return Address(_one_line(name), local, domain)


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _type_of(content_type: str) -> str:
    known = content_type.startswith(SAFE_TYPES) and mimetypes.guess_extension(content_type) is not None
    return content_type if known else "application/octet-stream"
