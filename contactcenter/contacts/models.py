"""Tables of contacts, the matters they are about, their messages, and the counters of reference numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.contacts.order import queue_key
from contactcenter.db import Base, Id, UtcDateTime

_NOT_CLOSED = text("state <> 'closed'")
_NOT_ENDED = text("ended_at IS NULL")
_ANSWERED_BY = text("article_id IS NOT NULL")


def _place_in_queue(context: Any) -> int:
    row = context.get_current_parameters()
    return queue_key(row.get("class") or "normal", row["queued_at"], row.get("head_start_seconds") or 0)


def _since_creation(context: Any) -> datetime:
    moment: datetime = context.get_current_parameters()["created_at"]
    return moment


class Contact(Base):
    """One contact. The database itself holds the rule that a thread has at most one contact that is not closed.

    `queued_at` is kept for life; `queue_key` is the place it gives in the queue and changes only with class and head
    start. `address` is what arrived; `customer_id` may change by linking. Every write is guarded by `version`: who
    saw an older one fails instead of overwriting.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index(
            "uq_contacts_open_thread",
            "channel",
            "thread_key",
            unique=True,
            sqlite_where=_NOT_CLOSED,
            postgresql_where=_NOT_CLOSED,
        ),
        Index("ix_contacts_unfinished", "state", "queue_key", sqlite_where=_NOT_CLOSED, postgresql_where=_NOT_CLOSED),
        Index(None, "thread_key", "closed_at"),
        Index(None, "customer_id", "id"),
        Index(None, "agent_id", "state"),
        Index(None, "place_id", "id"),
        Index(None, "address"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reference: Mapped[str] = mapped_column(String(20), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    direction: Mapped[str] = mapped_column(String(16), default="inbound")
    state: Mapped[str] = mapped_column(String(16), default="new")
    class_: Mapped[str] = mapped_column("class", String(16), default="normal")
    address: Mapped[str] = mapped_column(String(320), default="")
    line: Mapped[str] = mapped_column(String(320), default="")
    source: Mapped[str | None] = mapped_column(String(16))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    queue_id: Mapped[str | None] = mapped_column(ForeignKey("queues.id"))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    preferred_agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    # The back-office group it was handed to, whose people alone are asked.
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    # What it asks of an agent beside what its queue asks: {skill: least level}.
    skills: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    # Other contacts, younger or older: no foreign keys, so that a backup can be read back row by row.
    # What this one goes on from: a callback from its call, what an agent begins from what it answers.
    origin_id: Mapped[str | None] = mapped_column(Id, index=True)
    # What it was merged into; it is closed, and its thread is read there.
    merged_into_id: Mapped[str | None] = mapped_column(Id, index=True)
    # What kind of emergency (`routing.emergencies.KINDS`); empty where it is none.
    emergency_kind: Mapped[str] = mapped_column(String(16), default="")
    subject: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8), default="zh-Hant")
    thread_key: Mapped[str] = mapped_column(String(700))
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    head_start_seconds: Mapped[int] = mapped_column(default=0)
    queue_key: Mapped[int] = mapped_column(BigInteger, default=_place_in_queue)
    # Since when it has been waiting for whom it waits for now: the steps of its queue count from here. None where it
    # never waited for anybody else: then from `queued_at`.
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state_since: Mapped[datetime] = mapped_column(
        UtcDateTime, default=lambda c: c.get_current_parameters()["created_at"]
    )
    last_inbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wrap_up_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wrap_up_extended: Mapped[bool] = mapped_column(Boolean, default=False)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wrap_up_note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    # The services count versions themselves; SQLAlchemy only adds "and version is still …" to each update.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class Matter(Base):
    """One thing a contact is about; a contact closes when each of its matters has its outcome."""

    __tablename__ = "matters"
    __table_args__ = (
        Index(None, "contact_id"),
        Index("ix_matters_article_id", "article_id", sqlite_where=_ANSWERED_BY, postgresql_where=_ANSWERED_BY),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    subject: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[str | None] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text, default="")
    # Written by later features, whose tables come after this one: plain ids, no foreign keys.
    article_id: Mapped[str | None] = mapped_column(Id)
    work_order_id: Mapped[str | None] = mapped_column(Id)
    gap_id: Mapped[str | None] = mapped_column(Id)
    promise_id: Mapped[str | None] = mapped_column(Id)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Message(Base):
    """One entry of a contact's thread. `delivery_state` is set on outbound messages only."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("channel", "external_id"), Index(None, "contact_id", "id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16), default="message")
    direction: Mapped[str] = mapped_column(String(16))
    author_kind: Mapped[str] = mapped_column(String(16))
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8), default="")
    # What happened, for entries of kind call_event: {"name", "details"}; screens say it in their own language.
    event: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # Of mails only: who wrote to whom about what, its ids, and what was quoted; the fields of `mail_facts`.
    mail: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    delivery_state: Mapped[str | None] = mapped_column(String(16))
    error_code: Mapped[str] = mapped_column(String(32), default="")
    error_text: Mapped[str] = mapped_column(Text, default="")
    external_id: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MailId(Base):
    """An id by which mails find their contact: of a mail of ours, of one that came, or of one that was only named.

    Ids of ours cannot be guessed: whoever names one has seen our mail. `content_hash` tells a mail that came twice
    from another one under the same id.
    """

    __tablename__ = "mail_ids"
    __table_args__ = (Index(None, "mail_id"), Index(None, "contact_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    mail_id: Mapped[str] = mapped_column(String(998))
    origin: Mapped[str] = mapped_column(String(16))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    message_id: Mapped[str | None] = mapped_column(Id)
    content_hash: Mapped[str] = mapped_column(String(64), default="")


class MailParty(Base):
    """An address that took part in the mails of a contact, in its one form; only parties may write to it."""

    __tablename__ = "mail_parties"

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(320), primary_key=True)


class ContactMerge(Base):
    """One contact turned out to be the same as another and was merged into it; `ended_at` where it was taken out again.

    `before` is what un-merging gives back: see `contacts/merges.py`.
    """

    __tablename__ = "contact_merges"
    __table_args__ = (
        Index(
            "uq_contact_merges_live", "contact_id", unique=True, sqlite_where=_NOT_ENDED, postgresql_where=_NOT_ENDED
        ),
        Index(None, "survivor_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    survivor_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    author_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactViewer(Base):
    """Somebody has the contact's thread on the screen; a window that says nothing more is gone at `expires_at`."""

    __tablename__ = "contact_viewers"

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    is_typing: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class ReferenceCounter(Base):
    """The last number given out for one kind of reference (C, W, I) in one year."""

    __tablename__ = "reference_counters"

    kind: Mapped[str] = mapped_column(String(1), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class EarlyReport(Base):
    """A delivery report that came before we had recorded the carrier's id of the message it speaks of."""

    __tablename__ = "early_reports"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    error_code: Mapped[str] = mapped_column(String(32), default="")
    error_text: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgentRelease(Base):
    """When an agent last let a contact go: who has been free for longest is served next.

    `count` is how many the agent let go on the day of it, as the desk's clock has days.
    """

    __tablename__ = "agent_releases"

    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int] = mapped_column(default=0)
