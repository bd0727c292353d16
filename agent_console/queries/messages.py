"""The thread of a contact."""

from collections.abc import Sequence

from sqlalchemy import select

from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries.attachments import attachments_of
from agent_console.schemas import messages as schemas
from agent_console.schemas.attachments import Attachment
from contactcenter.contacts.merges import thread_ids
from contactcenter.contacts.models import Message
from contactcenter.db import Session


async def list_messages(session: Session, contact_id: str, query: PageQuery) -> Page[schemas.Message]:
    """Oldest first, with those of the contacts merged into it; `contact_id` says whose each is."""
    thread = select(Message).where(Message.contact_id.in_(await thread_ids(session, contact_id)))
    rows, next_cursor = await fetch_page(session, thread, query, order=(Message.id,))
    return Page[schemas.Message](items=await messages_of(session, rows), next_cursor=next_cursor)


async def message_of(session: Session, row: Message) -> schemas.Message:
    """One message as screens show it, also inside the transaction that adds it."""
    return (await messages_of(session, [row]))[0]


async def messages_of(session: Session, rows: Sequence[Message]) -> list[schemas.Message]:
    """Messages as screens show them, their files fetched with one statement."""
    attachments = await attachments_of(session, {row.id: row.attachments for row in rows})
    return [_message(row, attachments[row.id]) for row in rows]


def _message(row: Message, attachments: list[Attachment]) -> schemas.Message:
    return schemas.Message(
        id=row.id,
        contact_id=row.contact_id,
        kind=row.kind,
        direction=row.direction,
        author=schemas.Author(kind=row.author_kind, id=row.author_id, name=row.author_name),
        text=row.text,
        html=row.html,
        event=schemas.CallEvent.model_validate(row.event) if row.event else None,
        mail=schemas.Mail.model_validate(row.mail) if row.mail else None,
        language=row.language or None,
        attachments=attachments,
        delivery=schemas.Delivery(
            state=row.delivery_state, error_code=row.error_code or None, error_text=row.error_text or None
        ),
        created_at=row.created_at,
    )
