"""The index the engine decides by: buckets of contacts, crews of agents, and which crew serves which bucket.

A bucket holds the contacts that ask the same of agents now (their `Demand`), in the order of the queue; time moves a
contact from bucket to bucket. A crew holds the agents who are alike in all that a demand can ask; those of them who are
free differ only in whose turn it is, and stand in that order. Whether a crew serves a bucket is worked out once, when
either is made. So an agent who gets free looks at the heads of the crew's buckets, not at everybody who waits, and a
contact that comes looks at the crews with somebody free, not at every agent. Who names a preferred agent stands also in
that agent's own bucket, and during the window only there.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from heapq import merge
from typing import Any, Final, NamedTuple

from contactcenter.routing.capacity import ChannelRules, Load
from contactcenter.routing.engine.ranking import Turn, turn
from contactcenter.routing.engine.terms import Demand, Lane, fits
from contactcenter.routing.engine.values import ROUND_ROBIN, OnDutyAgent

# A contact's place: its queue key, then its id.
Entry = tuple[int, str]
Traits = tuple[frozenset[Any], ...]
# All lanes an agent has room for.
Room = frozenset[Lane]
NO_ROOM: Final[Room] = frozenset()
# Buckets that nobody waits in are kept for the next who asks the same, up to so many.
_SPARE_BUCKETS: Final = 2000


class Bucket:
    """Contacts of one lane that may go to the same people: the members of `crews`, or the `owner` alone."""

    def __init__(self, lane: Lane, owner: str = "") -> None:
        self.lane = lane
        self.owner = owner
        self.waiting: list[Entry] = []
        self.crews: set[Crew] = set()

    def add(self, entry: Entry) -> None:
        if not self.waiting:
            for crew in self.crews:
                crew.buckets[self.lane].add(self)
        insort(self.waiting, entry)

    def discard(self, entry: Entry) -> None:
        position = bisect_left(self.waiting, entry)
        if position < len(self.waiting) and self.waiting[position] == entry:
            del self.waiting[position]
        if not self.waiting:
            for crew in self.crews:
                crew.buckets[self.lane].discard(self)

    def next_after(self, entry: Entry) -> Entry | None:
        position = bisect_right(self.waiting, entry)
        return self.waiting[position] if position < len(self.waiting) else None


class Crew:
    """Agents of whom any may stand for all (`example`) in what they may be asked; sorted by the room they have."""

    def __init__(self, example: OnDutyAgent) -> None:
        self.example = example
        self.members: set[str] = set()
        # Those it serves in which somebody waits.
        self.buckets: defaultdict[Lane, set[Bucket]] = defaultdict(set)
        # Those with room, whatever rings at them; and those of them who can be asked now.
        self._present: dict[Room, set[str]] = {}
        self._free: dict[Room, dict[str, OnDutyAgent]] = {}
        # The free ones in the order of a strategy, from the first time it is asked for.
        self._turns: defaultdict[Room, dict[str, list[Turn]]] = defaultdict(dict)

    def add(self, agent: OnDutyAgent, room: Room) -> None:
        self._present.setdefault(room, set()).add(agent.id)
        if not agent.has_offer:
            self._free.setdefault(room, {})[agent.id] = agent
            for strategy, turns in self._turns[room].items():
                insort(turns, turn(strategy, agent))

    def discard(self, agent: OnDutyAgent, room: Room) -> None:
        self._present[room].discard(agent.id)
        if not self._present[room]:
            del self._present[room]
        if not agent.has_offer:
            del self._free[room][agent.id]
            for strategy, turns in self._turns[room].items():
                del turns[bisect_left(turns, turn(strategy, agent))]
            if not self._free[room]:
                del self._free[room], self._turns[room]

    def has_free(self) -> bool:
        return bool(self._free)

    def has_present(self, lane: Lane, besides: Set[str]) -> bool:
        """Whether somebody but these has room for a contact of the lane."""
        return any(lane in room and not present <= besides for room, present in self._present.items())

    def in_turn(self, lane: Lane, strategy: str, last_asked: str) -> Iterable[Turn]:
        """The free members with room for the lane, whose turn it is first."""
        return merge(*(self._in_turn(room, strategy, last_asked) for room in self._free if lane in room))

    def _in_turn(self, room: Room, strategy: str, last_asked: str) -> Iterator[Turn]:
        free = self._free[room]
        turns = self._turns[room].get(strategy)
        if turns is None:
            turns = self._turns[room][strategy] = sorted(turn(strategy, agent) for agent in free.values())
        start = bisect_right(turns, (False, last_asked)) if strategy == ROUND_ROBIN else 0
        for position in range(start, start + len(turns)):
            agent_id = turns[position % len(turns)][-1]
            yield turn(strategy, free[agent_id], last_asked)


class _Post(NamedTuple):
    """Where an agent stands: in which crew, and with which room (none while they are not available)."""

    agent: OnDutyAgent
    crew: Crew
    room: Room

    @property
    def is_free(self) -> bool:
        return bool(self.room) and not self.agent.has_offer


class Index:
    """All buckets and crews; `free` are the crews with somebody who can be asked now."""

    def __init__(self) -> None:
        self.free: set[Crew] = set()
        self._buckets: dict[Demand, Bucket] = {}
        self._most_buckets = _SPARE_BUCKETS
        self._own_buckets: dict[tuple[str, Lane], Bucket] = {}
        self._crews: dict[Traits, Crew] = {}
        self._posts: dict[str, _Post] = {}
        self._channels: Mapping[str, ChannelRules] = {}
        self._rooms: dict[tuple[frozenset[tuple[str, int]], ...], Room] = {}

    def set_channels(self, channels: Mapping[str, ChannelRules]) -> None:
        """Whoever stands in the index has to be put again to have the new room."""
        self._channels = dict(channels)
        self._rooms.clear()

    def put_agent(self, agent: OnDutyAgent) -> bool:
        """Where the agent stands from now on; True where that is in another crew than before."""
        before = self._posts.get(agent.id)
        if before is not None:
            self._leave(before)
        if before is not None and _are_alike(before.agent, agent):
            crew = before.crew
        else:
            traits = _traits(agent)
            crew = self._crews.get(traits) or self._open_crew(traits, agent)
            crew.members.add(agent.id)
            if before is not None:
                self._quit(before)
        post = self._posts[agent.id] = _Post(agent, crew, self._room_of(agent))
        if post.room:
            crew.add(agent, post.room)
            if crew.has_free():
                self.free.add(crew)
        return before is None or before.crew is not crew

    def remove_agent(self, agent_id: str) -> None:
        post = self._posts.pop(agent_id)
        self._leave(post)
        self._quit(post)

    def bucket(self, demand: Demand) -> Bucket:
        """Where those wait who ask this; made where nobody has asked it yet."""
        bucket = self._buckets.get(demand)
        if bucket is None:
            self._drop_empty_buckets()
            bucket = self._buckets[demand] = Bucket(demand.lane)
            for crew in self._crews.values():
                if fits(demand, crew.example):
                    bucket.crews.add(crew)
        return bucket

    def own_bucket(self, agent_id: str, lane: Lane) -> Bucket:
        """Where those wait who name the agent."""
        key = (agent_id, lane)
        return self._own_buckets.get(key) or self._own_buckets.setdefault(key, Bucket(lane, agent_id))

    def is_free(self, agent_id: str, lane: Lane) -> bool:
        post = self._posts.get(agent_id)
        return post is not None and post.is_free and lane in post.room

    def room_of(self, agent_id: str) -> Room:
        """What the agent has room for now, whatever rings at them."""
        post = self._posts.get(agent_id)
        return post.room if post is not None else NO_ROOM

    def buckets_of(self, agent_ids: Iterable[str]) -> Collection[Bucket]:
        """The buckets with somebody in them that these agents, where they are free, serve."""
        posts = [post for agent_id in agent_ids if (post := self._posts[agent_id]).is_free]
        served = {(post.crew, lane) for post in posts for lane in post.room}
        found = {bucket for crew, lane in served for bucket in crew.buckets[lane]}
        own = (self._own_buckets.get((post.agent.id, lane)) for post in posts for lane in post.room)
        found.update(bucket for bucket in own if bucket is not None and bucket.waiting)
        return found

    def serve(self, agent_ids: Iterable[str], bucket: Bucket) -> bool:
        """Whether any of these agents could be asked for who waits in the bucket."""
        for agent_id in agent_ids:
            is_theirs = bucket.owner == agent_id if bucket.owner else self._posts[agent_id].crew in bucket.crews
            if is_theirs and self.is_free(agent_id, bucket.lane):
                return True
        return False

    def _open_crew(self, traits: Traits, example: OnDutyAgent) -> Crew:
        crew = self._crews[traits] = Crew(example)
        for demand, bucket in self._buckets.items():
            if fits(demand, example):
                bucket.crews.add(crew)
                if bucket.waiting:
                    crew.buckets[bucket.lane].add(bucket)
        return crew

    def _quit(self, post: _Post) -> None:
        crew = post.crew
        crew.members.discard(post.agent.id)
        if crew.members:
            return
        del self._crews[_traits(crew.example)]
        for bucket in self._buckets.values():
            bucket.crews.discard(crew)

    def _leave(self, post: _Post) -> None:
        if post.room:
            post.crew.discard(post.agent, post.room)
            if not post.crew.has_free():
                self.free.discard(post.crew)

    def _room_of(self, agent: OnDutyAgent) -> Room:
        if not agent.is_available:
            return NO_ROOM
        # Few loads occur, and each of them many times.
        key = (frozenset(agent.capacity.items()), frozenset(agent.held.items()))
        room = self._rooms.get(key)
        if room is None:
            load = Load(agent.capacity, agent.held)
            room = self._rooms[key] = frozenset(
                (channel, is_emergency)
                for channel in agent.capacity
                for is_emergency in (False, True)
                if load.has_room(channel, self._channels, is_emergency=is_emergency)
            )
        return room

    def _drop_empty_buckets(self) -> None:
        if len(self._buckets) >= self._most_buckets:
            self._buckets = {demand: bucket for demand, bucket in self._buckets.items() if bucket.waiting}
            self._most_buckets = len(self._buckets) + _SPARE_BUCKETS


def _are_alike(agent: OnDutyAgent, other: OnDutyAgent) -> bool:
    return (
        agent.queues == other.queues
        and agent.skills == other.skills
        and agent.languages == other.languages
        and agent.group_ids == other.group_ids
        and agent.capacity == other.capacity
    )


def _traits(agent: OnDutyAgent) -> Traits:
    """The same for all agents of a crew, and for nobody else."""
    return (
        frozenset(agent.queues.items()),
        frozenset(agent.skills.items()),
        agent.languages,
        agent.group_ids,
        frozenset(agent.capacity.items()),
    )
