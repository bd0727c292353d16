"""The shapes in which past and open contacts of the demo estate are written down, by hand or by `demo/month/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from contactcenter.basics.languages import Language

Author = Literal["customer", "agent", "note", "event"]
Channel = Literal["voice", "sms", "email", "manual"]
ContactState = Literal["closed", "waiting", "active", "snoozed"]
Outcome = Literal["answered", "work_order", "promise", "gap", "abandoned", "no_action", "spam"]
OrderState = Literal["new", "taken", "done", "closed"]
Source = Literal["walk_in", "letter", "forum", "visit", "patrol"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message, note, or (with `details`) event of a call, so many minutes after the contact arrived."""

    minutes_after: float
    author: Author
    text: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgainScript:
    """What happened to an order that came back: taken and done once more, and then the owner said yes."""

    taken_after: float
    done_after: float | None
    result: str = ""
    verdict_after: float | None = None
    verdict_words: str = ""


@dataclass(frozen=True, slots=True)
class OrderScript:
    """`notes` are the back office's, `verdict` the owner's answer to "is it fixed?"; after a "no" the order is new again.

    `closed_after` is when a supervisor closed it without the owner's word. `moved_to` is a group code; `place_code` is set where the work is not in the sender's home. Where `taken_after` or
    `verdict_after` are not written down, the replay finds a time for them.
    """

    type_code: str
    title: str
    description: str
    state: OrderState
    raised_after: float = 5
    priority: str | None = None
    form: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[tuple[float, str], ...] = ()
    result: str = ""
    taken_after: float | None = None
    done_after: float | None = None
    verdict: Literal["yes", "no"] | None = None
    verdict_words: str = ""
    verdict_after: float | None = None
    again: AgainScript | None = None
    closed_after: float | None = None
    close_reason: str = ""
    moved_to: str | None = None
    place_code: str | None = None


@dataclass(frozen=True, slots=True)
class GapScript:
    """Contacts with the same `key` asked the same question. `answered_days_ago` where article `article_code` answered it."""

    key: str
    question: str
    words_searched: str
    article_code: str | None = None
    answered_days_ago: float | None = None


@dataclass(frozen=True, slots=True)
class PromiseScript:
    """`due_in` counts in minutes from now, so a negative one is already over; `kept_after` from the contact's arrival."""

    what: str
    due_in: float
    state: Literal["open", "kept"] = "open"
    kept_after: float | None = None


@dataclass(frozen=True, slots=True)
class MatterScript:
    """`attached_to` is the key of the contact whose first order covers this, too."""

    subject: str
    outcome: Outcome | None = None
    article_code: str | None = None
    order: OrderScript | None = None
    gap: GapScript | None = None
    promise: PromiseScript | None = None
    attached_to: str | None = None


@dataclass(frozen=True, slots=True)
class ContactScript:
    """`customer_name`, else `home`, else `building` says who writes (`building` "" is an outsider).

    Texts may hold {home}, {work_order}, {incident} and {reference}. Nobody (`agent` None) took a caller who hung up.
    `emergency` is kind and phrase of the word that lifted it.
    """

    key: str
    channel: Channel
    language: Language
    minutes_ago: float
    agent: str | None
    lines: tuple[Line, ...]
    matters: tuple[MatterScript, ...]
    state: ContactState = "closed"
    building: str = "3"
    home: str | None = None
    customer_name: str | None = None
    wrap_up_note: str = ""
    source: Source | None = None
    snoozed_for: float | None = None
    queue_code: str = "general"
    accepted_after: float | None = None
    emergency: tuple[str, str] | None = None


def said(*lines: tuple[float, Author, str]) -> tuple[Line, ...]:
    return tuple(Line(minutes, author, text) for minutes, author, text in lines)
