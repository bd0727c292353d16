"""The shapes in which past and open contacts of the demo estate are written down."""

from dataclasses import dataclass, field
from typing import Literal

from contactcenter.basics.languages import Language

Author = Literal["customer", "agent", "note"]
ContactState = Literal["closed", "waiting", "active", "snoozed"]
Outcome = Literal["answered", "work_order", "promise", "gap", "abandoned", "no_action", "spam"]
OrderState = Literal["new", "taken", "done", "closed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message or internal note, so many minutes after the contact arrived."""

    minutes_after: int
    author: Author
    text: str


@dataclass(frozen=True, slots=True)
class OrderScript:
    """`notes` are the back office's, `verdict` the owner's answer to "is it fixed?"; after a "no" the order is new again.

    `moved_to` is a group code; `place_code` is set where the work is not in the sender's home.
    """

    type_code: str
    title: str
    description: str
    state: OrderState
    raised_after: int = 5
    priority: str | None = None
    form: dict[str, object] = field(default_factory=dict)
    notes: tuple[tuple[int, str], ...] = ()
    result: str = ""
    done_after: int | None = None
    verdict: Literal["yes", "no"] | None = None
    verdict_words: str = ""
    moved_to: str | None = None
    place_code: str | None = None


@dataclass(frozen=True, slots=True)
class GapScript:
    """Contacts with the same `key` asked the same question."""

    key: str
    question: str
    words_searched: str


@dataclass(frozen=True, slots=True)
class PromiseScript:
    """`due_in` counts in minutes from now, so a negative one is already over."""

    what: str
    due_in: int
    state: Literal["open", "kept"] = "open"


@dataclass(frozen=True, slots=True)
class MatterScript:
    subject: str
    outcome: Outcome | None = None
    article_code: str | None = None
    order: OrderScript | None = None
    gap: GapScript | None = None
    promise: PromiseScript | None = None


@dataclass(frozen=True, slots=True)
class ContactScript:
    """`customer_name`, else `home`, else `building` says who writes (`building` "" is an outsider). Texts may hold {home}, {work_order} and {reference}."""

    key: str
    channel: Literal["sms", "email", "manual"]
    language: Language
    minutes_ago: int
    agent: str
    lines: tuple[Line, ...]
    matters: tuple[MatterScript, ...]
    state: ContactState = "closed"
    building: str = "3"
    home: str | None = None
    customer_name: str | None = None
    wrap_up_note: str = ""
    source: Literal["walk_in", "letter", "forum", "visit", "patrol"] | None = None
    snoozed_for: int | None = None
    queue_code: str = "general"


def said(*lines: tuple[int, Author, str]) -> tuple[Line, ...]:
    return tuple(Line(minutes, author, text) for minutes, author, text in lines)
