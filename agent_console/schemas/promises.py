"""Promises and follow-ups."""

from typing import Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Moment, Names, RowId, Words

State = Literal["open", "kept", "broken"]


class Promise(Answer):
    """What was promised to whom, by when, and who answers for it."""

    id: str
    contact_id: str
    contact_reference: str
    customer_id: str | None
    customer_name: str | None
    what: str
    due_at: Moment
    agent_id: str
    agent_name: str
    state: State
    created_at: Moment
    kept_at: Moment | None
    version: int


class PromiseQuery(PageQuery):
    """`agent` knows `me`."""

    state: list[State] = Field(default_factory=list)
    agent: RowId | None = None


class NewPromise(Body):
    what: Words
    due_at: Moment
    matter_id: RowId | None = None


class FollowUp(Answer):
    """One question "is it solved?" after one completion of an order. `asked_at` null: somebody must call."""

    id: str
    work_order_id: str
    work_order_reference: str
    work_order_title: str
    place_code: str | None
    place_names: Names | None
    contact_id: str
    contact_reference: str
    customer_name: str | None
    created_at: Moment
    asked_at: Moment | None
    verdict: Literal["yes", "no"] | None
    words: str
    answered_at: Moment | None
    withdrawn_at: Moment | None


class FollowUpQuery(PageQuery):
    answered: bool | None = None
    work_order: RowId | None = None
