"""One contact as the figures see it: how it waited, how that ended, and who worked on it when. Pure.

A call is answered when the talk begins, a text or mail when an agent takes it. What was merged into another contact,
and a call that became a callback, waits there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal

from contactcenter.contacts import states

Outcome = Literal["answered", "abandoned", "voicemail", "callback", "forwarded", "closed", "waiting"]
Work = Literal["talk", "hold", "wrap"]
# A line of the history: act, author, when, details.
Line = tuple[str, str | None, datetime, Mapping[str, Any]]

CALLBACK: Final = "callback"
# What ends the wait of a caller, by the event of the call that says so.
_ENDS: Final[Mapping[str, Outcome]] = {
    "talk.started": "answered",
    "call.abandoned": "abandoned",
    "voicemail.left": "voicemail",
    "callback.asked": "callback",
    "call.forwarded": "forwarded",
}
_BUSY: Final = frozenset({states.ACTIVE, states.WRAP_UP})


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of a contact. `events` (name, at, details) of its calls;
    these and the `history` stand in their order. `told` are (said at, expected seconds)."""

    contact_id: str
    channel: str
    direction: str
    source: str | None
    queue_id: str | None
    queued_at: datetime
    is_merged: bool = False
    history: Sequence[Line] = ()
    events: Sequence[tuple[str, datetime, Mapping[str, Any]]] = ()
    told: Sequence[tuple[datetime, int]] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """An agent at work on a contact."""

    agent_id: str
    work: Work
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """`outcome` None where it never waited in a queue. `agent_id` is who answered, `queue_id` where it waited last."""

    contact_id: str
    channel: str
    queue_id: str | None
    queued_at: datetime
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    agent_id: str | None = None
    is_callback: bool = False
    stretches: tuple[Stretch, ...] = ()
    told: tuple[tuple[datetime, int], ...] = field(default=())

    @property
    def wait_seconds(self) -> float | None:
        return (self.ended_at - self.queued_at).total_seconds() if self.ended_at is not None else None

    def seconds_of(self, work: Work) -> float:
        return sum((each.ends - each.begins).total_seconds() for each in self.stretches if each.work == work)


def read_visit(rows: Rows, *, now: datetime) -> Visit:
    """What is not over yet is counted until `now`."""
    is_callback = rows.source == CALLBACK
    visit = Visit(rows.contact_id, rows.channel, _queue_of(rows), rows.queued_at, is_callback=is_callback)
    is_voice = rows.channel == "voice"
    stretches = _talks(rows, now) if is_voice else _handlings(rows.history, now)
    visit = replace(visit, stretches=tuple(stretches), told=tuple(rows.told))
    if rows.is_merged or not _has_waited(rows) or (rows.direction != "inbound" and not is_callback):
        return visit
    outcome, ended_at, agent_id = _end_of_call(rows) if is_voice else _taken(rows.history)
    return replace(visit, outcome=outcome, ended_at=ended_at, agent_id=agent_id)


def _has_waited(rows: Rows) -> bool:
    """What staff key in is theirs at once; a caller in the menu waits for nobody."""
    if rows.channel == "manual":
        return False
    if rows.channel != "voice":
        return True
    moves = ({details.get("from"), details.get("to")} for _, _, _, details in rows.history)
    return any(name == "call.queued" for name, _, _ in rows.events) or any(states.QUEUED in move for move in moves)


def _queue_of(rows: Rows) -> str | None:
    """Where it waited until somebody took it in hand: moved on later, it is still that queue's."""
    taken_at = next((at for _, _, at, details in rows.history if details.get("to") in _BUSY), None)
    moves = [details for _, _, at, details in rows.history if taken_at and at > taken_at and "to_queue" in details]
    return moves[0]["from_queue"] if moves else rows.queue_id


def _end_of_call(rows: Rows) -> tuple[Outcome, datetime | None, str | None]:
    for name, at, details in rows.events:
        if name in _ENDS:
            agent_id = details.get("agent_id") if name == "talk.started" else None
            return _ENDS[name], at, agent_id
    return _closed(rows.history)


def _taken(history: Sequence[Line]) -> tuple[Any, ...]:
    for _act, author_id, at, details in history:
        if details.get("to") == states.ACTIVE and details.get("from") != states.ACTIVE:
            return "answered", at, details.get("to_agent") or author_id
    return _closed(history)


def _closed(history: Iterable[Line]) -> tuple[Any, ...]:
    closed = [at for _, _, at, details in history if details.get("to") == states.CLOSED]
    return ("closed", closed[0], None) if closed else ("waiting", None, None)


def _handlings(history: Iterable[Line], now: datetime) -> Iterable[Stretch]:
    """Texts, mails and what was keyed in: in hand is talk, writing down is wrap."""
    agent_id: str | None = None
    work: Work | None = None
    since = now
    for act, author_id, at, details in history:
        to = details.get("to")
        is_over = act == "wrap_up_over"
        is_passed = act == "passed" and work is not None
        if to not in states.MOVES and not is_over and not is_passed:
            continue
        if work is not None and agent_id is not None:
            yield Stretch(agent_id, work, since, max(at, since))
        if is_passed:
            agent_id, since = details.get("to_agent") or agent_id, at
            continue
        work, since = (None if is_over else _WORKS.get(str(to))), at
        agent_id = (details.get("to_agent") or agent_id or author_id) if work is not None else None
    if work is not None and agent_id is not None:
        yield Stretch(agent_id, work, since, max(now, since))


_WORKS: Final[Mapping[str, Work]] = {states.ACTIVE: "talk", states.WRAP_UP: "wrap"}


def _talks(rows: Rows, now: datetime) -> list[Stretch]:
    """Each talk with the music in it, and what came after it until the agent let the contact go."""
    stretches: list[Stretch] = []
    agent_id, since, held_since = "", None, None
    for name, at, details in rows.events:
        if name == "talk.started":
            agent_id, since, held_since = str(details.get("agent_id") or ""), at, None
        elif since is None:
            continue
        elif name == "talk.held":
            stretches.append(Stretch(agent_id, "talk", since, at))
            since = held_since = at
        elif name == "talk.resumed" and held_since is not None:
            stretches.append(Stretch(agent_id, "hold", held_since, at))
            since, held_since = at, None
        elif name == "talk.ended":
            stretches.append(Stretch(agent_id, "hold" if held_since else "talk", since, at))
            stretches.append(Stretch(agent_id, "wrap", at, _let_go(rows.history, at, now)))
            since = held_since = None
    if since is not None:
        stretches.append(Stretch(agent_id, "hold" if held_since else "talk", since, max(now, since)))
    return [each for each in stretches if each.agent_id and each.ends > each.begins]


def _let_go(history: Iterable[Line], since: datetime, now: datetime) -> datetime:
    """When whoever talked had written down how it ended."""
    for act, _author, at, details in history:
        to = details.get("to")
        if at >= since and (act == "wrap_up_over" or (to in states.MOVES and to not in _BUSY)):
            return at
    return max(now, since)
