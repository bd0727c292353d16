"""The way up an on-call ladder: which rung rings next, and for how long. Pure; `service.py` rings and keeps the rows.

The first round goes through the rungs of the ladder; every later one begins with the duty manager. A ladder without
rungs is the duty manager alone. Nothing here knows who acknowledged: whoever does ends the climbing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

Channel = Literal["call", "sms", "email"]
Kind = Literal["agent", "number", "address", "duty"]

CHANNELS: Final[tuple[Channel, ...]] = ("call", "sms", "email")
KINDS: Final[tuple[Kind, ...]] = ("agent", "number", "address", "duty")
# By which ways each kind of target can be reached at all.
CHANNELS_OF: Final[Mapping[Kind, tuple[Channel, ...]]] = {
    "agent": CHANNELS,
    "number": ("call", "sms"),
    "address": ("email",),
    "duty": CHANNELS,
}
DUTY_MINUTES: Final = 3
# An hour and more of ringing everybody, several times; by then the screens have long been red.
MOST_ROUNDS: Final = 12


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a rung rings: an agent by id, a number or mailbox outside, or whoever is duty manager now."""

    kind: Kind
    channels: tuple[Channel, ...]
    id: str = ""
    value: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """So many minutes are left to these people before the next ones are rung as well."""

    minutes: int
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A rung of a round; rounds count from 1, rungs from 0. Round 0 is the foot of the ladder."""

    round: int
    step: int


FOOT: Final = Place(0, 0)
DUTY: Final = Rung(DUTY_MINUTES, (Target("duty", CHANNELS),))


def read_steps(steps: Sequence[Mapping[str, Any]]) -> tuple[Rung, ...]:
    """The rungs as they are kept in a ladder's row."""
    return tuple(Rung(int(step["minutes"]), tuple(_target(target) for target in step["targets"])) for step in steps)


def _target(kept: Mapping[str, Any]) -> Target:
    return Target(
        kind=cast(Kind, kept["kind"]),
        channels=tuple(kept["channels"]),
        id=kept.get("id") or "",
        value=kept.get("value") or "",
        name=kept.get("name") or "",
        language=kept.get("language") or "",
    )


def rungs_of_round(ladder: Sequence[Rung], round_: int) -> tuple[Rung, ...]:
    """What a round goes through, in order."""
    if not ladder:
        return (DUTY,)
    return tuple(ladder) if round_ <= 1 else (DUTY, *ladder)


def next_place(ladder: Sequence[Rung], place: Place) -> Place | None:
    """The rung above; from the last one the first of a new round. None: everybody was rung often enough."""
    if place.round and place.step + 1 < len(rungs_of_round(ladder, place.round)):
        return Place(place.round, place.step + 1)
    return Place(place.round + 1, 0) if place.round < MOST_ROUNDS else None


def rung_at(ladder: Sequence[Rung], place: Place) -> Rung:
    return rungs_of_round(ladder, place.round)[place.step]
