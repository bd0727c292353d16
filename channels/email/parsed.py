"""What a raw mail says, in plain values."""

from dataclasses import dataclass, field
from datetime import datetime

from channels.email.bounces import Bounce


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file of a mail. `content_id` without brackets; `is_inline`: the HTML shows it in its place."""

    name: str
    content_type: str
    size: int
    content_id: str
    content: bytes = field(repr=False)
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class ParsedEmail:
    """One mail. Nothing in it can hurt whoever shows it: `html` is inert, names of files are only names.

    Addresses stand as they were written. Ids have no brackets; one that is missing is empty. `html` is None where the
    mail has none; `text` is then all there is, and where a mail has only HTML, `text` is what one reads in it.
    `automatic_because` is empty for what a person wrote. `has_plain_text`: the text was written as text, not read from
    HTML. `delivered_to` is where mail servers say it went. `problems` are words for what could not be read as it stood.
    """

    from_address: str = ""
    from_name: str = ""
    to: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    reply_to: str = ""
    subject: str = ""
    text: str = ""
    html: str | None = None
    attachments: list[MailAttachment] = field(default_factory=list)
    message_id: str = ""
    in_reply_to: str = ""
    references: list[str] = field(default_factory=list)
    date: datetime | None = None
    automatic_because: str = ""
    bounce: Bounce | None = None
    has_plain_text: bool = True
    delivered_to: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_automatic(self) -> bool:
        """Whether a machine wrote this, so that nothing may answer it by itself."""
        return bool(self.automatic_because)
