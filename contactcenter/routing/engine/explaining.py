"""Why a contact is offered to whom it is: every agent looked at one by one, for people who ask. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from contactcenter.routing.capacity import ChannelRules, Load, NoRoom
from contactcenter.routing.engine.ranking import CRITERIA, Closeness, Turn, closeness, turn
from contactcenter.routing.engine.terms import (
    Demand,
    Terms,
    may_be_preferred,
    seconds_waited,
    shortfalls,
    spared_agents,
    waits_since,
)
from contactcenter.routing.engine.values import (
    EMERGENCY,
    FEWEST_CONTACTS,
    LONGEST_IDLE,
    RING_GROUP,
    Explanation,
    Moment,
    OnDutyAgent,
    Reason,
    Verdict,
    WaitingContact,
)

# What an agent is doing: it ends, but nobody knows when.
_PRESENT_WORK = frozenset({"not_available", "has_offer", "no_room"})
VERDICTS = ("asked", "suitable", "later", "unsuitable")
_Rank = tuple[bool, Closeness, Turn]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the explanation looks at, beside the contact: the same as the engine."""

    terms: Terms
    agents: Mapping[str, OnDutyAgent]
    channels: Mapping[str, ChannelRules]
    last_asked: str


def explain(contact: WaitingContact, circumstances: Circumstances, now: datetime) -> Explanation:
    """Who would be asked for the contact now, in which order, and what is against each of the others."""
    return _Look(contact, circumstances, now).explanation()


class _Look:
    """One contact at one moment."""

    def __init__(self, contact: WaitingContact, circumstances: Circumstances, now: datetime) -> None:
        self.contact = contact
        self.terms = circumstances.terms
        self.agents = circumstances.agents
        self.channels = circumstances.channels
        self.last_asked = circumstances.last_asked
        self.now = now
        self.demands: dict[datetime, tuple[Demand, bool]] = {}
        self.is_emergency = contact.class_ == EMERGENCY
        named = self.agents.get(contact.preferred_agent_id or "")
        self.preferred = named if named is not None and may_be_preferred(contact, named) else None
        self.moments = sorted((each for each in self._moments() if each.at > now), key=lambda each: each.at)
        self.spared: Mapping[str, datetime] = {}
        self.spared = self._spared()

    def explanation(self) -> Explanation:
        reasons = {agent_id: self._against(agent) for agent_id, agent in self.agents.items()}
        askable = [self.agents[agent_id] for agent_id, against in reasons.items() if not against]
        ranked = sorted((self._rank(agent), agent.id) for agent in askable if agent.id not in self.contact.offered_to)
        ranks = {agent_id: rank for rank, (_, agent_id) in enumerate(ranked, start=1)}
        verdicts = [self._verdict(agent, reasons[agent.id], ranks.get(agent.id)) for agent in self.agents.values()]
        return Explanation(
            agents=tuple(sorted(verdicts, key=_in_order)),
            decided_by=self._decided_by([rank for rank, _ in ranked[:2]]),
            needs={} if self.is_emergency else dict(self.terms.needs(self.contact, self._waited(self.now))),
            steps=tuple(self.moments),
        )

    def _verdict(self, agent: OnDutyAgent, reasons: tuple[Reason, ...], rank: int | None) -> Verdict:
        if agent.id in self.contact.offered_to:
            return Verdict(agent.id, "asked")
        if rank is not None:
            is_asked = rank <= self.terms.wanted(self.contact)
            return Verdict(agent.id, "asked" if is_asked else "suitable", rank=rank)
        if any(each.values.get("because") == "never" for each in reasons):
            return Verdict(agent.id, "unsuitable", reasons)
        lasting = [each for each in reasons if each.code not in _PRESENT_WORK]
        from_ = self._first(lambda at: not self._asked_beyond(agent, at)) if lasting else None
        return Verdict(agent.id, "unsuitable" if lasting and from_ is None else "later", reasons, from_)

    def _against(self, agent: OnDutyAgent) -> tuple[Reason, ...]:
        """All that is against the agent now."""
        return (*self._work_of(agent), *(self._timed(agent, each) for each in self._asked_beyond(agent, self.now)))

    def _work_of(self, agent: OnDutyAgent) -> Iterator[Reason]:
        if not agent.is_available:
            yield Reason("not_available")
        if agent.has_offer and agent.id not in self.contact.offered_to:
            yield Reason("has_offer")
        if (lack := self._no_room(agent)) is not None:
            yield Reason("no_room", {"channel": self.contact.channel, **asdict(lack)})

    def _asked_beyond(self, agent: OnDutyAgent, at: datetime) -> list[Reason]:
        """What is asked at that moment and the agent is not, or not alone."""
        reasons = [Reason("spared")] if agent.id in self.spared and self.spared[agent.id] > at else []
        if agent is self.preferred:
            return reasons
        demand, is_alone = self._demand(at)
        if is_alone and self.preferred is not None:
            reasons.append(Reason("waits_for_preferred", {"agent_id": self.preferred.id}))
        return [*reasons, *shortfalls(demand, agent)]

    def _demand(self, at: datetime) -> tuple[Demand, bool]:
        """What is asked at that moment, and whether the preferred agent alone is; the same for everybody."""
        if at not in self.demands:
            waited = self._waited(at)
            is_alone = self.terms.waits_for_preferred(self.contact, self.preferred, waited)
            self.demands[at] = (self.terms.demand(self.contact, waited), is_alone)
        return self.demands[at]

    def _timed(self, agent: OnDutyAgent, reason: Reason) -> Reason:
        """The reason with the moment from which it does not hold."""
        known = _name(reason)
        until = self._first(lambda at: known not in map(_name, self._asked_beyond(agent, at)))
        return replace(reason, until=until)

    def _first(self, holds: Callable[[datetime], bool]) -> datetime | None:
        return next((moment.at for moment in self.moments if holds(moment.at)), None)

    def _spared(self) -> Mapping[str, datetime]:
        """Until when agents are spared: only where somebody else suitable is there, who may be asked something else."""
        spared = spared_agents(self.contact, self.now)
        somebody_else = any(
            agent.is_available and self._no_room(agent) is None and not self._asked_beyond(agent, self.now)
            for agent in self.agents.values()
            if agent.id not in spared
        )
        return {agent_id: self.contact.let_go_by[agent_id] for agent_id in spared} if somebody_else else {}

    def _rank(self, agent: OnDutyAgent) -> _Rank:
        its_turn = turn(self.terms.rules.strategy, agent, self.last_asked)
        return (agent is not self.preferred, closeness(self.contact, agent), its_turn)

    def _decided_by(self, first_two: Sequence[_Rank]) -> str:
        if len(first_two) < 2:
            return "only_one" if first_two else ""
        (is_other, near, its_turn), (next_is_other, next_near, next_turn) = first_two
        if is_other != next_is_other:
            return "preferred_agent"
        for name, mine, theirs in zip(CRITERIA, near, next_near, strict=True):
            if mine != theirs:
                return name
        strategy = self.terms.rules.strategy
        is_tie = strategy == FEWEST_CONTACTS and its_turn[0] == next_turn[0]
        return LONGEST_IDLE if is_tie or strategy == RING_GROUP else strategy

    def _moments(self) -> Iterator[Moment]:
        contact, terms = self.contact, self.terms
        for agent_id, until in contact.let_go_by.items():
            yield Moment(until, "spared_ends", {"agent_id": agent_id})
        if self.is_emergency:
            return
        since, rules = waits_since(contact), terms.rules
        asks_members = contact.queue_id is not None and contact.group_id is None
        for step in rules.requirements if asks_members else ():
            at = since + timedelta(seconds=step.after_seconds)
            yield Moment(at, "requirements", {"skills": dict(terms.needs(contact, step.after_seconds))})
        for seconds in terms.delays if asks_members else ():
            yield Moment(since + timedelta(seconds=seconds), "member_delay_ends", {"seconds": seconds})
        if self.preferred is not None and self.preferred.id not in contact.let_go_by:
            at = since + timedelta(seconds=rules.preferred_seconds)
            yield Moment(at, "preferred_window_ends", {"agent_id": self.preferred.id})
        if contact.language:
            at = since + timedelta(seconds=rules.language_seconds)
            yield Moment(at, "language_window_ends", {"language": contact.language})
        if contact.place_skill:
            at = since + timedelta(seconds=rules.place_seconds)
            yield Moment(at, "place_window_ends", {"place_skill": contact.place_skill})

    def _no_room(self, agent: OnDutyAgent) -> NoRoom | None:
        load = Load(agent.capacity, agent.held)
        return load.why_no_room(self.contact.channel, self.channels, is_emergency=self.is_emergency)

    def _waited(self, at: datetime) -> float:
        return seconds_waited(self.contact, at)


def _name(reason: Reason) -> tuple[str, object]:
    return reason.code, reason.values.get("skill")


def _in_order(verdict: Verdict) -> tuple[int, int, bool, datetime, str]:
    return (
        VERDICTS.index(verdict.verdict),
        verdict.rank or 0,
        verdict.from_ is None,
        verdict.from_ or datetime.min.replace(tzinfo=UTC),
        verdict.agent_id,
    )
