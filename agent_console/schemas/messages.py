"""Messages of a contact's thread."""

from typing import Any, Literal

from agent_console.schemas.attachments import Attachment
from agent_console.schemas.base import Answer, Language, Moment


class Author(Answer):
    kind: Literal["customer", "agent", "system"]
    id: str | None
    name: str


class Delivery(Answer):
    """What the carrier says; `state` is null where nothing is sent (what came in, notes)."""

    state: Literal["waiting", "sent", "delivered", "failed"] | None
    error_code: str | None
    error_text: str | None


class CallEvent(Answer):
    """What happened, for entries of kind `call_event` and some of `system`; screens say it in their own language."""

    name: str
    details: dict[str, Any]


class Mail(Answer):
    """Who wrote to whom about what. `text` of the message is what was newly written, `quoted_text` the older mail.

    `problems` are words for what could not be read as it stood.
    """

    subject: str
    from_address: str
    from_name: str
    to: list[str]
    cc: list[str]
    reply_to: str
    quoted_text: str
    is_automatic: bool
    is_bounce: bool
    problems: list[str]


class Message(Answer):
    id: str
    contact_id: str
    kind: Literal["message", "note", "call_event", "system"]
    direction: Literal["inbound", "outbound", "internal"]
    author: Author
    text: str
    html: str | None
    event: CallEvent | None
    mail: Mail | None
    language: Language | None
    attachments: list[Attachment]
    delivery: Delivery
    created_at: Moment
