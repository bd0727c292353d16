"""The table of answers kept for requests that carried an Idempotency-Key."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, UtcDateTime

LONGEST_KEY = 200


class IdempotencyKey(Base):
    """One act of one agent under one key; written in the transaction of the act, so both stand or neither.

    `request_digest` is keyed with the installation's secret: a body may hold a password.
    """

    __tablename__ = "idempotency_keys"

    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(default=0)
    body: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
