"""Who is served next, and by whom, decided in memory. Called by the matcher; `index.py` says how it is fast.

Invariants, held by hypothesis tests against a naive scan:

- Contacts are served in the order of their queue key (class, then age), then id, wherever skills allow: nobody is
  offered to an agent while another contact, earlier in the order, could be; whatever step of its queue either is in.
- No contact waits while a suitable agent is free. Suitable is who serves its queue (or belongs to its group, or is its
  preferred agent), has what the step of this second asks, whose delay is over, and who is inside the windows: the
  preferred agent alone while they are signed in, who speaks the language alone, who knows the place alone.
- Who let a contact go by is spared it for as long as it says, but only while somebody else suitable has room.
- An agent has one live offer and never more than their points and places hold; an emergency counts only calls.
- A contact is offered to one agent; to several only in a ring group and in an emergency.
- The answer hangs on what is known and the time, not on the order in which it was told.

How to use it: `put_…` whatever was read from the database, then `decide(now)`; offer what it says, and `put_…` again
the contacts and agents of each match as they then are, whether the offer was made or not: until then the engine takes
its matches for made (the agents have an offer, the contacts are offered to them). A contact that rings stays in the
engine, with `offered_to`, as long as its state is queued or offered; take it out when somebody has accepted it.
`now` never goes back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush, nsmallest
from itertools import islice
from typing import NamedTuple

from contactcenter.routing.capacity import ChannelRules
from contactcenter.routing.engine.explaining import Circumstances, explain
from contactcenter.routing.engine.index import Bucket, Entry, Index
from contactcenter.routing.engine.ranking import Closeness, Turn, closeness
from contactcenter.routing.engine.terms import (
    Lane,
    Terms,
    may_be_preferred,
    seconds_waited,
    spared_agents,
    waits_since,
)
from contactcenter.routing.engine.values import (
    ROUND_ROBIN,
    Explanation,
    Match,
    OnDutyAgent,
    QueueRules,
    WaitingContact,
)


class _Place(NamedTuple):
    """Where a contact waits: in the bucket of what it asks (none while it waits for the preferred agent alone), and
    in the preferred agent's own."""

    entry: Entry
    lane: Lane
    bucket: Bucket | None
    own_bucket: Bucket | None


class Engine:
    """See the module. The mappings are to be read only."""

    def __init__(self) -> None:
        self.contacts: dict[str, WaitingContact] = {}
        self.agents: dict[str, OnDutyAgent] = {}
        self.queues: dict[str, QueueRules] = {}
        self._channels: Mapping[str, ChannelRules] = {}
        self._index = Index()
        self._places: dict[str, _Place] = {}
        self._terms: dict[str | None, Terms] = {}
        # Seconds by which members of a queue are asked later; kept when the last of them has left.
        self._delays: defaultdict[str, set[int]] = defaultdict(set)
        # Whose turn a round robin has come to, by queue.
        self._last_asked: dict[str | None, str] = {}
        self._naming: defaultdict[str, set[str]] = defaultdict(set)
        self._sparing: set[str] = set()
        # What changed since the last decision: contacts to be placed anew, agents who may have got free.
        self._changed: set[str] = set()
        self._freed: set[str] = set()
        # When time changes what a contact asks: heap entries hold where `_due_at` says the same.
        self._due: list[tuple[datetime, str]] = []
        self._due_at: dict[str, datetime] = {}

    def put_contact(self, contact: WaitingContact) -> None:
        """A contact came into the queue, or changed. May be repeated."""
        self.remove_contact(contact.id)
        self.contacts[contact.id] = contact
        self._changed.add(contact.id)
        if contact.preferred_agent_id is not None:
            self._naming[contact.preferred_agent_id].add(contact.id)
        if contact.let_go_by:
            self._sparing.add(contact.id)

    def remove_contact(self, contact_id: str) -> None:
        """It waits no longer. May be repeated."""
        contact = self.contacts.pop(contact_id, None)
        if contact is None:
            return
        self._unplace(contact_id)
        self._changed.discard(contact_id)
        self._sparing.discard(contact_id)
        self._due_at.pop(contact_id, None)
        if contact.preferred_agent_id is not None:
            self._naming[contact.preferred_agent_id].discard(contact_id)

    def put_agent(self, agent: OnDutyAgent) -> None:
        """An agent signed in, or changed in any way. May be repeated."""
        room_before = self._index.room_of(agent.id)
        self.agents[agent.id] = agent
        is_new_crew = self._index.put_agent(agent)
        if is_new_crew:
            self._learn_delays(agent)
            self._changed |= self._naming.get(agent.id, frozenset())
        if is_new_crew or not room_before <= self._index.room_of(agent.id):
            # Perhaps nobody else is there any more who could be asked instead.
            self._changed |= self._sparing
        self._freed.add(agent.id)

    def remove_agent(self, agent_id: str) -> None:
        """An agent signed out. May be repeated."""
        if self.agents.pop(agent_id, None) is None:
            return
        self._index.remove_agent(agent_id)
        self._freed.discard(agent_id)
        self._changed |= self._sparing | self._naming.get(agent_id, frozenset())

    def set_queue(self, queue_id: str, rules: QueueRules) -> None:
        """What a queue asks from now on. A queue never set goes by `QueueRules()`."""
        self.queues[queue_id] = rules
        self._reread(queue_id)

    def remove_queue(self, queue_id: str) -> None:
        """The queue asks nothing any more. May be repeated."""
        if self.queues.pop(queue_id, None) is not None:
            self._reread(queue_id)

    def set_channels(self, channels: Mapping[str, ChannelRules]) -> None:
        """What contacts of the channels take; those left out as `capacity.DEFAULT_POINTS` says."""
        self._channels = dict(channels)
        self._index.set_channels(channels)
        for agent in list(self.agents.values()):
            self.put_agent(agent)

    def decide(self, now: datetime) -> list[Match]:
        """The offers to make now, in the order of the queue: all that became possible since the last call."""
        new = self._place_changed(now)
        freed = {agent_id for agent_id in self._freed if _can_be_asked(self.agents[agent_id])}
        self._freed.clear()
        matches = []
        for contact_id in self._candidates(new, freed):
            contact = self.contacts[contact_id]
            if agents := self._choose(contact, now):
                matches.append(Match(contact, agents, self._terms_of(contact).rules.offer_seconds))
                self._take(contact, agents)
                freed.difference_update(agent.id for agent in agents)
        return matches

    def next_due(self) -> datetime | None:
        """When `decide` should be called next though nothing is put: a step, delay, window or sparing ends."""
        while self._due and self._due_at.get(self._due[0][1]) != self._due[0][0]:
            heappop(self._due)
        return self._due[0][0] if self._due else None

    def explain(self, contact_id: str, now: datetime) -> Explanation:
        """Who would be asked for a contact in the engine, and why; `KeyError` where it is not there."""
        return self.explain_draft(self.contacts[contact_id], now)

    def explain_draft(self, contact: WaitingContact, now: datetime) -> Explanation:
        """The same for a contact that is not in the engine, or as it would be with other values."""
        circumstances = Circumstances(
            terms=self._terms_of(contact),
            agents=self.agents,
            channels=self._channels,
            last_asked=self._last_asked.get(contact.queue_id, ""),
        )
        return explain(contact, circumstances, now)

    def _place_changed(self, now: datetime) -> list[Entry]:
        """Put those who changed, or for whom time changed something, where they wait now; returns their entries."""
        while (due := self.next_due()) is not None and due <= now:
            contact_id = heappop(self._due)[1]
            del self._due_at[contact_id]
            self._changed.add(contact_id)
        entries = []
        # In their order: of the many that come at a start each is put behind the last.
        for contact_id in sorted(self._changed, key=lambda id_: self.contacts[id_].queue_key):
            self._place(self.contacts[contact_id], now)
            if contact_id in self._places:
                entries.append(self._places[contact_id].entry)
        self._changed.clear()
        return entries

    def _place(self, contact: WaitingContact, now: datetime) -> None:
        self._unplace(contact.id)
        terms = self._terms_of(contact)
        if terms.wanted(contact) <= 0:
            self._due_at.pop(contact.id, None)
            return
        waited = seconds_waited(contact, now)
        self._note_due(contact, terms.next_threshold(waited), now)
        preferred = self._preferred(contact)
        demand = terms.demand(contact, waited)
        place = _Place(
            (contact.queue_key, contact.id),
            demand.lane,
            None if terms.waits_for_preferred(contact, preferred, waited) else self._index.bucket(demand),
            self._index.own_bucket(preferred.id, demand.lane) if preferred is not None else None,
        )
        for bucket in (place.bucket, place.own_bucket):
            if bucket is not None:
                bucket.add(place.entry)
        self._places[contact.id] = place

    def _unplace(self, contact_id: str) -> None:
        place = self._places.pop(contact_id, None)
        if place is not None:
            for bucket in (place.bucket, place.own_bucket):
                if bucket is not None:
                    bucket.discard(place.entry)

    def _note_due(self, contact: WaitingContact, threshold: int | None, now: datetime) -> None:
        moments = [until for until in contact.let_go_by.values() if until > now] if contact.let_go_by else []
        if not moments:
            self._sparing.discard(contact.id)
        if threshold is not None:
            moments.append(waits_since(contact) + timedelta(seconds=threshold))
        if not moments:
            self._due_at.pop(contact.id, None)
        elif self._due_at.get(contact.id) != (due := min(moments)):
            self._due_at[contact.id] = due
            heappush(self._due, (due, contact.id))

    def _candidates(self, new: list[Entry], freed: set[str]) -> Iterator[str]:
        """Those who may be matched, in the order of the queue, while somebody is free: who was placed anew, and as
        long as one of the freed agents is left, who waits in the buckets these serve. Nobody else can have become
        possible: the last decision left no one waiting beside a suitable free agent."""
        heads = [(bucket.waiting[0], number, bucket) for number, bucket in enumerate(self._index.buckets_of(freed))]
        heapify(heads)
        heapify(new)
        while self._index.free:
            if not freed:
                heads.clear()
            if heads and (not new or heads[0][0] <= new[0]):
                entry, number, bucket = heappop(heads)
                if entry[1] in self._places:
                    yield entry[1]
                following = bucket.next_after(entry) if self._index.serve(freed, bucket) else None
                if following is not None:
                    heappush(heads, (following, number, bucket))
            elif new:
                contact_id = heappop(new)[1]
                if contact_id in self._places:
                    yield contact_id
            else:
                return

    def _choose(self, contact: WaitingContact, now: datetime) -> tuple[OnDutyAgent, ...]:
        """The free agents to ask for the contact, the best first; none where nobody suitable is free."""
        place = self._places[contact.id]
        wanted = self._terms_of(contact).wanted(contact)
        spared = spared_agents(contact, now)
        if spared and not self._is_somebody_else(place, spared):
            spared = frozenset()
        besides = spared | contact.offered_to
        owner = place.own_bucket.owner if place.own_bucket is not None else ""
        asked = [owner] if owner not in besides and self._index.is_free(owner, place.lane) else []
        if place.bucket is not None and wanted > len(asked):
            asked += self._nearest(contact, place.bucket, wanted - len(asked), besides=besides | {owner})
        return tuple(self.agents[agent_id] for agent_id in asked)

    def _nearest(self, contact: WaitingContact, bucket: Bucket, count: int, *, besides: Collection[str]) -> list[str]:
        strategy = self._terms_of(contact).rules.strategy
        last_asked = self._last_asked.get(contact.queue_id, "")
        ranked: list[tuple[Closeness, Turn]] = []
        for crew in self._index.free & bucket.crews:
            nearness = closeness(contact, crew.example)
            turns = (each for each in crew.in_turn(bucket.lane, strategy, last_asked) if each[-1] not in besides)
            ranked.extend((nearness, each) for each in islice(turns, count))
        return [each[-1] for _, each in nsmallest(count, ranked)]

    def _is_somebody_else(self, place: _Place, spared: frozenset[str]) -> bool:
        """Whether a suitable agent, who may be asked something else at this moment, has room and is not spared."""
        owner = place.own_bucket.owner if place.own_bucket is not None else ""
        if owner not in spared and place.lane in self._index.room_of(owner):
            return True
        crews = place.bucket.crews if place.bucket is not None else ()
        return any(crew.has_present(place.lane, spared) for crew in crews)

    def _take(self, contact: WaitingContact, agents: tuple[OnDutyAgent, ...]) -> None:
        """Take the match for made."""
        offered = replace(contact, offered_to=contact.offered_to.union(agent.id for agent in agents))
        self.contacts[contact.id] = offered
        terms = self._terms_of(offered)
        if terms.wanted(offered) <= 0:
            self._unplace(contact.id)
            self._due_at.pop(contact.id, None)
        for agent in agents:
            ringing = replace(agent, has_offer=True)
            self.agents[agent.id] = ringing
            self._index.put_agent(ringing)
            if terms.rules.strategy == ROUND_ROBIN and agent.id != contact.preferred_agent_id:
                self._last_asked[contact.queue_id] = agent.id

    def _preferred(self, contact: WaitingContact) -> OnDutyAgent | None:
        agent = self.agents.get(contact.preferred_agent_id or "")
        return agent if agent is not None and may_be_preferred(contact, agent) else None

    def _terms_of(self, contact: WaitingContact) -> Terms:
        queue_id = contact.queue_id
        terms = self._terms.get(queue_id)
        if terms is None:
            rules = self.queues.get(queue_id or "", QueueRules())
            terms = self._terms[queue_id] = Terms(rules, self._delays.get(queue_id or "", ()))
        return terms

    def _learn_delays(self, agent: OnDutyAgent) -> None:
        for queue_id, (_, seconds) in agent.queues.items():
            if seconds > 0 and seconds not in self._delays[queue_id]:
                self._delays[queue_id].add(seconds)
                self._reread(queue_id)

    def _reread(self, queue_id: str) -> None:
        self._terms.pop(queue_id, None)
        self._changed.update(contact.id for contact in self.contacts.values() if contact.queue_id == queue_id)


def _can_be_asked(agent: OnDutyAgent) -> bool:
    return agent.is_available and not agent.has_offer
