"""The table of the knowledge base's settings."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, UtcDateTime


class KnowledgeSettings(Base):
    """One row (id 1). Hours and months count from when the thing was opened, published or reported.

    `assistant_id` is the duty manager's assistant, who sorts new gaps; without one every supervisor does.
    `own_review` allows authors to publish their own words. `tells_askers` sends answers of gaps by itself; else an
    agent looks over each one. Searches forget who made them after `searches_kept_days`. The hours of gaps count only
    while `calendar_id` is open; without one always.
    """

    __tablename__ = "knowledge_settings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    assistant_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    sort_within_hours: Mapped[int] = mapped_column(default=4)
    answer_within_hours: Mapped[int] = mapped_column(default=48)
    remind_every_hours: Mapped[int] = mapped_column(default=12)
    report_within_hours: Mapped[int] = mapped_column(default=72)
    review_every_months: Mapped[int] = mapped_column(default=12)
    own_review: Mapped[bool] = mapped_column(Boolean, default=False)
    tells_askers: Mapped[bool] = mapped_column(Boolean, default=False)
    calendar_id: Mapped[str | None] = mapped_column(ForeignKey("calendars.id"))
    searches_kept_days: Mapped[int] = mapped_column(default=90)
    public_help: Mapped[str] = mapped_column(String(16), default="open")
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
