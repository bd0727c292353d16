"""What is counted of visits, so that the counts of parts add up to those of the whole; and the figures made of counts.

The formula that stands beside a figure is the one it is computed by. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final, Literal

from contactcenter.figures.visits import Visit

Unit = Literal["contacts", "seconds", "ratio", "estimates"]

# An estimate was right where it missed by no more than a minute, or a quarter of what was said.
NEAR_SECONDS: Final = 60
NEAR_SHARE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Goals:
    """What a queue wants: answered within so many seconds; whoever leaves sooner than the other never really waited."""

    target_seconds: int = 20
    short_seconds: int = 10


@dataclass(frozen=True, slots=True)
class Goalbook:
    """The goals of each queue by its id; texts and mails have the target that owners are promised on their channel."""

    of_queues: Mapping[str, Goals] = field(default_factory=dict)
    promised: Mapping[str, int] = field(default_factory=dict)

    def find(self, visit: Visit) -> Goals:
        goals = self.of_queues.get(visit.queue_id or "", Goals())
        return replace(goals, target_seconds=self.promised.get(visit.channel, goals.target_seconds))


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of visits and sums of seconds. `busy` and `ready` are of agents, not of visits."""

    offered: int = 0
    answered: int = 0
    answered_in_time: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    voicemails: int = 0
    other: int = 0
    waiting: int = 0
    wait_seconds: float = 0.0
    handled: int = 0
    talk_seconds: float = 0.0
    hold_seconds: float = 0.0
    wrap_seconds: float = 0.0
    callbacks: int = 0
    callbacks_answered: int = 0
    callback_wait_seconds: float = 0.0
    estimates: int = 0
    estimates_near: int = 0
    estimate_error_seconds: float = 0.0
    busy_seconds: float = 0.0
    ready_seconds: float = 0.0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def count(visit: Visit, goals: Goals) -> Totals:
    """What one visit adds."""
    talk, hold, wrap = (visit.seconds_of(work) for work in ("talk", "hold", "wrap"))
    work = {"handled": int(talk + hold + wrap > 0), "talk_seconds": talk, "hold_seconds": hold, "wrap_seconds": wrap}
    errors = estimate_errors(visit)
    told = {
        "estimates": len(errors),
        "estimates_near": sum(is_near for _, is_near in errors),
        "estimate_error_seconds": sum(error for error, _ in errors),
    }
    return Totals(**work, **told, **_wait(visit, goals))  # type: ignore[arg-type]


def _wait(visit: Visit, goals: Goals) -> dict[str, float]:
    wait = visit.wait_seconds or 0.0
    if visit.outcome is None or (visit.outcome == "callback" and not visit.is_callback):
        return {}
    if visit.is_callback:
        is_answered = visit.outcome == "answered"
        answered = {"callbacks_answered": 1, "callback_wait_seconds": wait} if is_answered else {}
        return {"callbacks": 1, **answered}
    if visit.outcome == "answered":
        in_time = int(wait <= goals.target_seconds)
        return {"offered": 1, "answered": 1, "answered_in_time": in_time, "wait_seconds": wait}
    if visit.outcome == "abandoned":
        return {"offered": 1, "short_abandoned" if is_short(visit, goals) else "abandoned": 1}
    names = {"voicemail": "voicemails", "waiting": "waiting"}
    return {"offered": 1, names.get(visit.outcome, "other"): 1}


def is_short(visit: Visit, goals: Goals) -> bool:
    return visit.outcome == "abandoned" and (visit.wait_seconds or 0.0) < goals.short_seconds


def estimate_errors(visit: Visit) -> list[tuple[float, bool]]:
    """By how many seconds each estimate missed what it really took until the answer, and whether that is near."""
    if visit.outcome != "answered" or visit.ended_at is None:
        return []
    missed = [
        (abs((visit.ended_at - said_at).total_seconds() - expected), expected)
        for said_at, expected in visit.told
        if said_at <= visit.ended_at
    ]
    return [(error, error <= max(NEAR_SECONDS, NEAR_SHARE * expected)) for error, expected in missed]


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Formula:
    """`has_part` says whether a visit stands behind the figure, `counts` whether it is in the part above the line."""

    unit: Unit
    text: str
    value: Callable[[Totals], float | None]
    is_behind: Callable[[Totals], bool]
    counts: Callable[[Totals], bool]


def _number(name: str, unit: Unit, text: str) -> Formula:
    def value(totals: Totals) -> float:
        return float(getattr(totals, name))

    def is_behind(totals: Totals) -> bool:
        return bool(getattr(totals, name))

    return Formula(unit, text, value, is_behind, is_behind)


FORMULAS: Final[Mapping[str, Formula]] = {
    "offered": _number("offered", "contacts", "entered a queue; callbacks and the calls they come from are apart"),
    "answered": _number("answered", "contacts", "offered, and the talk began or an agent took it"),
    "answered_in_time": _number(
        "answered_in_time",
        "contacts",
        "answered, and wait <= target (calls: of the queue; texts, mails: as promised)",
    ),
    "abandoned": _number("abandoned", "contacts", "offered, and left after short_abandon_seconds or later"),
    "short_abandoned": _number("short_abandoned", "contacts", "offered, and left before short_abandon_seconds"),
    "voicemails": _number("voicemails", "contacts", "offered, and left a message instead of waiting"),
    "other": _number("other", "contacts", "offered, and forwarded or closed without an answer"),
    "waiting": _number("waiting", "contacts", "offered, and still waiting"),
    "service_level": Formula(
        "ratio",
        "answered_in_time / (offered - short_abandoned)",
        lambda t: _share(t.answered_in_time, t.offered - t.short_abandoned),
        lambda t: t.offered > t.short_abandoned,
        lambda t: t.answered_in_time > 0,
    ),
    "abandon_rate": Formula(
        "ratio",
        "abandoned / (offered - short_abandoned)",
        lambda t: _share(t.abandoned, t.offered - t.short_abandoned),
        lambda t: t.offered > t.short_abandoned,
        lambda t: t.abandoned > 0,
    ),
    "asa_seconds": Formula(
        "seconds",
        "sum of waits of answered / answered",
        lambda t: _share(t.wait_seconds, t.answered),
        lambda t: t.answered > 0,
        lambda t: t.answered > 0,
    ),
    "aht_seconds": Formula(
        "seconds",
        "(talk + hold + wrap) / handled",
        lambda t: _share(t.talk_seconds + t.hold_seconds + t.wrap_seconds, t.handled),
        lambda t: t.handled > 0,
        lambda t: t.handled > 0,
    ),
    "handled": _number("handled", "contacts", "somebody worked on it; what was begun by ourselves too"),
    "talk_seconds": _number("talk_seconds", "seconds", "sum of talks; of texts and mails, of the time in hand"),
    "hold_seconds": _number("hold_seconds", "seconds", "sum of music during talks"),
    "wrap_seconds": _number("wrap_seconds", "seconds", "sum of writing down after talks"),
    "callbacks": _number("callbacks", "contacts", "asked to be called back"),
    "callbacks_answered": _number("callbacks_answered", "contacts", "called back, and the talk began"),
    "callback_wait_seconds": Formula(
        "seconds",
        "sum of waits until the customer picked up / callbacks_answered",
        lambda t: _share(t.callback_wait_seconds, t.callbacks_answered),
        lambda t: t.callbacks_answered > 0,
        lambda t: t.callbacks_answered > 0,
    ),
    "estimates": _number("estimates", "estimates", "expected waits said to callers who were then answered"),
    "estimate_accuracy": Formula(
        "ratio",
        "estimates missed by at most max(60 s, 25 % of what was said) / estimates",
        lambda t: _share(t.estimates_near, t.estimates),
        lambda t: t.estimates > 0,
        lambda t: t.estimates_near > 0,
    ),
    "estimate_error_seconds": Formula(
        "seconds",
        "sum of |real wait - said| / estimates",
        lambda t: _share(t.estimate_error_seconds, t.estimates),
        lambda t: t.estimates > 0,
        lambda t: t.estimates > 0,
    ),
    "busy_seconds": _number("busy_seconds", "seconds", "agents at work on at least one contact, within the period"),
    "ready_seconds": _number("ready_seconds", "seconds", "agents available and at work on nothing, within the period"),
    "occupancy": Formula(
        "ratio",
        "busy_seconds / (busy_seconds + ready_seconds)",
        lambda t: _share(t.busy_seconds, t.busy_seconds + t.ready_seconds),
        lambda t: t.busy_seconds > 0,
        lambda t: t.busy_seconds > 0,
    ),
}
# What is said of agents and their time; queues and channels have no share in who is ready.
OF_AGENTS: Final = frozenset({"busy_seconds", "ready_seconds", "occupancy"})


def figures_of(totals: Totals) -> dict[str, float | None]:
    """Every figure by its code; None where nothing stands below the line."""
    return {code: formula.value(totals) for code, formula in FORMULAS.items()}
