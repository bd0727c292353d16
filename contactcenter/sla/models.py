"""Tables of service promises: policies with all their versions, the clocks of contacts, and how far they are followed.

Clocks are derived from the history and the messages and can be made again from them at any time (`following.py`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

_DUE = text("next_at IS NOT NULL")
_OPEN = text("ended_at IS NULL")


class SlaPolicy(Base):
    """What is promised for contacts of one class on one channel, or, with an empty `channel`, on those without a
    policy of their own. A time that is null is not promised.

    `steps` are `{"clock", "at_percent" or "after_seconds", "action", "target"}`; `sla.policies` says what they may be.
    """

    __tablename__ = "sla_policies"
    __table_args__ = (UniqueConstraint("class", "channel"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    class_: Mapped[str] = mapped_column("class", String(16))
    channel: Mapped[str] = mapped_column(String(16), default="")
    first_answer_seconds: Mapped[int | None]
    next_answer_seconds: Mapped[int | None]
    solution_seconds: Mapped[int | None]
    # Its open hours are what counts; without one every hour does.
    calendar_id: Mapped[str | None] = mapped_column(ForeignKey("calendars.id"))
    # States of a contact in which its clocks stand still: waiting, snoozed.
    pauses_in: Mapped[list[str]] = mapped_column(JSON, default=list)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(default=1)


class SlaPolicyVersion(Base):
    """What a policy said from `valid_from` on. Rows are only ever added: an old clock keeps the promise of its time."""

    __tablename__ = "sla_policy_versions"

    policy_id: Mapped[str] = mapped_column(ForeignKey("sla_policies.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    # The columns of the policy by name.
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)


class SlaClock(Base):
    """One promise to one owner; next answers are numbered. What its fields mean stands at `clocks.Clock`.

    `next_at` is when it breaches or its next step falls due, whichever comes first; null where nothing will.
    """

    __tablename__ = "sla_clocks"
    __table_args__ = (
        Index("ix_sla_clocks_next_at", "next_at", postgresql_where=_DUE, sqlite_where=_DUE),
        Index("ix_sla_clocks_open", "state", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    class_: Mapped[str] = mapped_column("class", String(16))
    policy_id: Mapped[str] = mapped_column(ForeignKey("sla_policies.id"))
    policy_version: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    target_seconds: Mapped[int]
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(String(32), default="")
    breached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    elapsed_seconds: Mapped[int | None]
    # [{"from", "until", "reason"}]; closed hours are not among them, they follow from the calendar.
    pauses: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # [{"at", "class", "policy_id", "policy_version", "seconds"}]: the promise it began with, and each later one.
    targets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    steps_taken: Mapped[list[str]] = mapped_column(JSON, default=list)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SlaProgress(Base):
    """One row: how far the history is followed, and by which node.

    Rows up to `settled_id` are dealt with and none can appear among them any more. Steps that fell due before
    `begun_at`, when clocks were first kept here, are passed over. `version` rises with every writing of clocks, so
    that of two nodes that derived the same contacts one gives way.
    """

    __tablename__ = "sla_progress"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settled_id: Mapped[str] = mapped_column(Id, default="")
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    keeper: Mapped[str] = mapped_column(Id, default="")
    kept_until: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
