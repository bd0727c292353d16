"""Tables of queues, who serves them, and the offers made."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

_LIVE = text("state = 'offered'")


class Queue(Base):
    """Where contacts wait, what is asked of those who serve it, and what happens to those who wait in it.

    `requirements` are steps `{"after_seconds", "skills": {skill: least level}}` in their order: what holds is the last
    one whose time the contact has waited. Seconds that are 0 mean "at once" for what comes after them, and "never" for
    what ends a wait.
    """

    __tablename__ = "queues"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    requirements: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # One of longest_idle, round_robin, fewest_contacts, ring_group; `ring_size` people are asked at once by the last.
    strategy: Mapped[str] = mapped_column(String(16), default="longest_idle")
    ring_size: Mapped[int] = mapped_column(default=3)
    # So long only the agent who spoke with the owner last, only who speaks her language, only who knows her building.
    preferred_seconds: Mapped[int] = mapped_column(default=0)
    language_seconds: Mapped[int] = mapped_column(default=0)
    place_seconds: Mapped[int] = mapped_column(default=0)
    offer_seconds: Mapped[int] = mapped_column(default=20)
    wrap_up_seconds: Mapped[int] = mapped_column(default=60)
    # What one press on "more time" adds; 0 where nobody may ask for it.
    wrap_up_extension_seconds: Mapped[int] = mapped_column(default=60)
    # Without one it is open whenever its line is.
    calendar_id: Mapped[str | None] = mapped_column(ForeignKey("calendars.id"))
    # The group whose people serve it: contacts handed to the group wait here.
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    # Steps {"after_seconds", "action": queue|voicemail|callback|number, "target"}, each taken once, in their order.
    overflow: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Said or sent to whoever waits: {"after_seconds", "every_seconds", "texts": {language: text}}.
    wait_messages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # Callers beyond this many find the queue full; 0 is no limit.
    most_waiting: Mapped[int] = mapped_column(default=0)
    # What a caller meets in a full queue, in one nobody is signed in to, and when the last one signs out: wait,
    # voicemail, callback or queue:<code>.
    when_full: Mapped[str] = mapped_column(String(80), default="voicemail")
    join_empty: Mapped[str] = mapped_column(String(80), default="wait")
    leave_empty: Mapped[str] = mapped_column(String(80), default="wait")
    callback_attempts: Mapped[int] = mapped_column(default=3)
    callback_delay_seconds: Mapped[int] = mapped_column(default=900)
    # The service level: answered within so many seconds; whoever leaves sooner than the other is a short abandon.
    answer_target_seconds: Mapped[int] = mapped_column(default=20)
    short_abandon_seconds: Mapped[int] = mapped_column(default=10)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class QueueAgent(Base):
    """An agent serves a queue; a lower `priority` comes first where an agent serves several.

    A queue without any such row is served by everybody who takes contacts.
    """

    __tablename__ = "queue_agents"

    queue_id: Mapped[str] = mapped_column(ForeignKey("queues.id"), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    priority: Mapped[int] = mapped_column(default=0)
    # Asked only for contacts that have waited so long: help from the next room.
    delay_seconds: Mapped[int] = mapped_column(default=0)


class OverflowTaken(Base):
    """A step of a queue's overflow, by its place in the list, that a contact has been through: each is taken once."""

    __tablename__ = "overflow_taken"

    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"), primary_key=True)
    queue_id: Mapped[str] = mapped_column(ForeignKey("queues.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChannelPoints(Base):
    """How much of an agent's 100 points one contact of a channel takes; a channel without a row takes what
    `capacity.DEFAULT_POINTS` says. `interrupts`: it is offered also to who holds others that may wait."""

    __tablename__ = "channel_points"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    points: Mapped[int]
    interrupts: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(default=1)


class Offer(Base):
    """One contact proposed to one agent for some seconds.

    The database allows one live offer for an agent: two things cannot ring at once. A contact rings at several people
    where its queue asks several, and in an emergency; the first who accepts has it.
    """

    __tablename__ = "offers"
    __table_args__ = (
        Index("ix_offers_live_contact", "contact_id", sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("uq_offers_live_agent", "agent_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index(None, "contact_id", "id"),
        Index(None, "ended_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    state: Mapped[str] = mapped_column(String(16), default="offered")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EmergencyWord(Base):
    """A phrase that makes a contact an emergency, as `contactcenter.text.phrases` reads it.

    `hits` counts what it lifted, `false_hits` what people took back: a word that cries wolf shows it.
    """

    __tablename__ = "emergency_words"
    __table_args__ = (UniqueConstraint("language", "phrase"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    phrase: Mapped[str] = mapped_column(String(80))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    hits: Mapped[int] = mapped_column(default=0)
    false_hits: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
