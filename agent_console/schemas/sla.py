"""What owners are promised about time: the clocks of a contact with their ledger, and the policies behind them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Channel, Moment, RowId, Version

ContactClass = Literal["emergency", "priority", "normal", "low"]
ClockKind = Literal["first_answer", "next_answer", "solution"]
ClockState = Literal["running", "paused", "met", "breached", "cancelled"]
StepAction = Literal["warn", "tell", "class", "group", "queue", "assign"]
PauseState = Literal["waiting", "snoozed"]
PAUSES: tuple[PauseState, ...] = ("waiting", "snoozed")
Seconds = Annotated[int | None, Field(description="Null where nothing is promised.")]


class SlaPause(Answer):
    """A stretch that did not count; `reason` is `waiting` (for the owner), `snoozed`, `closed` (until it was reopened)
    or `closed_hours`. Without an end it goes on."""

    from_: Annotated[Moment, Field(alias="from")]
    until: Moment | None
    reason: str


class SlaTarget(Answer):
    """What was promised from `at` on: the first promise, and each later one when the class changed."""

    at: Moment
    class_: Annotated[ContactClass, Field(alias="class")]
    policy_id: str
    policy_version: int
    seconds: int


class SlaClock(Answer):
    """One promise. `breached` without `ended_at` is still owed. `remaining_seconds` is below zero when it is late; it
    counts as the clock does, in open hours and outside pauses. `due_at` is null while it is paused."""

    kind: ClockKind
    number: int
    state: ClockState
    started_at: Moment
    due_at: Moment | None
    breached_at: Moment | None
    ended_at: Moment | None
    end_reason: str
    target_seconds: int
    elapsed_seconds: int
    remaining_seconds: int
    pauses: list[SlaPause]
    targets: list[SlaTarget]
    steps_taken: list[str]


class SlaStep(Answer):
    """Taken once, when `at_percent` of the promised time is used up (100 is the breach) or after so many seconds that
    count. `target`: of `tell` holder, role:<role>, agent:<id> or group:<id>; of `class` a class; else an id."""

    clock: ClockKind
    action: StepAction
    target: str = ""
    at_percent: int | None = None
    after_seconds: int | None = None


class SlaPolicy(Answer):
    """An empty `channel` holds for every channel without a policy of its own."""

    id: str
    class_: Annotated[ContactClass, Field(alias="class")]
    channel: str
    first_answer_seconds: int | None
    next_answer_seconds: int | None
    solution_seconds: int | None
    calendar_id: str | None
    pauses_in: list[str]
    steps: list[SlaStep]
    is_active: bool
    version: int


class SlaPolicyVersion(Answer):
    """What the policy said from `valid_from` on."""

    version: int
    valid_from: Moment
    terms: dict[str, Any]


class SlaPolicyQuery(PageQuery):
    pass


class NewSlaStep(Body):
    clock: ClockKind
    action: StepAction
    target: str = ""
    at_percent: int | None = None
    after_seconds: int | None = None


class NewSlaPolicy(Body):
    class_: Annotated[ContactClass, Field(alias="class")]
    channel: Channel | Literal[""] = ""
    first_answer_seconds: Seconds = None
    next_answer_seconds: Seconds = None
    solution_seconds: Seconds = None
    calendar_id: RowId | None = None
    pauses_in: list[PauseState] = Field(default_factory=lambda: list(PAUSES))
    steps: list[NewSlaStep] = Field(default_factory=list)
    is_active: bool = True


class SlaPolicyPatch(Body):
    """What is left out stays as it is. Clocks that run keep what they were promised."""

    first_answer_seconds: Seconds = None
    next_answer_seconds: Seconds = None
    solution_seconds: Seconds = None
    calendar_id: RowId | None = None
    pauses_in: list[PauseState] = Field(default_factory=list)
    steps: list[NewSlaStep] = Field(default_factory=list)
    is_active: bool = True
    version: Version = None
