"""Rows about the installation itself: its identity, and the nodes that serve it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime


class Installation(Base):
    """One row: what all nodes of this database must agree on."""

    __tablename__ = "installation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_demo: Mapped[bool] = mapped_column(default=False)


class Node(Base):
    """One running `serve` process; a heartbeat older than `nodes.EXPIRY_SECONDS` means that it is gone."""

    __tablename__ = "nodes"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heartbeat_at: Mapped[datetime] = mapped_column(UtcDateTime)
    secret_fingerprint: Mapped[str] = mapped_column(String(64))
    has_bus: Mapped[bool]
