"""Files of messages and work orders: keep their bytes, add their rows, find and bind them.

Keeping bytes (`store_file`) is slow and happens outside transactions; everything else takes the session. Called by
actions, errands and the channels' preparations.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, func, inspect, or_, select

from contactcenter.db import Session, insert_rows, new_id
from contactcenter.errors import InvalidInput, NotFound, TooManyRequests
from contactcenter.events import Fact
from contactcenter.media.content import UNKNOWN, kind_of, type_of
from contactcenter.media.models import FAILED, FETCHING, FOREIGN_HOST, REFUSED, STORED, TOO_LARGE, Attachment
from contactcenter.media.names import clean_name
from contactcenter.media.pictures import NotAPicture, Picture, examine
from contactcenter.media.store import MediaStore

LARGEST_FILE = 25 * 1024 * 1024
# Of one message; Twilio takes no more with a text.
MOST_FILES = 10
LONGEST_CONTENT_ID = 255
LONGEST_TYPE = 127
# Of one person, not attached to anything: more is no work.
MOST_UNBOUND = 100
# An upload that was not attached to anything within this time is removed.
UNBOUND_KEPT = timedelta(hours=24)
REMOVED_AT_ONCE = 200

_UNBOUND = and_(
    Attachment.contact_id.is_(None),
    Attachment.message_id.is_(None),
    Attachment.work_order_id.is_(None),
    Attachment.article_id.is_(None),
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are kept, not yet in any row. One that we do not keep has no digest and says why."""

    name: str
    content_type: str
    size: int
    digest: str | None
    thumbnail_digest: str | None = None
    width: int | None = None
    height: int | None = None
    state: str = STORED
    error: str = ""
    content_id: str = ""
    is_inline: bool = False


async def store_file(
    media: MediaStore,
    content: bytes,
    name: str,
    *,
    claimed_type: str = "",
    content_id: str = "",
    is_inline: bool = False,
) -> StoredFile:
    """Keep a file, outside any transaction; may be repeated. Never fails because of what the file is.

    Its type is judged by its bytes. A picture loses what its camera wrote beside it and gets a thumbnail; one that
    cannot be read is kept as an unknown file. One that is too large is refused, and the result says so.
    """
    kept = await _keep(media, content, name, type_of(content, claimed_type))
    # PostgreSQL cannot keep the null character.
    content_id = content_id.replace("\x00", "")[:LONGEST_CONTENT_ID]
    return replace(kept, content_id=content_id, is_inline=is_inline)


async def _keep(media: MediaStore, content: bytes, name: str, content_type: str) -> StoredFile:
    if len(content) > LARGEST_FILE:
        name = clean_name(name, content_type)
        return StoredFile(name, content_type, len(content), None, state=REFUSED, error=TOO_LARGE)
    if kind_of(content_type) == "picture":
        try:
            return await _keep_picture(media, await examine(content, content_type), name)
        except NotAPicture:
            content_type = UNKNOWN
    return StoredFile(clean_name(name, content_type), content_type, len(content), await media.put(content))


async def _keep_picture(media: MediaStore, picture: Picture, name: str) -> StoredFile:
    return StoredFile(
        name=clean_name(name, picture.content_type),
        content_type=picture.content_type,
        size=len(picture.content),
        digest=await media.put(picture.content),
        thumbnail_digest=await media.put(picture.thumbnail),
        width=picture.width,
        height=picture.height,
    )


async def add_attachments(
    session: Session,
    files: Sequence[StoredFile],
    *,
    now: datetime,
    contact_id: str | None = None,
    message_id: str | None = None,
    work_order_id: str | None = None,
    uploaded_by: str | None = None,
) -> list[str]:
    """Add rows for stored files, belonging where told; returns their ids in order.

    A message names them by `references(ids)` in its column `attachments`.
    """
    ids = [new_id() for _ in files]
    belonging = {"contact_id": contact_id, "message_id": message_id, "work_order_id": work_order_id}
    rows = [
        {"id": id_, **belonging, "uploaded_by": uploaded_by, "created_at": now, "source_url": ""}
        | {name: getattr(file, name) for name in StoredFile.__slots__}
        for id_, file in zip(ids, files, strict=True)
    ]
    await insert_attachments(session, rows)
    return ids


async def insert_attachments(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add many rows, each with the same columns of `Attachment`, with one statement."""
    await insert_rows(session, Attachment, rows)


def references(ids: Iterable[str]) -> list[dict[str, Any]]:
    """What `Message.attachments` holds of these attachments."""
    return [{"id": id_} for id_ in ids]


async def get_attachment(session: Session, attachment_id: str) -> Attachment:
    attachment = await session.get(Attachment, attachment_id)
    if attachment is None:
        raise NotFound("There is no such file.")
    return attachment


async def find_many(session: Session, attachment_ids: Collection[str]) -> dict[str, Attachment]:
    """These attachments by id, with one statement and without those that do not exist."""
    if not attachment_ids:
        return {}
    found = await session.scalars(select(Attachment).where(Attachment.id.in_(attachment_ids)))
    return {attachment.id: attachment for attachment in found}


async def files_of_contact(session: Session, contact_id: str) -> Sequence[Attachment]:
    """Every file of a contact that is there or on its way, oldest first."""
    query = select(Attachment).where(Attachment.contact_id == contact_id, Attachment.state.in_((STORED, FETCHING)))
    return (await session.scalars(query.order_by(Attachment.id))).all()


async def files_of_orders(session: Session, work_order_ids: Collection[str]) -> dict[str, list[Attachment]]:
    """The files of each of these work orders, oldest first, with one statement."""
    files: dict[str, list[Attachment]] = {id_: [] for id_ in work_order_ids}
    if files:
        query = select(Attachment).where(Attachment.work_order_id.in_(files)).order_by(Attachment.id)
        for attachment in await session.scalars(query):
            files[attachment.work_order_id or ""].append(attachment)
    return files


def announced(source_url: str, claimed_type: str, *, contact_id: str, message_id: str, now: datetime) -> dict[str, Any]:
    """The row of a file that came with a message and still lies at the carrier, for `insert_attachments`."""
    return {
        "id": new_id(),
        "name": clean_name("", claimed_type),
        "content_type": claimed_type[:LONGEST_TYPE] or UNKNOWN,
        "size": 0,
        "state": FETCHING,
        "error": "",
        "source_url": source_url,
        "content_id": "",
        "is_inline": False,
        "contact_id": contact_id,
        "message_id": message_id,
        "created_at": now,
    }


async def record_fetched(session: Session, attachment_id: str, file: StoredFile) -> None:
    """The file is here, or refused for what it is."""
    await _record(session, attachment_id, {name: getattr(file, name) for name in StoredFile.__slots__})


async def record_not_fetched(session: Session, attachment_id: str, *, code: str) -> None:
    """We will never have the file; `code` says why."""
    state = REFUSED if code in (TOO_LARGE, FOREIGN_HOST) else FAILED
    await _record(session, attachment_id, {"state": state, "error": code})


async def _record(session: Session, attachment_id: str, values: Mapping[str, Any]) -> None:
    row = await session.get(Attachment, attachment_id)
    if row is None or row.state != FETCHING:
        return
    for name, value in values.items():
        setattr(row, name, value)
    await session.flush()
    if row.contact_id:
        session.record(Fact("message.added", row.contact_id))
    if row.work_order_id:
        session.record(Fact("work_order.changed", row.work_order_id))


async def require_room(session: Session, agent_id: str) -> None:
    """Refuse to take more from somebody who uploads and uploads and attaches nothing."""
    unbound = select(func.count()).select_from(Attachment).where(_UNBOUND, Attachment.uploaded_by == agent_id)
    if (await session.scalar(unbound) or 0) >= MOST_UNBOUND:
        raise TooManyRequests(
            "You have uploaded many files without attaching them; attach them, or wait a day.", retry_after=3600
        )


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where files are to belong, and where they may be taken from besides what the person uploaded."""

    contact_id: str | None = None
    message_id: str | None = None
    work_order_id: str | None = None
    article_id: str | None = None
    from_contact_id: str | None = None
    from_work_order_ids: Collection[str] = ()
    from_article_id: str | None = None


async def attach(
    session: Session, attachment_ids: Sequence[str], belonging: Belonging, *, agent_id: str, now: datetime
) -> list[Attachment]:
    """Let these files belong somewhere, in this order, each once; returns them.

    What the agent uploaded is bound. A file that belongs to the contact, one of the orders or the article named gets a
    second row with the same bytes. Raises `InvalidInput` for any other, for one that is not there, and for more than a
    message may carry.
    """
    wanted = list(dict.fromkeys(attachment_ids))
    if len(wanted) > MOST_FILES:
        raise _unusable(f"At most {MOST_FILES} files at a time.", code="too_many_files")
    # Locked: two messages sent at once cannot both take the same upload.
    query = select(Attachment).where(Attachment.id.in_(wanted)).order_by(Attachment.id).with_for_update()
    found = {row.id: row for row in await session.scalars(query.execution_options(populate_existing=True))}
    attached = [_attached(found.get(id_), belonging, agent_id=agent_id, now=now) for id_ in wanted]
    session.add_all(attached)
    await session.flush()
    return attached


def _attached(row: Attachment | None, belonging: Belonging, *, agent_id: str, now: datetime) -> Attachment:
    if row is not None and row.uploaded_by == agent_id and not row.is_bound and row.state == STORED:
        row.contact_id, row.message_id = belonging.contact_id, belonging.message_id
        row.work_order_id, row.article_id = belonging.work_order_id, belonging.article_id
        return row
    if row is None or row.state not in (STORED, FETCHING) or not _is_at_hand(row, belonging):
        raise _unusable("One of the files is not there any more; attach it again.", code="unknown_attachment")
    again = {column.key: getattr(row, column.key) for column in inspect(Attachment).column_attrs}
    again |= {"contact_id": belonging.contact_id, "message_id": belonging.message_id}
    again |= {"work_order_id": belonging.work_order_id, "article_id": belonging.article_id}
    again |= {"is_inline": False, "content_id": ""}
    return Attachment(**again | {"id": new_id(), "uploaded_by": agent_id, "created_at": now})


def _is_at_hand(row: Attachment, belonging: Belonging) -> bool:
    is_of_contact = row.contact_id is not None and row.contact_id == belonging.from_contact_id
    is_of_article = row.article_id is not None and row.article_id == belonging.from_article_id
    return is_of_contact or is_of_article or row.work_order_id in belonging.from_work_order_ids


def _unusable(message: str, *, code: str) -> InvalidInput:
    return InvalidInput(message, code=code, details={"field": "attachment_ids"})


async def remove_unbound(session: Session, *, now: datetime) -> set[str]:
    """Remove the rows of old uploads that nobody attached; returns the digests their bytes may lie under."""
    old = select(Attachment.id).where(_UNBOUND, Attachment.created_at < now - UNBOUND_KEPT).limit(REMOVED_AT_ONCE)
    statement = delete(Attachment).where(Attachment.id.in_(old)).returning(Attachment)
    removed = await session.scalars(statement.execution_options(synchronize_session=False))
    return {digest for row in removed for digest in (row.digest, row.thumbnail_digest) if digest}


async def named_digests(session: Session, digests: Collection[str]) -> set[str]:
    """Which of these digests some attachment still names."""
    naming = select(Attachment.digest, Attachment.thumbnail_digest).where(
        or_(Attachment.digest.in_(digests), Attachment.thumbnail_digest.in_(digests))
    )
    return {digest for row in await session.execute(naming) for digest in row if digest}
