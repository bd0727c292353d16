"""Emergencies of contacts, the ladders that are climbed for them, and what administrators set about both."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Language, Line, Moment, Names, OptionalWords, RowId, Version, Words
from agent_console.schemas.settings import columns_given

WordKind = Literal["fire", "gas", "lift", "electric", "water", "person", "crime", "structure"]
EmergencyKind = Literal["fire", "gas", "lift", "electric", "water", "person", "crime", "structure", "unclear"]
EmergencyState = Literal["raised", "withdrawn", "replaced", "over"]
EscalationState = Literal["climbing", "acknowledged", "ended", "given_up"]
CallState = Literal["waiting", "sent", "ringing", "answered", "unanswered", "declined", "failed", "dropped"]
AlertChannel = Literal["call", "sms", "email"]
Via = Literal["keypad", "reply", "link", "order", "desk", ""]
Region = Literal["HK", "TW", "CN", ""]
Because = Literal["", "denied", "drill", "past", "supposed", "over", "everyday"]


class ServiceNumber(Answer):
    """Whom to phone; a number left empty is for an administrator to fill in."""

    name: Annotated[str, Field(max_length=200)]
    number: Annotated[str, Field(max_length=40)]


class SafetyScript(Answer):
    """What to do, in order, what to `say` to the caller now, and whom to phone."""

    id: str
    kind: EmergencyKind
    region: str
    language: Language
    title: str
    steps: list[str]
    say: str
    numbers: list[ServiceNumber]
    version: int


class EscalationCall(Answer):
    """One alert to one person: by which way, and what became of it."""

    id: str
    round: Annotated[int, Field(validation_alias="round_")]
    step: int
    agent_id: str | None
    name: str
    channel: AlertChannel
    address: str
    state: CallState
    error: str
    created_at: Moment
    sent_at: Moment | None
    ended_at: Moment | None


class Escalation(Answer):
    """Who was rung for an emergency, and who has the ball. `next_at` is when the next people are rung."""

    id: str
    contact_id: str
    kind: EmergencyKind
    group_id: str | None
    group_names: Names | None
    work_order_id: str | None
    reference: str
    subject: str
    place_names: Names
    state: EscalationState
    round: Annotated[int, Field(validation_alias="round_")]
    step: int
    next_at: Moment | None
    started_at: Moment
    acknowledged_at: Moment | None
    acknowledged_by: str | None
    acknowledged_name: str
    acknowledged_via: Via
    ended_at: Moment | None
    calls: list[EscalationCall]
    version: int


class Emergency(Answer):
    """What a contact was raised for. `phrase` is the word that did it, empty where a person or a key did."""

    contact_id: str
    kind: EmergencyKind
    state: EmergencyState
    phrase: str
    class_: Annotated[str, Field(alias="class")]
    raised_at: Moment
    raised_by: str | None
    raised_by_name: str | None
    withdrawn_at: Moment | None
    reason: str
    work_order_id: str | None
    work_order_reference: str | None
    script: SafetyScript | None
    escalation: Escalation | None


class EscalationQuery(PageQuery):
    contact: str | None = None
    state: list[EscalationState] = Field(default_factory=list)


class NewEmergency(Body):
    """What the desk knows it is."""

    kind: WordKind


class Withdrawal(Body):
    reason: Words


class Acknowledgement(Body):
    """Who comes: a colleague, or anybody by name."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    agent_id: RowId | None = None


class EmergencyWord(Answer):
    """`hits` counts what it lifted, `false_hits` what was taken back."""

    id: str
    kind: WordKind
    language: Language
    phrase: str
    is_active: bool
    hits: int
    false_hits: int
    version: int


class EmergencyWordQuery(PageQuery):
    kind: list[WordKind] = Field(default_factory=list)
    language: list[Language] = Field(default_factory=list)
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class NewEmergencyWord(Body):
    kind: WordKind
    language: Language
    phrase: Line


class EmergencyWordPatch(Body):
    kind: WordKind | None = None
    language: Language | None = None
    phrase: Line | None = None
    is_active: bool | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class TriedText(Body):
    text: Annotated[str, Field(min_length=1, max_length=4000)]


class TriedWord(Answer):
    """A word the text says, from `start` to `end`; `because` says why it would lift nothing, "" where it would."""

    word_id: str
    kind: WordKind
    language: Language
    phrase: str
    start: int
    end: int
    because: Because


class TriedAnswer(Answer):
    """`kind` is the emergency this text would be, null where none."""

    kind: WordKind | None
    phrase: str
    matches: list[TriedWord]


Step = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class NewServiceNumber(Body):
    name: Line
    number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[0-9+*# ()/-]*$")] = ""


class NewSafetyScript(Body):
    kind: EmergencyKind
    region: Region = ""
    language: Language
    title: Line
    steps: Annotated[list[Step], Field(min_length=1, max_length=12)]
    say: OptionalWords = ""
    numbers: Annotated[list[NewServiceNumber], Field(max_length=12)] = Field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        return self.model_dump()


class SafetyScriptPatch(Body):
    """Its kind, region and language stay; for another one make another script."""

    title: Line | None = None
    steps: Annotated[list[Step], Field(min_length=1, max_length=12)] | None = None
    say: OptionalWords | None = None
    numbers: Annotated[list[NewServiceNumber], Field(max_length=12)] | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class SafetyScriptQuery(PageQuery):
    kind: list[EmergencyKind] = Field(default_factory=list)
    region: list[Region] = Field(default_factory=list)
    language: list[Language] = Field(default_factory=list)


class LadderTarget(Body):
    """An agent by `id`; a number or mailbox by `value`; `duty` is whoever is duty manager then."""

    kind: Literal["agent", "number", "address", "duty"]
    channels: list[AlertChannel]
    id: RowId | None = None
    value: Annotated[str, Field(max_length=320)] = ""
    name: Annotated[str, Field(max_length=200)] = ""
    language: Annotated[str, Field(max_length=8)] = ""


class LadderStep(Body):
    """These people are rung together and have so many minutes."""

    minutes: int
    targets: list[LadderTarget]


class Ladder(Answer):
    """Whom the emergencies of a group ring; without a group, those of every group that has no ladder."""

    id: str
    group_id: str | None
    group_names: Names | None
    name: str
    steps: list[LadderStep]
    is_active: bool
    version: int


class NewLadder(Body):
    group_id: RowId | None = None
    name: Line
    steps: list[LadderStep] = Field(default_factory=list)
    is_active: bool = True

    def columns(self) -> dict[str, Any]:
        return self.model_dump()


class LadderPatch(Body):
    group_id: RowId | None = None
    name: Line | None = None
    steps: list[LadderStep] | None = None
    is_active: bool | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)
