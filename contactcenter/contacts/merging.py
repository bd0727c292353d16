"""What becomes of a contact when another one is merged into it. Pure."""

from typing import Final, NamedTuple

from contactcenter.contacts.states import ACTIVE, CLOSED, HELD, NEW, OFFERED, QUEUED, SNOOZED, WAITING, WRAP_UP

# Somebody must still read or answer what came.
NEEDS_WORK: Final = frozenset({NEW, QUEUED, OFFERED, ACTIVE})
_RESTS: Final = frozenset({WAITING, SNOOZED, WRAP_UP})


class Standing(NamedTuple):
    """Where a contact stands: its state, and who holds it."""

    state: str
    agent_id: str | None


def joined(survivor: Standing, merged: Standing, *, author_id: str) -> Standing:
    """Where the survivor stands after the merge.

    Whoever held either of them holds both, the survivor's own agent before the other's. Work that came along wakes
    a survivor at rest: at once where its agent merges, else through the queue, which asks that agent first.
    """
    if survivor.state not in HELD:
        if merged.state in HELD:
            return Standing(ACTIVE, merged.agent_id)
        return Standing(QUEUED, None) if survivor.state == CLOSED else survivor
    if survivor.state not in _RESTS or merged.state not in NEEDS_WORK:
        return survivor
    if survivor.agent_id == author_id or survivor.state == WRAP_UP:
        return Standing(ACTIVE, survivor.agent_id)
    return Standing(QUEUED, None)


def restored(before: Standing, *, agent_is_there: bool, is_settled: bool, heard_since: bool) -> Standing:
    """Where a contact stands after its merge was undone.

    `is_settled`: all it is about was decided and closed meanwhile; `heard_since`: its owner wrote last, and waits.
    """
    if before.state == CLOSED or is_settled:
        return Standing(CLOSED, before.agent_id)
    if before.state not in HELD or not agent_is_there or (heard_since and before.state in _RESTS):
        return Standing(QUEUED, None)
    return before
