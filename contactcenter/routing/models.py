"""Tables of queues, who serves them, and the offers made."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

_LIVE = text("state = 'offered'")


class Queue(Base):
    """Where contacts wait. `skills` are what an agent must have; seconds are for an offer and for wrapping up."""

    __tablename__ = "queues"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    offer_seconds: Mapped[int] = mapped_column(default=20)
    wrap_up_seconds: Mapped[int] = mapped_column(default=60)
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


class Offer(Base):
    """One contact proposed to one agent for some seconds.

    The database allows one live offer for a contact, and one for an agent: two things cannot ring at once.
    """

    __tablename__ = "offers"
    __table_args__ = (
        Index("uq_offers_live_contact", "contact_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
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
    """A phrase that makes a contact an emergency, as `contactcenter.text.phrases` reads it."""

    __tablename__ = "emergency_words"
    __table_args__ = (UniqueConstraint("language", "phrase"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    phrase: Mapped[str] = mapped_column(String(80))
