"""Shifts and handovers."""

from typing import Any, Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Moment, OptionalWords, RowId, Words

State = Literal["planned", "open", "handed_over", "closed"]
ItemKind = Literal["contact", "work_order", "gap", "promise"]


class Shift(Answer):
    """A span of duty. `is_extra`: nobody planned it; `is_edited`: somebody changed what a pattern planned."""

    id: str
    agent_id: str
    desk: str
    starts_at: Moment
    ends_at: Moment
    state: State
    is_extra: bool
    overtime_until: Moment | None
    pattern_id: str | None
    instead_of_id: str | None
    is_edited: bool
    version: int


class MyShift(Shift):
    """`absent_until` is set where the roster says that I am away."""

    absent_until: Moment | None = None


class ShiftQuery(PageQuery):
    """Shifts that touch the span; `agent` knows `me`."""

    agent: RowId | None = None
    from_: Moment | None = Field(None, alias="from")
    to: Moment | None = None
    state: list[State] = Field(default_factory=list)


class Person(Answer):
    id: str
    name: str


class HandoverItem(Answer):
    """One unfinished thing. `key` names it in a draft and in a signed log; `id` is null in a draft.

    What it says is how it stood at signing; `subject_state` is what became of it since.
    """

    id: str | None
    key: str
    kind: ItemKind
    subject_id: str
    reference: str
    title: str
    note: str
    place_code: str | None
    customer_name: str | None
    facts: dict[str, Any]
    subject_state: str | None
    state: Literal["offered", "accepted", "questioned"]
    age_shifts: int
    due_at: Moment | None
    question: str | None
    answer: str | None
    decided_by_name: str | None
    decided_at: Moment | None


class Handover(Answer):
    """The log of one shift; `id` is null in a draft, which is made from live work at each reading."""

    id: str | None
    shift: Shift
    from_agent: Person
    to_agent: Person | None
    state: Literal["draft", "offered", "accepted"]
    remarks: str
    counts: dict[str, int]
    items: list[HandoverItem]
    created_at: Moment | None
    accepted_at: Moment | None
    version: int


class HandoverQuery(PageQuery):
    """`agent` (knows `me`): signed by that person, or for that person."""

    state: list[Literal["offered", "accepted"]] = Field(default_factory=list)
    agent: RowId | None = None


class NewHandover(Body):
    """`notes` by the `key` of the item."""

    remarks: OptionalWords = ""
    to_agent_id: RowId | None = None
    notes: dict[str, OptionalWords] = Field(default_factory=dict)


class ItemWords(Body):
    text: Words
