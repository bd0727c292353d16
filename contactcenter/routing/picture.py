"""What the matcher knows of the rows, kept as they are: an engine, and who holds which contact.

Nothing in it is true by itself. It is read from the rows whole, then row by row as they change, and compared with them
now and then; whatever is decided by it is checked against the rows before it is done.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select

from contactcenter.calls.models import Call
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.live.bus import Resync
from contactcenter.routing.capacity import Load
from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import OnDutyAgent
from contactcenter.routing.situation import read_agents
from contactcenter.routing.waiting import (
    IS_UNFINISHED,
    AnySelect,
    Rules,
    pages,
    read_all_waiting,
    read_rules,
    read_waiting,
)

# What fills somebody's capacity, so that its leaving frees them.
_FILLS: Final = (states.ACTIVE, states.WRAP_UP)
# Databases take so many values in one statement.
MOST_IDS: Final = 1000


@dataclass(slots=True)
class Changes:
    """Which rows are to be read again; `is_unsure` where more may have changed than was heard of.

    What is urgent cannot wait until somebody has room: an emergency is offered also to who has none for anything else.
    """

    contacts: set[str] = field(default_factory=set)
    agents: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    is_unsure: bool = False
    is_urgent: bool = False

    def hear(self, news: list[Fact] | Resync) -> None:
        if isinstance(news, Resync):
            self.is_unsure = True
            return
        for fact in news:
            if fact.type == "contact.changed":
                self.contacts.add(fact.id)
            elif fact.type == "agent.changed":
                self.agents.add(fact.id)
            elif fact.type == "call.changed":
                self.calls.add(fact.id)
            elif fact.type in ("offer.made", "offer.ended"):
                self.agents.update(fact.agent_ids or ())
            elif fact.type == "emergency.raised":
                self.contacts.add(fact.id)
                self.is_urgent = True


class Picture:
    """`engine` decides by it; `askable` are the agents who have room for something now."""

    def __init__(self) -> None:
        self.engine = Engine()
        self.askable: set[str] = set()
        self._holders: dict[str, str] = {}
        self._rules = Rules({}, {})

    @classmethod
    async def of(cls, session: Session, *, now: datetime) -> "Picture":
        """Everything, read anew."""
        picture = cls()
        picture._set_rules(await read_rules(session))
        for agent in await read_agents(session, now=now):
            picture._put_agent(agent)
        async for page in read_all_waiting(session, now=now):
            for contact in page:
                picture.engine.put_contact(contact)
        for row in await session.execute(_held()):
            picture._holders[row.id] = row.agent_id
        return picture

    def may_free_somebody(self, changes: Changes) -> bool:
        """Whether somebody may be askable after these changes who is not now."""
        return bool(changes.agents or changes.calls) or not changes.contacts.isdisjoint(self._holders)

    async def follow(self, session: Session, changes: Changes, *, now: datetime) -> None:
        """Read these rows again, and whoever they touch."""
        contacts, agents = set(changes.contacts), set(changes.agents)
        for ids in _portions(changes.calls):
            query = select(Call.contact_id, Call.agent_id).where(Call.id.in_(ids))
            for contact_id, agent_id in await session.execute(query):
                contacts.add(contact_id)
                agents.update([agent_id] if agent_id else ())
        for ids in _portions(contacts):
            agents |= await self._follow_contacts(session, ids, now=now)
        for ids in _portions(agents):
            found = {agent.id: agent for agent in await read_agents(session, ids, now=now)}
            for agent_id in ids:
                self._see_agent(agent_id, found.get(agent_id))

    async def _follow_contacts(self, session: Session, ids: list[str], *, now: datetime) -> set[str]:
        """Returns the agents whose hands they were or are in."""
        before = {self._holders.pop(id_) for id_ in ids if id_ in self._holders}
        waiting = {contact.id: contact for contact in await read_waiting(session, ids, now=now)}
        for id_ in ids:
            if id_ in waiting:
                self.engine.put_contact(waiting[id_])
            else:
                self.engine.remove_contact(id_)
        held = {row.id: row.agent_id for row in await session.execute(_held().where(Contact.id.in_(ids)))}
        self._holders |= held
        return before | set(held.values())

    async def compare(self, session: Session, *, now: datetime) -> set[str]:
        """Which contacts are not as they are known, by their versions; rules and agents are put right at once."""
        rules = await read_rules(session)
        if rules != self._rules:
            self._set_rules(rules)
        found = {agent.id: agent for agent in await read_agents(session, now=now)}
        for agent_id in [*found, *(self.engine.agents.keys() - found.keys())]:
            self._see_agent(agent_id, found.get(agent_id))
        return await self._changed_waiting(session) | await self._changed_hands(session)

    async def _changed_waiting(self, session: Session) -> set[str]:
        known = self.engine.contacts
        changed: set[str] = set()
        seen: set[str] = set()
        for state in (states.QUEUED, states.OFFERED):
            query = select(Contact.id, Contact.version, Contact.queue_key, Contact.channel)
            async for rows in pages(session, query.where(Contact.state == state, IS_UNFINISHED)):
                seen.update(row.id for row in rows)
                # What a caller does changes her call, and not always her contact.
                changed.update(
                    row.id
                    for row in rows
                    if row.channel == "voice" or row.id not in known or known[row.id].version != row.version
                )
        return changed | (known.keys() - seen)

    async def _changed_hands(self, session: Session) -> set[str]:
        held = {row.id: row.agent_id for row in await session.execute(_held())}
        return {id_ for id_, _ in held.items() ^ self._holders.items()}

    def _see_agent(self, agent_id: str, agent: OnDutyAgent | None) -> None:
        if agent is not None:
            if self.engine.agents.get(agent_id) != agent:
                self._put_agent(agent)
        elif agent_id in self.engine.agents:
            self.engine.remove_agent(agent_id)
            self.askable.discard(agent_id)

    def _put_agent(self, agent: OnDutyAgent) -> None:
        self.engine.put_agent(agent)
        load = Load(agent.capacity, agent.held)
        has_room = any(load.has_room(channel, self._rules.channels) for channel in agent.capacity)
        if agent.is_available and not agent.has_offer and has_room:
            self.askable.add(agent.id)
        else:
            self.askable.discard(agent.id)

    def _set_rules(self, rules: Rules) -> None:
        for queue_id in self._rules.queues.keys() - rules.queues.keys():
            self.engine.remove_queue(queue_id)
        for queue_id, queue in rules.queues.items():
            if self._rules.queues.get(queue_id) != queue:
                self.engine.set_queue(queue_id, queue)
        if rules.channels != self._rules.channels:
            self.engine.set_channels(rules.channels)
        self._rules = rules


def _held() -> AnySelect:
    query = select(Contact.id, Contact.agent_id).where(Contact.state.in_(_FILLS), IS_UNFINISHED)
    return query.where(Contact.agent_id.is_not(None))


def _portions(ids: Collection[str]) -> list[list[str]]:
    ordered = sorted(ids)
    return [ordered[start : start + MOST_IDS] for start in range(0, len(ordered), MOST_IDS)]
