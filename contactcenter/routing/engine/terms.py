"""What is asked of an agent for a contact, and how the seconds it has waited change that. Pure."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from contactcenter.routing.engine.values import (
    EMERGENCY,
    EMERGENCY_RING_SIZE,
    RING_GROUP,
    OnDutyAgent,
    QueueRules,
    Reason,
    WaitingContact,
)

# The room a contact takes: that of its channel, and whether what can wait counts (see `capacity`).
Lane = tuple[str, bool]


class Demand(NamedTuple):
    """What is asked of agents, beside that they are free. Contacts that ask the same may go to the same people.

    Without `queue_id` no membership is asked. `waited` is the longest delay among the queue's members that is over.
    """

    lane: Lane
    queue_id: str | None = None
    group_id: str | None = None
    waited: int = 0
    skills: frozenset[tuple[str, int]] = frozenset()
    language: str = ""
    place_skill: str = ""


class Terms:
    """The rules of one queue with the delays of its members; `thresholds` are the seconds at which they change."""

    def __init__(self, rules: QueueRules, delays: Collection[int] = ()) -> None:
        self.rules = rules
        self.delays = sorted({0, *delays})
        self._steps = sorted(rules.requirements, key=lambda step: step.after_seconds)
        self._starts = [step.after_seconds for step in self._steps]
        windows = (rules.preferred_seconds, rules.language_seconds, rules.place_seconds)
        self.thresholds = sorted({*self._starts, *self.delays, *windows})

    def next_threshold(self, waited: float) -> int | None:
        """The first of its seconds that are not over yet."""
        position = bisect_right(self.thresholds, waited)
        return self.thresholds[position] if position < len(self.thresholds) else None

    def demand(self, contact: WaitingContact, waited: float) -> Demand:
        """What the contact asks of agents when it has waited so long.

        An emergency asks nothing: better somebody now than the right person later. Who is handed to a group is for
        all its people, whatever its queue asks; without group and queue it is for anybody, or it would wait forever.
        """
        if contact.class_ == EMERGENCY:
            return Demand((contact.channel, True))
        asks_members = contact.queue_id is not None and contact.group_id is None
        return Demand(
            (contact.channel, False),
            queue_id=contact.queue_id if asks_members else None,
            group_id=contact.group_id,
            waited=self.delays[bisect_right(self.delays, waited) - 1] if asks_members else 0,
            skills=frozenset(self.needs(contact, waited).items()),
            language=contact.language if waited < self.rules.language_seconds else "",
            place_skill=contact.place_skill if waited < self.rules.place_seconds else "",
        )

    def needs(self, contact: WaitingContact, waited: float) -> Mapping[str, int]:
        """The least levels asked: those of the step whose time has come, and the contact's own."""
        position = bisect_right(self._starts, waited)
        if contact.group_id is not None or not position:
            return contact.skills
        step = self._steps[position - 1].skills
        if not contact.skills:
            return step
        return {name: max(step.get(name, 0), contact.skills.get(name, 0)) for name in {*step, *contact.skills}}

    def wanted(self, contact: WaitingContact) -> int:
        """How many more people may be asked for the contact at once."""
        is_group = self.rules.strategy == RING_GROUP
        size = max(self.rules.ring_size, 1) if is_group else 1
        if contact.class_ == EMERGENCY:
            size = max(size, EMERGENCY_RING_SIZE)
        return size - len(contact.offered_to)

    def waits_for_preferred(self, contact: WaitingContact, preferred: OnDutyAgent | None, waited: float) -> bool:
        """Whether only the preferred agent is asked: signed in, and they have not let it go by."""
        return (
            preferred is not None
            and preferred.id not in contact.let_go_by
            and waited < self.rules.preferred_seconds
            and contact.class_ != EMERGENCY
        )


def may_be_preferred(contact: WaitingContact, agent: OnDutyAgent) -> bool:
    """Whether the agent is the contact's preferred one and can serve it.

    They need neither membership nor skills: they know the owner already, or a colleague named them.
    """
    return (
        agent.id == contact.preferred_agent_id
        and agent.capacity.get(contact.channel, 0) > 0
        and (contact.group_id is None or contact.class_ == EMERGENCY or contact.group_id in agent.group_ids)
    )


def fits(demand: Demand, agent: OnDutyAgent) -> bool:
    """Whether the agent is what is asked for, be they free or not. The same for all agents of a crew."""
    queue_id, group_id = demand.queue_id, demand.group_id
    return (
        (queue_id is None or (queue_id in agent.queues and agent.queues[queue_id][1] <= demand.waited))
        and (group_id is None or group_id in agent.group_ids)
        and (not demand.language or demand.language in agent.languages)
        and (not demand.place_skill or demand.place_skill in agent.skills)
        and all(agent.skills.get(skill, 0) >= needed for skill, needed in demand.skills)
    )


def shortfalls(demand: Demand, agent: OnDutyAgent) -> Iterator[Reason]:
    """All that the agent lacks of what is asked, for people to read; nothing exactly where they fit."""
    if demand.group_id is not None and demand.group_id not in agent.group_ids:
        yield Reason("not_in_group", {"group_id": demand.group_id})
    if demand.queue_id is not None:
        if demand.queue_id not in agent.queues:
            yield Reason("not_in_queue", {"queue_id": demand.queue_id})
        elif (delay := agent.queues[demand.queue_id][1]) > demand.waited:
            yield Reason("member_delay", {"seconds": delay})
    for skill, needed in sorted(demand.skills):
        if (has := agent.skills.get(skill, 0)) < needed:
            yield Reason("skill_missing", {"skill": skill, "needed": needed, "has": has})
    if demand.language and demand.language not in agent.languages:
        yield Reason("language_window", {"language": demand.language})
    if demand.place_skill and demand.place_skill not in agent.skills:
        yield Reason("place_window", {"place_skill": demand.place_skill})


def waits_since(contact: WaitingContact) -> datetime:
    """From when the steps and windows of its queue count."""
    return contact.waits_since or contact.queued_at


def seconds_waited(contact: WaitingContact, now: datetime) -> float:
    return max((now - waits_since(contact)).total_seconds(), 0.0)


def spared_agents(contact: WaitingContact, now: datetime) -> frozenset[str]:
    """Who lately let the contact go by."""
    if not contact.let_go_by:
        return frozenset()
    return frozenset(agent_id for agent_id, until in contact.let_go_by.items() if until > now)
