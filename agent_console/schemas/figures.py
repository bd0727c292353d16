"""Figures of the service, with the formulas they are computed by, and the board of the moment."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Channel, Moment, Names, RowId

Values = dict[str, float | None]
By = Literal["queue", "channel", "agent", "hour", "day"]
Outcome = Literal["answered", "abandoned", "voicemail", "callback", "forwarded", "closed", "waiting"]


class ReportQuery(BaseModel):
    """`from` and `until` (not included) lie at most 92 days apart; without them it is today so far."""

    model_config = ConfigDict(extra="forbid")

    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None
    queue: list[RowId] = Field(default_factory=list)
    channel: list[Channel] = Field(default_factory=list)
    agent: list[RowId] = Field(default_factory=list)


class ServiceQuery(ReportQuery):
    by: By = "queue"


class RowsQuery(PageQuery):
    """The same period and parts as the report, and one of its figures."""

    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None
    queue: list[RowId] = Field(default_factory=list)
    channel: list[Channel] = Field(default_factory=list)
    agent: list[RowId] = Field(default_factory=list)
    figure: str


class Formula(Answer):
    """How a figure is computed of the others, which are counted or summed."""

    code: str
    unit: Literal["contacts", "seconds", "ratio", "estimates"]
    formula: str


class FigureGroup(Answer):
    """`key` is the id of a queue or agent, a channel, or the beginning of an hour or day; empty for what has none."""

    key: str
    name: str | None
    names: Names | None
    figures: Values


class ServiceReport(Answer):
    """Each figure can be traced: `/api/v1/reports/service/rows?figure=…` lists the contacts behind it."""

    from_: Annotated[Moment, Field(alias="from")]
    until: Moment
    by: By
    timezone: str
    formulas: list[Formula]
    total: Values
    groups: list[FigureGroup]


class FigureRow(Answer):
    """A contact behind a figure; `counts` says whether it is in the part above the line."""

    contact_id: str
    reference: str
    channel: Channel
    queue_id: str | None
    agent_id: str | None
    queued_at: Moment
    ended_at: Moment | None
    outcome: Outcome | None
    wait_seconds: float | None
    talk_seconds: float
    hold_seconds: float
    wrap_seconds: float
    is_callback: bool
    counts: bool


class BoardQueue(Answer):
    """The `figures` are those of today. `expected_wait_seconds` is what the next caller may expect: null
    where too little is known for that."""

    id: str
    code: str
    names: Names
    waiting: int
    by_class: dict[str, int]
    by_channel: dict[str, int]
    oldest_queued_at: Moment | None
    longest_wait_seconds: int
    expected_wait_seconds: int | None
    signed_in: int
    available: int
    target_seconds: int
    figures: Values


class BoardBreach(Answer):
    contact_id: str
    reference: str
    kind: Literal["first_answer", "next_answer", "solution"]
    due_at: Moment | None
    agent_id: str | None


class BoardEmergency(Answer):
    """An emergency that is not closed; `escalation_state` is that of its running ladder, if one runs."""

    contact_id: str
    reference: str
    kind: str
    state: str
    queued_at: Moment
    agent_id: str | None
    escalation_id: str | None
    escalation_state: str | None


class BoardWarning(Answer):
    """Nobody is rostered for the queue from then to then."""

    queue_id: str
    starts_at: Moment
    ends_at: Moment


class Board(Answer):
    """The moment: who waits where, who is there, what is late. `breached` counts open promises that were broken."""

    at: Moment
    waiting: int
    longest_wait_seconds: int
    callbacks_waiting: int
    agents: dict[str, int]
    figures: Values
    queues: list[BoardQueue]
    breached: int
    due_soon: int
    breaches: list[BoardBreach]
    emergencies: list[BoardEmergency]
    coverage: list[BoardWarning]
