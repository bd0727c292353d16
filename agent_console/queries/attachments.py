"""Files as screens show them, and who may read one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agent_console.http.caller import WORK_READERS, Caller
from agent_console.queries.contacts import require_readable
from agent_console.schemas.attachments import Attachment as Answer
from contactcenter.db import Session
from contactcenter.errors import NotAllowed, NotFound
from contactcenter.media import service as media
from contactcenter.media.content import UNKNOWN, kind_of
from contactcenter.media.models import FAILED, STORED, Attachment
from knowledge_base.articles.people import person_of_id
from knowledge_base.articles.people import require_readable as require_article_readable

PATH = "/api/v1/attachments/{id}"


def attachment_of(row: Attachment) -> Answer:
    """One file as screens show it."""
    url = PATH.replace("{id}", row.id) if row.state == STORED else None
    return Answer(
        id=row.id,
        name=row.name,
        content_type=row.content_type,
        size=row.size if row.state == STORED else None,
        kind=kind_of(row.content_type),
        state=row.state,
        error=row.error or None,
        url=url,
        thumbnail_url=f"{url}?size=thumbnail" if url and row.thumbnail_digest else None,
        width=row.width,
        height=row.height,
        is_inline=row.is_inline,
    )


async def attachments_of(session: Session, lists: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[Answer]]:
    """The files named by the references of several messages or entries, by their ids, with one statement."""
    rows = await media.find_many(session, _ids(reference for references in lists.values() for reference in references))
    return {key: [_named(reference, rows) for reference in references] for key, references in lists.items()}


def _ids(references: Iterable[Mapping[str, Any]]) -> set[str]:
    return {reference["id"] for reference in references if reference.get("id")}


def _named(reference: Mapping[str, Any], rows: Mapping[str, Attachment]) -> Answer:
    row = rows.get(reference.get("id") or "")
    if row is not None:
        return attachment_of(row)
    # Noted before there was a store for files, or its row is gone.
    return Answer(
        id=None,
        name=reference.get("name", ""),
        content_type=reference.get("content_type", UNKNOWN),
        size=reference.get("size"),
        kind="file",
        state=FAILED,
        error="gone",
        url=None,
        thumbnail_url=None,
        width=None,
        height=None,
        is_inline=False,
    )


async def get_readable(session: Session, attachment_id: str, caller: Caller) -> Attachment:
    """The file, for whoever may read its contact, order or article; before it belongs anywhere, for its uploader.

    Raises `NotFound`, also where it exists and is none of the caller's business.
    """
    row = await media.get_attachment(session, attachment_id)
    if row.article_id is not None:
        await require_article_readable(session, row.article_id, await person_of_id(session, caller.agent_id))
        return row
    if row.is_bound and not caller.has_any(WORK_READERS):
        raise NotAllowed
    if row.work_order_id is not None:
        # Everybody whose work it is reads every order.
        return row
    if row.contact_id is not None:
        await require_readable(session, row.contact_id, caller)
    elif row.uploaded_by != caller.agent_id:
        raise NotFound("There is no such file.")
    return row
