"""Raw mails as owners' programs write them; a test says only what it is about."""

import itertools
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

OWNER = "owner@home.example"
MAILBOX = "service@estate.example"
NOW = datetime(2026, 7, 1, 14, 10, tzinfo=UTC)

# The widest lines, so that ids stay as they are.
POLICY = SMTP.clone(max_line_length=998)
_numbers = itertools.count(1)


def raw_mail(
    text: str = "廚房漏水",
    *,
    sender: str = OWNER,
    to: str = MAILBOX,
    subject: str = "漏水",
    message_id: str | None = None,
    in_reply_to: str = "",
    references: str = "",
    html: str = "",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """A whole message; `message_id` "" leaves the id out, ids are given without brackets, `X_Loop` means `X-Loop`."""
    mail = EmailMessage(POLICY)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(NOW)
    if message_id != "":
        mail["Message-ID"] = f"<{message_id or f'{next(_numbers)}.mail@home.example'}>"
    if in_reply_to:
        mail["In-Reply-To"] = f"<{in_reply_to}>"
    if references:
        mail["References"] = " ".join(f"<{id_}>" for id_ in references.split())
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content_type, content in files:
        maintype, _, subtype = content_type.partition("/")
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail.as_bytes()
