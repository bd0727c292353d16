"""Tables of back-office groups."""

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id


class Group(Base):
    """A back-office group; `building` is set where it serves one building only."""

    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    building: Mapped[str | None] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)


class GroupMember(Base):
    """An agent's membership in a group."""

    __tablename__ = "group_members"

    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True, index=True)
