"""Tables of staff accounts. Of every secret only a digest is stored."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.agents.presence import OFFLINE
from contactcenter.db import Base, Id, UtcDateTime

# The hexadecimal SHA-256 of a random token.
Digest = String(64)
DEFAULT_CAPACITY = {"sms": 4, "email": 4, "voice": 1, "manual": 4}


class Agent(Base):
    """A person with an account, whatever the role.

    `capacity` says how many contacts of a channel fit at once, within the points of `routing.capacity`; `skills` what
    the person knows and how well, from 1 (a little) to 5 (an expert).
    """

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(255))
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(16), default="zh-Hant")
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    skills: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    capacity: Mapped[dict[str, int]] = mapped_column(JSON, default=lambda: dict(DEFAULT_CAPACITY))
    # Where on-call ladders find the person: a number in E.164, a mailbox.
    phone: Mapped[str] = mapped_column(String(32), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    presence: Mapped[str] = mapped_column(String(16), default=OFFLINE, index=True)
    presence_since: Mapped[datetime] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgentSession(Base):
    """One signed-in browser; `id` is the digest of the token in its cookie."""

    __tablename__ = "agent_sessions"

    id: Mapped[str] = mapped_column(Digest, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AgentConnection(Base):
    """One window of the console that is, or was, open; `node_id` is the node its live socket leads to.

    Nodes come and go without these rows: a plain id, no foreign key. Closed ones are kept only until the agent opens
    another window or has said something about the own presence.
    """

    __tablename__ = "agent_connections"
    __table_args__ = (Index(None, "agent_id", "closed_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    node_id: Mapped[str] = mapped_column(Id)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ApiToken(Base):
    """A bearer token of an integration; it may do what its agent may."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(Digest, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInFailure(Base):
    """Failed sign-ins of one username or one address since its last success; `blocked_until` is the pause."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SetupToken(Base):
    """The one-time link of a first start, by which the first administrator is created."""

    __tablename__ = "setup_tokens"

    token: Mapped[str] = mapped_column(Digest, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
