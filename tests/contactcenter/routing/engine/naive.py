"""The floor and the reference: the rules of the queue as one reads them, looking at everybody each time.

Shares nothing with the engine but the values; told and asked in the same way, so that both can be driven side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from contactcenter.routing.capacity import AGENT_POINTS, ChannelRules, rules_of
from contactcenter.routing.engine.values import Match, OnDutyAgent, QueueRules, WaitingContact


class NaiveEngine:
    def __init__(self) -> None:
        self.contacts: dict[str, WaitingContact] = {}
        self.agents: dict[str, OnDutyAgent] = {}
        self.queues: dict[str, QueueRules] = {}
        self.channels: Mapping[str, ChannelRules] = {}
        self.last_asked: dict[str | None, str] = {}

    def put_contact(self, contact: WaitingContact) -> None:
        self.contacts[contact.id] = contact

    def remove_contact(self, contact_id: str) -> None:
        self.contacts.pop(contact_id, None)

    def put_agent(self, agent: OnDutyAgent) -> None:
        self.agents[agent.id] = agent

    def remove_agent(self, agent_id: str) -> None:
        self.agents.pop(agent_id, None)

    def set_queue(self, queue_id: str, rules: QueueRules) -> None:
        self.queues[queue_id] = rules

    def remove_queue(self, queue_id: str) -> None:
        self.queues.pop(queue_id, None)

    def set_channels(self, channels: Mapping[str, ChannelRules]) -> None:
        self.channels = channels

    def decide(self, now: datetime) -> list[Match]:
        matches = []
        for contact in self.in_order():
            if agents := self.choose(contact, now):
                matches.append(self.take(contact, agents))
        return matches

    def in_order(self) -> list[WaitingContact]:
        return sorted(self.contacts.values(), key=lambda contact: (contact.queue_key, contact.id))

    def choose(self, contact: WaitingContact, now: datetime) -> list[OnDutyAgent]:
        wanted = self.wanted(contact)
        if wanted <= 0:
            return []
        suitable = [agent for agent in self.agents.values() if self.is_suitable(contact, agent, now)]
        spared = {agent_id for agent_id, until in contact.let_go_by.items() if until > now}
        others = [agent for agent in suitable if agent.id not in spared]
        askable = [a for a in others or suitable if not a.has_offer and a.id not in contact.offered_to]
        return sorted(askable, key=lambda agent: self.rank(contact, agent))[:wanted]

    def take(self, contact: WaitingContact, agents: Iterable[OnDutyAgent]) -> Match:
        rules = self.rules_for(contact)
        match = Match(contact, tuple(agents), rules.offer_seconds)
        for agent in match.agents:
            self.agents[agent.id] = replace(agent, has_offer=True)
            if rules.strategy == "round_robin" and agent.id != contact.preferred_agent_id:
                self.last_asked[contact.queue_id] = agent.id
        offered_to = contact.offered_to.union(agent.id for agent in match.agents)
        self.contacts[contact.id] = replace(contact, offered_to=offered_to)
        return match

    def wanted(self, contact: WaitingContact) -> int:
        rules = self.rules_for(contact)
        size = max(1, rules.ring_size) if rules.strategy == "ring_group" else 1
        return max(size, 4 if contact.class_ == "emergency" else 1) - len(contact.offered_to)

    def is_suitable(self, contact: WaitingContact, agent: OnDutyAgent, now: datetime) -> bool:
        """Whether the contact could be offered to the agent, but for what rings at them."""
        return agent.is_available and self.has_room(contact, agent) and self.fits(contact, agent, now)

    def has_room(self, contact: WaitingContact, agent: OnDutyAgent) -> bool:
        rules = rules_of(contact.channel, self.channels)
        most = agent.capacity.get(contact.channel, 0)
        counted = calls = 0
        for channel, count in agent.held.items():
            other = rules_of(channel, self.channels)
            if other.interrupts:
                calls += count
            if other.interrupts or not rules.interrupts:
                counted += count * other.points
        if most < 1 or (calls and not rules.interrupts):
            return False
        if contact.class_ == "emergency" and not rules.interrupts:
            return True
        has_points = counted + min(rules.points, AGENT_POINTS) <= AGENT_POINTS
        return agent.held.get(contact.channel, 0) < most and (has_points or rules.points <= 0)

    def fits(self, contact: WaitingContact, agent: OnDutyAgent, now: datetime) -> bool:
        if self.is_preferred(contact, agent) or contact.class_ == "emergency":
            return True
        rules = self.rules_for(contact)
        since = contact.waits_since or contact.queued_at
        waited = max(now - since, timedelta(0))
        preferred = self.agents.get(contact.preferred_agent_id or "")
        if preferred is not None and self.is_preferred(contact, preferred):
            window = timedelta(seconds=rules.preferred_seconds)
            if waited < window and preferred.id not in contact.let_go_by:
                return False
        is_spoken = not contact.language or contact.language in agent.languages
        if waited < timedelta(seconds=rules.language_seconds) and not is_spoken:
            return False
        is_known = not contact.place_skill or contact.place_skill in agent.skills
        if waited < timedelta(seconds=rules.place_seconds) and not is_known:
            return False
        if any(agent.skills.get(skill, 0) < level for skill, level in contact.skills.items()):
            return False
        if contact.group_id is not None:
            return contact.group_id in agent.group_ids
        if contact.queue_id is None:
            return True
        if contact.queue_id not in agent.queues:
            return False
        if waited < timedelta(seconds=agent.queues[contact.queue_id][1]):
            return False
        asked: Mapping[str, int] = {}
        for step in sorted(rules.requirements, key=lambda step: step.after_seconds):
            if waited >= timedelta(seconds=step.after_seconds):
                asked = step.skills
        return all(agent.skills.get(skill, 0) >= level for skill, level in asked.items())

    def is_preferred(self, contact: WaitingContact, agent: OnDutyAgent) -> bool:
        return (
            agent.id == contact.preferred_agent_id
            and agent.capacity.get(contact.channel, 0) > 0
            and (contact.class_ == "emergency" or contact.group_id is None or contact.group_id in agent.group_ids)
        )

    def rank(self, contact: WaitingContact, agent: OnDutyAgent) -> tuple[Any, ...]:
        if contact.group_id is not None:
            is_meant = contact.group_id in agent.group_ids
        else:
            is_meant = contact.queue_id is None or contact.queue_id in agent.queues
        turn: tuple[Any, ...] = (agent.idle_since,)
        strategy = self.rules_for(contact).strategy
        if strategy == "fewest_contacts":
            turn = (agent.handled_today, agent.idle_since)
        if strategy == "round_robin":
            turn = (agent.id <= self.last_asked.get(contact.queue_id, ""),)
        return (
            not self.is_preferred(contact, agent),
            contact.class_ == "emergency" and not is_meant,
            bool(contact.language) and contact.language not in agent.languages,
            bool(contact.place_skill) and contact.place_skill not in agent.skills,
            agent.queues.get(contact.queue_id or "", (0, 0))[0],
            *turn,
            agent.id,
        )

    def rules_for(self, contact: WaitingContact) -> QueueRules:
        return self.queues.get(contact.queue_id or "", QueueRules())
