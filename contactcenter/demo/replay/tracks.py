"""What the shift handovers must know of the work that is played back: who did what when, and what was open then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contactcenter.demo.replay.ledger import Row


@dataclass(slots=True, eq=False)
class OrderTrack:
    """The states of an order as they followed; `facts` are those of a handover's item that never change."""

    row: Row
    reference: str
    title: str
    desk_agent_id: str
    facts: Mapping[str, object]
    states: list[tuple[datetime, str]] = field(default_factory=list)

    def state_at(self, moment: datetime) -> str | None:
        """None before it was raised."""
        found = None
        for at, state in self.states:
            if at > moment:
                break
            found = state
        return found

    @property
    def over_at(self) -> datetime | None:
        """When the last work on it ended; None where something is left to do."""
        at, state = self.states[-1]
        if state in ("new", "taken"):
            return None
        return next((at for at, state in reversed(self.states) if state == "done"), at)


@dataclass(slots=True, eq=False)
class PromiseTrack:
    row: Row
    made_by: str
    agent_id: str
    made_at: datetime
    kept_at: datetime | None
    facts: Mapping[str, object]
    reference: str


@dataclass(slots=True, eq=False)
class GapTrack:
    """`asked` holds when which agent noted it."""

    row: Row
    question: str
    words_searched: str
    answered_at: datetime | None
    asked: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass(slots=True)
class Tracks:
    orders: list[OrderTrack] = field(default_factory=list)
    promises: list[PromiseTrack] = field(default_factory=list)
    gaps: dict[str, GapTrack] = field(default_factory=dict)
    # What each agent wrote: when, in which contact, and whether the owner read it.
    writing: dict[str, list[tuple[datetime, str, bool]]] = field(default_factory=dict)
    # The first order of each contact, by the contact's key.
    first_orders: dict[str, Row] = field(default_factory=dict)

    def wrote(self, agent_id: str, at: datetime, contact_id: str, *, is_reply: bool) -> None:
        self.writing.setdefault(agent_id, []).append((at, contact_id, is_reply))
