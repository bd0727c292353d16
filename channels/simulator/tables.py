"""The simulator's own tables, in a database file of its own, apart from the product's."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from contactcenter.db import UtcDateTime


class SimulatorBase(DeclarativeBase):
    """Never mixed with the product's metadata: a carrier does not live in its customer's database."""

    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class PhoneLine(SimulatorBase):
    """A number the account rents: where texts and calls to it are reported."""

    __tablename__ = "phone_lines"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    names: Mapped[dict[str, Any]]
    sms_url: Mapped[str] = mapped_column(default="")
    voice_url: Mapped[str] = mapped_column(default="")
    status_callback: Mapped[str] = mapped_column(default="")
    # What the caller of build_simulator wished at the last start: a changed wish wins over what was set by REST.
    configured_sms_url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Text(SimulatorBase):
    """One text between a phone and a line, in either direction."""

    __tablename__ = "texts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    direction: Mapped[str] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(String(32))
    line: Mapped[str] = mapped_column(String(32))
    body: Mapped[str]
    media: Mapped[list[Any]] = mapped_column(default=list)
    segments: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    error_code: Mapped[int | None]
    status_callback: Mapped[str] = mapped_column(default="")
    # How an outgoing text will end; chosen when it is accepted, so that a restart does not change its fate.
    final_status: Mapped[str] = mapped_column(String(20), default="delivered")
    final_error_code: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    next_step_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_texts_thread", "phone", "line", "id"),
        Index("ix_texts_next_step_at", "next_step_at"),
    )

    @property
    def is_inbound(self) -> bool:
        return self.direction == "inbound"

    @property
    def sender(self) -> str:
        return self.phone if self.is_inbound else self.line

    @property
    def recipient(self) -> str:
        return self.line if self.is_inbound else self.phone


class MediaFile(SimulatorBase):
    """A file of a text: given by a phone, or fetched from the account before the text is sent."""

    __tablename__ = "media"

    sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    text_sid: Mapped[str] = mapped_column(String(34), index=True)
    position: Mapped[int]
    source_url: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10), default="owed", index=True)  # owed | kept | failed
    name: Mapped[str] = mapped_column(default="")
    content_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class Webhook(SimulatorBase):
    """One signed POST owed to the account: kept until it was answered or given up."""

    __tablename__ = "webhooks"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))  # inbound | status
    text_sid: Mapped[str] = mapped_column(String(34), index=True)
    phone: Mapped[str] = mapped_column(String(32))
    url: Mapped[str]
    parameters: Mapped[list[Any]]
    token: Mapped[str] = mapped_column(String(36))
    state: Mapped[str] = mapped_column(String(10), default="pending")  # pending | delivered | failed | dropped
    copies: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    error_code: Mapped[int | None]
    error_text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_webhooks_due", "state", "next_at"),)


class DeliveryOutcome(SimulatorBase):
    """How the next texts to a number shall end, chosen on the control side."""

    __tablename__ = "delivery_outcomes"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    phone: Mapped[str] = mapped_column(String(32), index=True)
    status: Mapped[str] = mapped_column(String(20))  # delivered | undelivered | failed | refused
    error_code: Mapped[int | None]
    remaining: Mapped[int]


class Fault(SimulatorBase):
    """A disturbance that strikes the next matching events."""

    __tablename__ = "faults"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(30))
    phone: Mapped[str] = mapped_column(String(32), default="")  # empty: any number
    remaining: Mapped[int]
    seconds: Mapped[float] = mapped_column(default=0.0)
