"""Who comes first among those who could be asked for a contact. Pure."""

from typing import Any, Final

from contactcenter.routing.engine.values import (
    EMERGENCY,
    FEWEST_CONTACTS,
    ROUND_ROBIN,
    OnDutyAgent,
    WaitingContact,
)

# What `closeness` compares, in its order.
CRITERIA: Final = ("queue_member", "language", "place", "priority")
Closeness = tuple[bool, bool, bool, int]
# Smaller is better; the last entry is the agent's id. Of one contact all have the same strategy, so they compare.
Turn = tuple[Any, ...]


def closeness(contact: WaitingContact, agent: OnDutyAgent) -> Closeness:
    """How near the agent is to the contact, smaller is nearer: before their turn, and the same for a whole crew."""
    return (
        contact.class_ == EMERGENCY and not _is_meant(contact, agent),
        bool(contact.language) and contact.language not in agent.languages,
        bool(contact.place_skill) and contact.place_skill not in agent.skills,
        agent.queues.get(contact.queue_id or "", (0, 0))[0],
    )


def turn(strategy: str, agent: OnDutyAgent, last_asked: str = "") -> Turn:
    """Whose turn it is among equals. In round robin: the next in the ring after who was asked last."""
    if strategy == ROUND_ROBIN:
        return (agent.id <= last_asked, agent.id)
    if strategy == FEWEST_CONTACTS:
        return (agent.handled_today, agent.idle_since, agent.id)
    return (agent.idle_since, agent.id)


def _is_meant(contact: WaitingContact, agent: OnDutyAgent) -> bool:
    """An emergency is for anybody, but first for those who would have been asked anyway."""
    if contact.group_id is not None:
        return contact.group_id in agent.group_ids
    return contact.queue_id is None or contact.queue_id in agent.queues
