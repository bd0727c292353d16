"""Who is served next, and by whom. Pure: rows in, matches out; `jobs/offer_waiting.py` reads and writes them.

Invariants: contacts are served in the order of their queue key wherever skills allow; an agent gets at most one offer
at a time and never more than the capacity for the channel; a contact is matched with at most one agent; nobody gets
what nobody suitable may have, and no contact waits while a suitable agent is free, but for a minute after that agent
let it go by and only if somebody else suitable is there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

# The skills by which demo and administrators say what somebody speaks, and the written language it stands for.
LANGUAGE_SKILLS: Final[Mapping[str, str]] = {"cantonese": "zh-Hant", "mandarin": "zh-Hans", "english": "en"}


@dataclass(frozen=True, slots=True)
class WaitingContact:
    """A contact in the queue. `let_go_by` are agents who lately missed or declined it."""

    id: str
    version: int
    queue_key: int
    channel: str
    queue_id: str | None
    language: str = ""
    preferred_agent_id: str | None = None
    let_go_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OnDutyAgent:
    """An available agent. `queues` gives the priority of each queue served; `free` the places left by channel."""

    id: str
    version: int
    queues: Mapping[str, int]
    skills: frozenset[str]
    languages: frozenset[str]
    free: Mapping[str, int]
    idle_since: datetime
    has_offer: bool = False


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What a queue asks of its agents, and how long an offer of it stands."""

    skills: frozenset[str] = frozenset()
    offer_seconds: int = 20


@dataclass(frozen=True, slots=True)
class Match:
    """This contact is to be offered to this agent."""

    contact: WaitingContact
    agent: OnDutyAgent
    offer_seconds: int = field(default=20)


def match(
    waiting: Iterable[WaitingContact], agents: Sequence[OnDutyAgent], queues: Mapping[str, QueueRules]
) -> list[Match]:
    """Serve the waiting in their order, each by the best suitable agent who has no offer yet."""
    unoffered = {agent.id: agent for agent in agents if not agent.has_offer}
    matches: list[Match] = []
    for contact in sorted(waiting, key=lambda contact: (contact.queue_key, contact.id)):
        if not unoffered:
            break
        rules = queues.get(contact.queue_id or "", QueueRules())
        agent = choose(contact, [agent for agent in agents if is_suitable(contact, agent, rules)], unoffered)
        if agent is not None:
            matches.append(Match(contact, agent, rules.offer_seconds))
            del unoffered[agent.id]
    return matches


def choose(
    contact: WaitingContact, suitable: Sequence[OnDutyAgent], unoffered: Mapping[str, OnDutyAgent]
) -> OnDutyAgent | None:
    """The best of the suitable agents who can be asked now.

    Who let the contact go by is asked again only where nobody else is suitable, even if the others are being asked
    something else at this moment.
    """
    others = [agent for agent in suitable if agent.id not in contact.let_go_by]
    askable = [agent for agent in others or suitable if agent.id in unoffered]
    return min(askable, key=lambda agent: _rank(contact, agent), default=None)


def is_suitable(contact: WaitingContact, agent: OnDutyAgent, rules: QueueRules) -> bool:
    """Room for the channel, member of the queue, and all its skills.

    The preferred agent needs only the room: they know the owner already, or a colleague named them. So does anybody
    for a contact without a queue, because it must not wait forever.
    """
    if agent.free.get(contact.channel, 0) < 1:
        return False
    if contact.queue_id is None or agent.id == contact.preferred_agent_id:
        return True
    return contact.queue_id in agent.queues and rules.skills <= agent.skills


def _rank(contact: WaitingContact, agent: OnDutyAgent) -> tuple[bool, bool, int, datetime, str]:
    """Smaller is better: the preferred agent, then who speaks the language, whose first queue this is, longest idle."""
    return (
        agent.id != contact.preferred_agent_id,
        bool(contact.language) and contact.language not in agent.languages,
        agent.queues.get(contact.queue_id or "", 0),
        agent.idle_since,
        agent.id,
    )
