"""Tables of lines."""

from sqlalchemy import JSON, Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id


class Line(Base):
    """A number (E.164) or mailbox the public uses; what arrives there waits in `queue_id`.

    `acknowledges`: a first text or mail is answered at once with the reference number. `menu_code` names what callers
    hear first (a menu of `calls`); without one they go straight to the queue.
    """

    __tablename__ = "lines"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(320))
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    language: Mapped[str] = mapped_column(String(16), default="zh-Hant")
    queue_id: Mapped[str | None] = mapped_column(ForeignKey("queues.id"))
    # Without one it is always open.
    calendar_id: Mapped[str | None] = mapped_column(ForeignKey("calendars.id"))
    menu_code: Mapped[str | None] = mapped_column(String(64))
    # What callers meet while it is closed: voicemail, callback or message (the words alone).
    when_closed: Mapped[str] = mapped_column(String(16), default="voicemail")
    # What arrives here begins in this class, and that much ahead of others of its class.
    class_: Mapped[str] = mapped_column("class", String(16), default="normal")
    head_start_seconds: Mapped[int] = mapped_column(default=0)
    acknowledges: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(default=1)
