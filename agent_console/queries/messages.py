"""The thread of a contact."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.schemas import messages as schemas
from contactcenter.contacts.models import Message
from contactcenter.db import Session


async def list_messages(session: Session, contact_id: str, query: PageQuery) -> Page[schemas.Message]:
    """Oldest first."""
    thread = select(Message).where(Message.contact_id == contact_id)
    rows, next_cursor = await fetch_page(session, thread, query, order=(Message.id,))
    return Page[schemas.Message](items=[message_of(row) for row in rows], next_cursor=next_cursor)


def message_of(row: Message) -> schemas.Message:
    """One message as screens show it."""
    return schemas.Message(
        id=row.id,
        contact_id=row.contact_id,
        kind=row.kind,
        direction=row.direction,
        author=schemas.Author(kind=row.author_kind, id=row.author_id, name=row.author_name),
        text=row.text,
        html=row.html,
        language=row.language or None,
        attachments=[_attachment(attachment) for attachment in row.attachments],
        delivery=schemas.Delivery(
            state=row.delivery_state, error_code=row.error_code or None, error_text=row.error_text or None
        ),
        created_at=row.created_at,
    )


def _attachment(stored: Mapping[str, Any]) -> schemas.Attachment:
    return schemas.Attachment(
        id=stored.get("id"),
        name=stored.get("name", ""),
        content_type=stored.get("content_type", "application/octet-stream"),
        size=stored.get("size"),
        url=None,
    )
