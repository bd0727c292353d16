"""Tables of shift handovers. After signing only the decisions on the items are added; nothing else changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime


class Handover(Base):
    """One signed log. `to_agent_id` is empty where any colleague may accept."""

    __tablename__ = "handovers"
    __table_args__ = (Index(None, "state", "id"), Index(None, "from_agent_id"), Index(None, "to_agent_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shift_id: Mapped[str] = mapped_column(ForeignKey("shifts.id"), unique=True)
    from_agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    to_agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    remarks: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16))
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class HandoverItem(Base):
    """One unfinished thing as it stood at signing (`facts`), and what the incoming side decided about it.

    `exchange` is the talk about it, only ever added to: [{kind question|answer, text, agent_id, agent_name, at}].
    """

    __tablename__ = "handover_items"
    __table_args__ = (Index(None, "handover_id", "position"), Index(None, "kind", "subject_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    handover_id: Mapped[str] = mapped_column(ForeignKey("handovers.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(Id)
    reference: Mapped[str] = mapped_column(String(24), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    age_shifts: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(16))
    exchange: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def key(self) -> str:
        """How a screen names the thing, in a draft as well as in a signed log."""
        return f"{self.kind}:{self.subject_id}"

    @property
    def question(self) -> str | None:
        """The latest question about it."""
        return self._latest("question")

    @property
    def answer(self) -> str | None:
        """The answer to the latest question; None while it is not answered."""
        return self._latest("answer") if self.exchange and self.exchange[-1]["kind"] == "answer" else None

    def _latest(self, kind: str) -> str | None:
        return next((line["text"] for line in reversed(self.exchange) if line["kind"] == kind), None)
