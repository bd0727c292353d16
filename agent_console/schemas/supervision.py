"""Merging, who looks at a contact, what a supervisor does with it, and what happened to it so far."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from agent_console.schemas.base import Answer, Body, Channel, Moment, Names, OptionalWords, RowId, Version, Words
from agent_console.schemas.contacts import ContactClass
from contactcenter.contacts.reordering import LONGEST_HEAD_START


class Merge(Body):
    """`into_id` is the contact that goes on. `confirm` is needed where they are of people who are not linked."""

    into_id: RowId
    reason: OptionalWords = ""
    confirm: bool = False
    version: Version = None


class Unmerge(Body):
    reason: OptionalWords = ""


class Viewing(Body):
    """Say it every ten seconds while the thread is on the screen, and at once when typing begins or ends."""

    is_typing: bool = False


class Viewer(Answer):
    """Somebody who looks at a contact; gone at `expires_at` unless heard of again."""

    agent_id: str
    name: str
    is_typing: bool
    since: Moment
    expires_at: Moment


class AnswerWay(Answer):
    """One way to answer: on the thread of this contact, from our line, to this address."""

    contact_id: str
    reference: str
    channel: Channel
    line: str
    address: str


class Priority(Body):
    """Another class, a head start in seconds, or before everything of its class that waits."""

    class_: Annotated[ContactClass | None, Field(alias="class")] = None
    head_start_seconds: Annotated[int | None, Field(ge=0, le=LONGEST_HEAD_START)] = None
    to_front: bool = False
    reason: Words
    version: Version = None

    @model_validator(mode="after")
    def _one_wish(self) -> "Priority":
        if self.class_ is None and self.head_start_seconds is None and not self.to_front:
            raise ValueError("Give a class, head_start_seconds, or to_front.")
        if self.to_front and self.head_start_seconds is not None:
            raise ValueError("Give either head_start_seconds or to_front.")
        return self


class Assignment(Body):
    agent_id: RowId
    reason: Words
    version: Version = None


class HistoryEntry(Answer):
    """One line of the append-only history; without an author a rule or a job did it.

    `people` and `things` name who and what (queues, groups, places) the ids in `details` stand for.
    """

    id: str
    act: str
    at: Moment
    author_id: str | None
    author_name: str | None
    reason: str
    details: dict[str, Any]
    people: dict[str, str]
    things: dict[str, Names]
