"""Tables of calls, their legs and recordings, and the menus callers hear."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

_LIVE = text("state <> 'ended'")
_NOT_LEFT = text("left_at IS NULL")


class Menu(Base):
    """What a caller hears and may choose; `calls.menus` reads the rows. A line names its first menu.

    `prompts` by language stand before the options, whose labels are said with the digit to press.
    """

    __tablename__ = "menus"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    prompts: Mapped[dict[str, str]] = mapped_column(JSON)
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)


class Call(Base):
    """One call with a customer. Its id names the conversation at the carrier; `external_id` is the carrier's id of it.

    `state` is one of `calls.standing.State`. `menu_code` is where in the menus the caller stands, with `silences` and
    `wrong_choices` there. `agent_id` is whoever took the call. `said_position` and `said_minutes` were last told to the
    waiting caller, who has heard the queue's messages up to `told_seconds` of her wait; `voicemail_offered_at` is when
    waiting became too long. `number` is where she is to be called back, or put through to. A call of ours that was not
    rung yet has its own id for `external_id`.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "contact_id"),
        Index("ix_calls_live", "state", postgresql_where=_LIVE, sqlite_where=_LIVE),
        Index(None, "agent_id", "id"),
        Index(None, "answered_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    external_id: Mapped[str] = mapped_column(String(64))
    direction: Mapped[str] = mapped_column(String(16), default="inbound")
    state: Mapped[str] = mapped_column(String(16), default="menu")
    address: Mapped[str] = mapped_column(String(320))
    line: Mapped[str] = mapped_column(String(320))
    language: Mapped[str] = mapped_column(String(8), default="zh-Hant")
    menu_code: Mapped[str | None] = mapped_column(String(64))
    silences: Mapped[int] = mapped_column(default=0)
    wrong_choices: Mapped[int] = mapped_column(default=0)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    held_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    said_position: Mapped[int | None]
    said_minutes: Mapped[int | None]
    told_seconds: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(32), default="")
    # When somebody outside, to whom the caller was put through, spoke with her.
    forwarded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voicemail_offered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    queued_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When the customer's telephone was to be rung, of a call of ours.
    dialed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)


class Leg(Base):
    """One telephone in a call. The customer's has no agent; an agent's was rung for an offer, or for a call picked.

    `state`: asked (the command is in the outbox), ringing, answered, joined, left, failed (never answered).
    `event_number` is the carrier's number of the last conference event about it: older ones come too late.
    `heard_of_at` is when the carrier last said anything that shows it alive.
    """

    __tablename__ = "legs"
    __table_args__ = (
        UniqueConstraint("external_id"),
        Index(None, "call_id"),
        Index(None, "offer_id"),
        Index("ix_legs_live", "heard_of_at", postgresql_where=_NOT_LEFT, sqlite_where=_NOT_LEFT),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    role: Mapped[str] = mapped_column(String(16))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    # Offers are a later module's table: a plain id, no foreign key.
    offer_id: Mapped[str | None] = mapped_column(Id)
    external_id: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="asked")
    event_number: Mapped[int] = mapped_column(default=-1)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard_of_at: Mapped[datetime] = mapped_column(UtcDateTime)
    joined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WaitEstimate(Base):
    """What a waiting caller was told: her place, and how long it would take, None where that was not said.

    Kept to be held against what it took.
    """

    __tablename__ = "wait_estimates"
    __table_args__ = (Index(None, "contact_id"), Index(None, "said_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    position: Mapped[int]
    expected_seconds: Mapped[int | None]


class Recording(Base):
    """Sound kept of a call: a voicemail, or a conversation. `state`: expected, stored, failed; `seconds` its length.

    `message_id` is the entry of the thread that says so and holds the file.
    """

    __tablename__ = "recordings"
    __table_args__ = (UniqueConstraint("external_id"), Index(None, "call_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    kind: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="expected")
    seconds: Mapped[int] = mapped_column(default=0)
    transcript: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str | None] = mapped_column(Id)
    attachment_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
