"""The mails of the people outside, as raw as they were sent."""

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from channels.simulator.tables import SimulatorBase

RECEIVED, SENT = "received", "sent"
# Of what people write: owed to the account, handed over, or given up.
OWED, DELIVERED, FAILED = "owed", "delivered", "failed"


class Mail(SimulatorBase):
    """One mail in somebody's mailbox, received or written there. `counterpart` is whom it is from or to."""

    __tablename__ = "mails"

    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(34), unique=True)
    mailbox: Mapped[str] = mapped_column(String(320))
    direction: Mapped[str] = mapped_column(String(10))
    counterpart: Mapped[str] = mapped_column(String(320))
    message_id: Mapped[str] = mapped_column(String(998), default="")
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(10), default=DELIVERED)
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(default="")
    next_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_mails_mailbox", "mailbox", "position"),
        Index("ix_mails_owed", "state", "next_at"),
        Index("ix_mails_message_id", "mailbox", "message_id"),
    )
