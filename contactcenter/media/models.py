"""The table of attachments: files of messages and work orders, whose bytes lie in the media store."""

from datetime import datetime

from sqlalchemy import Boolean, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

# fetching: still at the provider; refused: we do not take such a file (`error` says why); failed: it could not be had.
FETCHING, STORED, REFUSED, FAILED = "fetching", "stored", "refused", "failed"
# Why a file is refused: it is larger than what we keep; it lies where we do not go.
TOO_LARGE, FOREIGN_HOST = "too_large", "foreign_host"

_UNBOUND = text("contact_id IS NULL AND message_id IS NULL AND work_order_id IS NULL")


class Attachment(Base):
    """One file. Who may read its contact or work order may read it; one that belongs to nothing yet, its uploader.

    Contacts, messages and work orders are tables of later modules: plain ids, no foreign keys. `size` in bytes,
    `width` and `height` in pixels, of pictures only.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "contact_id"),
        Index(None, "message_id"),
        Index(None, "work_order_id"),
        Index(None, "article_id"),
        Index(None, "digest"),
        Index(None, "thumbnail_digest"),
        Index("ix_attachments_unbound", "uploaded_by", "created_at", postgresql_where=_UNBOUND, sqlite_where=_UNBOUND),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    content_type: Mapped[str] = mapped_column(String(127))
    size: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str | None] = mapped_column(String(64))
    thumbnail_digest: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16), default=STORED)
    error: Mapped[str] = mapped_column(String(64), default="")
    source_url: Mapped[str] = mapped_column(Text, default="")
    content_id: Mapped[str] = mapped_column(String(255), default="")
    is_inline: Mapped[bool] = mapped_column(Boolean, default=False)
    contact_id: Mapped[str | None] = mapped_column(Id)
    message_id: Mapped[str | None] = mapped_column(Id)
    work_order_id: Mapped[str | None] = mapped_column(Id)
    # Knowledge: read by whoever may read the article.
    article_id: Mapped[str | None] = mapped_column(Id)
    uploaded_by: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def is_bound(self) -> bool:
        """Whether it belongs to anything yet."""
        return bool(self.contact_id or self.message_id or self.work_order_id or self.article_id)
