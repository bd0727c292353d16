"""The life of a work order: which act leads from which state to which. Pure; `service.py` asks before each change."""

from dataclasses import dataclass
from typing import Literal

from contactcenter.errors import Conflict

State = Literal["new", "taken", "done", "closed", "cancelled"]
Act = Literal["take", "finish", "reopen", "close", "move", "cancel"]
Priority = Literal["urgent", "high", "normal", "low"]

PRIORITIES: tuple[Priority, ...] = ("urgent", "high", "normal", "low")

# Work is left to do; the desk that raised the order passes these on at a shift change.
UNFINISHED: tuple[State, ...] = ("new", "taken")
# Not ended for the owner: "done" still waits for the owner's verdict.
OPEN: tuple[State, ...] = ("new", "taken", "done")

MOVES: dict[Act, dict[State, State]] = {
    "take": {"new": "taken"},
    "finish": {"taken": "done"},
    "reopen": {"done": "new", "closed": "new"},
    "close": {"done": "closed"},
    "move": {"new": "new", "taken": "new"},
    "cancel": {"new": "cancelled", "taken": "cancelled"},
}


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a reopened order carries on with; it stays with its group."""

    priority: Priority
    reopened_count: int


def next_state(state: str, act: Act) -> State:
    """The state after this act; raises `Conflict` where the act is not possible now."""
    for before, after in MOVES[act].items():
        if before == state:
            return after
    raise Conflict(f"An order that is {state} cannot do this: {act}.", details={"state": state, "act": act})


def reopened(priority: str, reopened_count: int) -> Reopened:
    """One level more urgent than before: the owner has now waited twice."""
    levels = list(PRIORITIES)
    place = next((index for index, level in enumerate(levels) if level == priority), levels.index("normal"))
    return Reopened(levels[max(place - 1, 0)], reopened_count + 1)
