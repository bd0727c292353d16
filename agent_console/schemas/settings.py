"""Queues, the people who serve them, channels, skills and lines, as administrators write them down."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from agent_console.schemas.base import Answer, Body, Channel, Filter, Language, Line, Names, RowId, Version

Strategy = Literal["longest_idle", "round_robin", "fewest_contacts", "ring_group"]
OverflowAction = Literal["queue", "voicemail", "callback", "number"]
Class = Literal["emergency", "priority", "normal", "low"]
WhenClosed = Literal["voicemail", "callback", "message"]
LineChannel = Literal["voice", "sms", "email"]

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Seconds = Annotated[int, Field(ge=0, le=86_400)]
SomeSeconds = Annotated[int, Field(ge=1, le=3_600)]
Instead = Annotated[
    str, Field(min_length=1, max_length=80, description="wait, voicemail, callback, or queue: and another one's code")
]
Priority = Annotated[int, Field(ge=-1_000, le=1_000, description="The lowest number comes first.")]


MAY_BE_NONE = frozenset({"calendar_id", "group_id", "queue_id", "menu_code", "valid_until", "substitute_id"})


def columns_given(body: Body, may_be_none: frozenset[str] = MAY_BE_NONE) -> dict[str, Any]:
    """What is to be written: what was given, and null only where a row may have none."""
    given = body.model_dump(include=body.model_fields_set - {"version"})
    return {name: value for name, value in given.items() if value is not None or name in may_be_none}


class RequirementStep(Body):
    """What is asked from so many seconds of waiting on: each skill with the least level."""

    after_seconds: Seconds
    skills: dict[str, int]


class OverflowStep(Body):
    """What happens to who still waits then; `target` is another queue's code, or a telephone number."""

    after_seconds: Seconds
    action: OverflowAction
    target: Annotated[str | None, Field(max_length=80)] = None


class WaitMessage(Body):
    """What whoever waits is told then, and again each `every_seconds` (0: once)."""

    after_seconds: Seconds
    every_seconds: Seconds = 0
    texts: Names


class QueueMember(Answer):
    agent_id: str
    name: str
    is_active: bool
    priority: int
    delay_seconds: int


class QueueSettings(Answer):
    """Everything that is set about a queue. Without members everybody who takes contacts serves it."""

    id: str
    code: str
    names: Names
    requirements: list[RequirementStep]
    strategy: Strategy
    ring_size: int
    preferred_seconds: int
    language_seconds: int
    place_seconds: int
    offer_seconds: int
    wrap_up_seconds: int
    wrap_up_extension_seconds: int
    calendar_id: str | None
    group_id: str | None
    overflow: list[OverflowStep]
    wait_messages: list[WaitMessage]
    most_waiting: int
    when_full: str
    join_empty: str
    leave_empty: str
    callback_attempts: int
    callback_delay_seconds: int
    answer_target_seconds: int
    short_abandon_seconds: int
    position: int
    members: list[QueueMember]
    version: int


class QueuePatch(Body):
    """What is left out stays as it is; null takes a calendar or group away. The code stays for life."""

    names: Names | None = None
    requirements: list[RequirementStep] | None = None
    strategy: Strategy | None = None
    ring_size: Annotated[int | None, Field(ge=1, le=50)] = None
    preferred_seconds: Seconds | None = None
    language_seconds: Seconds | None = None
    place_seconds: Seconds | None = None
    offer_seconds: Annotated[int | None, Field(ge=5, le=600)] = None
    wrap_up_seconds: Annotated[int | None, Field(ge=0, le=3_600)] = None
    wrap_up_extension_seconds: Annotated[int | None, Field(ge=0, le=3_600)] = None
    calendar_id: RowId | None = None
    group_id: RowId | None = None
    overflow: list[OverflowStep] | None = None
    wait_messages: list[WaitMessage] | None = None
    most_waiting: Annotated[int | None, Field(ge=0, le=100_000)] = None
    when_full: Instead | None = None
    join_empty: Instead | None = None
    leave_empty: Instead | None = None
    callback_attempts: Annotated[int | None, Field(ge=1, le=10)] = None
    callback_delay_seconds: Seconds | None = None
    answer_target_seconds: SomeSeconds | None = None
    short_abandon_seconds: Annotated[int | None, Field(ge=0, le=600)] = None
    position: Annotated[int | None, Field(ge=0, le=10_000)] = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class NewQueue(QueuePatch):
    """What is left out takes what is usual."""

    code: Code
    names: Names = Field(...)


class NewMember(Body):
    agent_id: RowId
    priority: Priority = 0
    delay_seconds: Seconds = 0


class QueueMembers(Body):
    """All who serve the queue; nobody else does then."""

    members: Annotated[list[NewMember], Field(max_length=2_000)]
    version: Version = None


class ChannelPoints(Answer):
    """Version 0 is what nobody has set yet."""

    channel: Channel
    points: int
    interrupts: bool
    version: int


class NewChannelPoints(Body):
    points: Annotated[int, Field(ge=0, le=100)]
    interrupts: bool = False
    version: Version = None


class SkillInUse(Answer):
    """How many people have a skill, and which queues ask for it."""

    skill: str
    agents: int
    queues: list[str]


class LineSettings(Answer):
    """A number or mailbox the public uses, and what happens to what arrives there."""

    id: str
    channel: str
    address: str
    names: Names
    language: Language
    queue_id: str | None
    calendar_id: str | None
    menu_code: str | None
    when_closed: WhenClosed
    class_: Class = Field(alias="class")
    head_start_seconds: int
    acknowledges: bool
    version: int


class LinePatch(Body):
    """What is left out stays as it is; null takes a queue, calendar or menu away."""

    names: Names | None = None
    language: Language | None = None
    queue_id: RowId | None = None
    calendar_id: RowId | None = None
    menu_code: Code | None = None
    when_closed: WhenClosed | None = None
    class_: Class | None = Field(None, alias="class")
    head_start_seconds: Seconds | None = None
    acknowledges: bool | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class NewLine(LinePatch):
    channel: LineChannel
    address: Line
    names: Names = Field(...)


class Menu(Answer):
    """What callers of a line may hear first; `prompts` stand before its choices."""

    code: str
    prompts: Names


class Seen(Filter):
    """Which version is meant."""

    version: Version = None
