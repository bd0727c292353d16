"""Messages of a contact's thread."""

from typing import Literal

from agent_console.schemas.base import Answer, Language, Moment


class Author(Answer):
    kind: Literal["customer", "agent", "system"]
    id: str | None
    name: str


class Attachment(Answer):
    """A file that came with a message; `url` is null while it cannot be opened here."""

    id: str | None = None
    name: str
    content_type: str
    size: int | None
    url: str | None = None


class Delivery(Answer):
    """What the carrier says; `state` is null where nothing is sent (what came in, notes)."""

    state: Literal["waiting", "sent", "delivered", "failed"] | None
    error_code: str | None
    error_text: str | None


class Message(Answer):
    id: str
    contact_id: str
    kind: Literal["message", "note", "call_event", "system"]
    direction: Literal["inbound", "outbound", "internal"]
    author: Author
    text: str
    html: str | None
    language: Language | None
    attachments: list[Attachment]
    delivery: Delivery
    created_at: Moment
