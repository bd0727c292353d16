"""What the page of a mail's HTML is made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from agent_console.queries.attachments import attachment_of
from contactcenter.contacts.models import Message
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.media.models import Attachment


@dataclass(frozen=True, slots=True)
class MailHtml:
    """`pictures` are the addresses of the mail's own pictures by their content ids."""

    markup: str
    language: str
    pictures: Mapping[str, str]


async def get_mail_html(session: Session, contact_id: str, message_id: str) -> MailHtml:
    """Of a message of this contact that has any; raises `NotFound`."""
    message = await session.get(Message, message_id)
    if message is None or message.contact_id != contact_id or not message.html:
        raise NotFound("There is no such mail.")
    rows = await session.scalars(select(Attachment).where(Attachment.message_id == message_id))
    files = {row.content_id: attachment_of(row) for row in rows if row.content_id}
    pictures = {content_id: file.url for content_id, file in files.items() if file.url and file.kind == "picture"}
    return MailHtml(message.html, message.language, pictures)
