"""What a property-management company promises at first: how soon somebody answers, and by when a matter is solved.

An administrator changes all of it later. Whoever waits long moves up: the steps that raise a class are what keeps the
strict order of classes from letting anybody wait for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from contactcenter.agents.roles import MANAGER, SUPERVISOR
from contactcenter.contacts.states import WAITING
from contactcenter.sla.policies import PolicyDraft

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class _Promise:
    """Seconds for one class on one channel; `rises` are (class, after seconds without an answer)."""

    class_: str
    channel: str
    first: int | None
    next: int | None
    solution: int
    rises: tuple[tuple[str, int], ...] = ()
    in_office_hours: bool = False


_PROMISES: Final = (
    _Promise("emergency", "voice", 20, 2 * _MINUTE, 4 * _HOUR),
    _Promise("emergency", "", _MINUTE, 2 * _MINUTE, 4 * _HOUR),
    _Promise("priority", "voice", 30, 10 * _MINUTE, _DAY),
    _Promise("priority", "sms", 10 * _MINUTE, 10 * _MINUTE, _DAY),
    _Promise("priority", "email", _HOUR, _HOUR, 2 * _DAY),
    _Promise("priority", "manual", None, _HOUR, 2 * _DAY),
    _Promise("normal", "voice", _MINUTE, 15 * _MINUTE, 2 * _DAY, (("priority", 10 * _MINUTE),)),
    _Promise("normal", "sms", 30 * _MINUTE, 30 * _MINUTE, 2 * _DAY, (("priority", 2 * _HOUR),)),
    _Promise("normal", "email", 4 * _HOUR, 4 * _HOUR, 30 * _HOUR, (("priority", 8 * _HOUR),), in_office_hours=True),
    _Promise("normal", "manual", None, 4 * _HOUR, 5 * _DAY),
    _Promise("low", "voice", 3 * _MINUTE, _HOUR, 5 * _DAY, (("normal", 5 * _MINUTE), ("priority", 15 * _MINUTE))),
    _Promise("low", "sms", 2 * _HOUR, 2 * _HOUR, 5 * _DAY, (("normal", _HOUR), ("priority", 4 * _HOUR))),
    _Promise("low", "email", 8 * _HOUR, 8 * _HOUR, 60 * _HOUR, (("normal", 4 * _HOUR), ("priority", 12 * _HOUR)), True),
    _Promise("low", "manual", None, 8 * _HOUR, 10 * _DAY),
)


def starting_policies(office_hours: str | None = None) -> list[PolicyDraft]:
    """Mails that do not press are answered in the hours of this calendar; without one, at any hour."""
    return [_draft(promise, office_hours) for promise in _PROMISES]


def _draft(promise: _Promise, office_hours: str | None) -> PolicyDraft:
    return PolicyDraft(
        class_=promise.class_,
        channel=promise.channel,
        first_answer_seconds=promise.first,
        next_answer_seconds=promise.next,
        solution_seconds=promise.solution,
        calendar_id=office_hours if promise.in_office_hours else None,
        # In an emergency only the owner's own silence stops the clock.
        pauses_in=(WAITING,) if promise.class_ == "emergency" else ("waiting", "snoozed"),
        steps=list(_steps(promise)),
    )


def _steps(promise: _Promise) -> Iterable[dict[str, Any]]:
    for clock, seconds in (("first_answer", promise.first), ("next_answer", promise.next)):
        if seconds is None:
            continue
        yield _at(clock, 50 if promise.class_ == "emergency" else 80, "warn")
        yield _at(clock, 100, "tell", "holder" if clock == "next_answer" else f"role:{SUPERVISOR}")
        yield _at(clock, 200, "tell", f"role:{MANAGER if promise.class_ == 'emergency' else SUPERVISOR}")
        for class_, after_seconds in promise.rises:
            yield {"clock": clock, "action": "class", "target": class_, "after_seconds": after_seconds}
    yield _at("solution", 80, "warn")
    yield _at("solution", 100, "tell", f"role:{SUPERVISOR}")


def _at(clock: str, percent: int, action: str, target: str = "") -> dict[str, Any]:
    return {"clock": clock, "action": action, "target": target, "at_percent": percent}
