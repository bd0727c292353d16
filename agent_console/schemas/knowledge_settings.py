"""How the knowledge base is looked after: who sorts, how long things may take, what happens by itself."""

from typing import Annotated, Literal

from pydantic import Field

from agent_console.schemas.base import Answer, Body, RowId, Version

Hours = Annotated[int, Field(ge=1, le=8760)]


class KnowledgeSettings(Answer):
    """`assistant_id` sorts new gaps; without one every supervisor does. Hours count while `calendar_id` is open.

    `review_every_months` 0: nobody is reminded to look an article over.
    """

    assistant_id: str | None
    sort_within_hours: int
    answer_within_hours: int
    remind_every_hours: int
    report_within_hours: int
    review_every_months: int
    own_review: bool
    tells_askers: bool
    calendar_id: str | None
    searches_kept_days: int
    public_help: Literal["open", "closed"]
    version: int


class KnowledgeSettingsChange(Body):
    """What is left out stays as it is; the assistant and the calendar may be null."""

    assistant_id: RowId | None = None
    sort_within_hours: Hours | None = None
    answer_within_hours: Hours | None = None
    remind_every_hours: Hours | None = None
    report_within_hours: Hours | None = None
    review_every_months: Annotated[int | None, Field(ge=0, le=120)] = None
    own_review: bool | None = None
    tells_askers: bool | None = None
    calendar_id: RowId | None = None
    searches_kept_days: Annotated[int | None, Field(ge=1, le=3650)] = None
    public_help: Literal["open", "closed"] | None = None
    version: Version = None
