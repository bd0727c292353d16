"""What a policy promises, as values, and which policy holds for a contact at a moment. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

Kind = Literal["first_answer", "next_answer", "solution"]
Action = Literal["warn", "tell", "class", "group", "queue", "assign"]

FIRST_ANSWER: Final = "first_answer"
NEXT_ANSWER: Final = "next_answer"
SOLUTION: Final = "solution"
KINDS: Final[tuple[Kind, ...]] = (FIRST_ANSWER, NEXT_ANSWER, SOLUTION)
ACTIONS: Final[tuple[Action, ...]] = ("warn", "tell", "class", "group", "queue", "assign")


@dataclass(frozen=True, slots=True)
class Step:
    """What happens when so much of the promised time is used up, or after so many seconds that count.

    `target` names a class, or the code or id of whom or what it goes to; a warning needs none.
    """

    clock: Kind
    action: Action
    target: str = ""
    at_percent: int | None = None
    after_seconds: int | None = None

    @property
    def key(self) -> str:
        """The same for steps that say the same, so that a promise made anew does not repeat them."""
        when = f"{self.at_percent}%" if self.at_percent is not None else f"{self.after_seconds}s"
        return f"{self.action}@{when}:{self.target}" if self.target else f"{self.action}@{when}"

    def seconds(self, promised: int) -> float:
        """After how much of the clock's time it falls due."""
        return promised * self.at_percent / 100 if self.at_percent is not None else float(self.after_seconds or 0)


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a policy."""

    policy_id: str
    version: int
    class_: str
    channel: str
    seconds: Mapping[str, int | None]
    calendar_id: str | None = None
    pauses_in: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    is_active: bool = True

    def steps_of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.clock == kind]


class Rulebook:
    """All versions of all policies: what was promised when."""

    def __init__(self, versions: Iterable[tuple[datetime, Terms]]) -> None:
        self._versions: dict[tuple[str, str], list[tuple[datetime, Terms]]] = {}
        for valid_from, terms in sorted(versions, key=lambda each: (each[0], each[1].version)):
            self._versions.setdefault((terms.class_, terms.channel), []).append((valid_from, terms))

    @property
    def calendar_ids(self) -> set[str]:
        every = (terms for versions in self._versions.values() for _, terms in versions)
        return {terms.calendar_id for terms in every if terms.calendar_id is not None}

    def find(self, class_: str, channel: str, at: datetime) -> Terms | None:
        """The policy of the channel, else that of all channels; None where nothing is promised at that moment."""
        for key in ((class_, channel), (class_, "")):
            said = [terms for valid_from, terms in self._versions.get(key, ()) if valid_from <= at]
            if said and said[-1].is_active:
                return said[-1]
        return None


def read_terms(policy_id: str, version: int, columns: Mapping[str, Any]) -> Terms:
    """The terms as they are kept in a row, whose steps were checked when they were written."""
    return Terms(
        policy_id=policy_id,
        version=version,
        class_=columns["class"],
        channel=columns["channel"],
        seconds={kind: columns[f"{kind}_seconds"] for kind in KINDS},
        calendar_id=columns["calendar_id"],
        pauses_in=frozenset(columns["pauses_in"]),
        steps=tuple(Step(**step) for step in columns["steps"]),
        is_active=columns["is_active"],
    )
