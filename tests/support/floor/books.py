"""The books of a floor: triggers of the database write down every change, and what they say is checked afterwards.

What must hold: no contact is in two hands, none is lost, no agent holds too much; none waits while a suitable agent is
free for longer than `PATIENCE`; nobody is offered a contact while another one, earlier in the order and suitable for
the same agent, has been waiting for so long that it must have been known.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tests.support.floor.plan import CAPACITY, RELAXES_AFTER, SKILLS, Plan, queue_of, serves, skills_of

PATIENCE: Final = 2.0
# What is offered within so long is offered by one decision.
TOGETHER: Final = 0.5
# So long who let a contact go by may be spared it, and a little longer.
SPARED: Final = 61.0

TRIGGERS: Final = """
CREATE TABLE books (number bigserial PRIMARY KEY, at double precision NOT NULL DEFAULT
    extract(epoch FROM clock_timestamp()), kind text, id text, agent text, state text, contact text, key bigint);
CREATE TABLE round_trips (seconds double precision);
CREATE FUNCTION keep_contact() RETURNS trigger AS $$ BEGIN
    INSERT INTO books (kind, id, agent, state, key) VALUES ('contact', NEW.id, NEW.agent_id,
        CASE WHEN NEW.state = 'wrap_up' AND NEW.wrap_up_until IS NULL THEN 'written' ELSE NEW.state END, NEW.queue_key);
    RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE FUNCTION keep_agent() RETURNS trigger AS $$ BEGIN
    INSERT INTO books (kind, id, state) VALUES ('agent', NEW.id, NEW.presence);
    RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE FUNCTION keep_offer() RETURNS trigger AS $$ BEGIN
    INSERT INTO books (kind, id, agent, state, contact)
        VALUES ('offer', NEW.id, NEW.agent_id, NEW.state, NEW.contact_id);
    RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE FUNCTION keep_window() RETURNS trigger AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO books (kind, id, agent, state) VALUES ('window', OLD.id, OLD.agent_id, 'forgotten');
    ELSE
        INSERT INTO books (kind, id, agent, state) VALUES ('window', NEW.id, NEW.agent_id,
            CASE WHEN NEW.closed_at IS NULL THEN 'open' ELSE 'closed' END);
    END IF;
    RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION keep_contact();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON agents FOR EACH ROW EXECUTE FUNCTION keep_agent();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON offers FOR EACH ROW EXECUTE FUNCTION keep_offer();
CREATE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON agent_connections FOR EACH ROW EXECUTE FUNCTION keep_window();
"""
FILLS: Final = ("active", "wrap_up")
# Places before this one are those of emergencies.
RANKED: Final = 10**13


@dataclass(frozen=True)
class Line:
    """One line of the books; `key` is the place in the queue."""

    at: float
    kind: str
    id: str
    agent: str
    state: str
    contact: str
    key: int


@dataclass
class AgentBook:
    """What the books say of one agent so far, and since when the agent is free."""

    presence: str = "offline"
    windows: dict[str, bool] = field(default_factory=dict)
    ringing: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    free_since: float | None = None

    def is_free(self) -> bool:
        has_vanished = bool(self.windows) and not any(self.windows.values())
        has_room = len(self.held) + len(self.ringing) < CAPACITY
        return self.presence == "available" and not has_vanished and not self.ringing and has_room


@dataclass(frozen=True)
class Wait:
    """A contact in the queue, in one place of it; the steps of its queue count from `steps_from`."""

    contact: str
    key: int
    begins: float
    ends: float
    steps_from: float


@dataclass
class Books:
    """Everything that happened, as spans of time: who was free when, what waited when, what was offered when."""

    plan: Plan
    numbers: dict[str, int]
    agents: dict[str, int]
    free: list[tuple[int, float, float]] = field(default_factory=list)
    waited: list["Wait"] = field(default_factory=list)
    offers: list[tuple[str, int, float]] = field(default_factory=list)
    let_go: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[str, str] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)
    # How long a node waited for its turn and one answer of the database, at worst.
    latest: float = 0.0
    _people: dict[str, AgentBook] = field(default_factory=lambda: defaultdict(AgentBook))
    _standing: dict[str, Line] = field(default_factory=dict)
    _waiting: dict[str, float] = field(default_factory=dict)
    _steps_from: dict[str, float] = field(default_factory=dict)

    def read(self, lines: list[Line]) -> None:
        for line in lines:
            getattr(self, f"_{line.kind}")(line)
        end = lines[-1].at
        for agent_id, person in self._people.items():
            if person.free_since is not None:
                self.free.append((self.agents[agent_id], person.free_since, end))
        for contact_id in list(self._waiting):
            self._waited_until(end, self._standing[contact_id])
        self.ends = {contact_id: line.state for contact_id, line in self._standing.items()}

    def _contact(self, line: Line) -> None:
        before = self._standing.get(line.id)
        if before is not None and line.state == "active" and before.state in FILLS and before.agent != line.agent:
            self.wrongs.append(f"text {self.numbers[line.id]} went from hand to hand")
        if before is None or (line.state == "queued" and before.state not in ("queued", "offered")):
            self._steps_from[line.id] = line.at
        # Its place may change while it waits (a class was raised): then another span begins.
        if line.id in self._waiting and before is not None and (line.state, line.key) != ("queued", before.key):
            self._waited_until(line.at, before)
        if line.state == "queued":
            self._waiting.setdefault(line.id, line.at)
        for holder in {before.agent if before else "", line.agent} - {""}:
            held = self._people[holder].held
            (held.add if holder == line.agent and line.state in FILLS else held.discard)(line.id)
            self._note(holder, line.at)
        self._standing[line.id] = line
        # Emergencies come beside what can wait, whatever fits.
        ordinary = [id_ for id_ in self._people[line.agent].held if self._standing[id_].key >= RANKED]
        if len(ordinary) > CAPACITY:
            self.wrongs.append(f"agent {self.agents[line.agent]} holds {len(ordinary)}")

    def _waited_until(self, at: float, line: Line) -> None:
        self.waited.append(Wait(line.id, line.key, self._waiting.pop(line.id), at, self._steps_from[line.id]))

    def _agent(self, line: Line) -> None:
        self._people[line.id].presence = line.state
        self._note(line.id, line.at)

    def _offer(self, line: Line) -> None:
        person = self._people[line.agent]
        if line.state == "offered":
            person.ringing.add(line.id)
            self.offers.append((line.contact, self.agents[line.agent], line.at))
        else:
            person.ringing.discard(line.id)
            if line.state in ("declined", "missed"):
                self.let_go[line.contact, self.agents[line.agent]].append(line.at)
        if len(person.ringing) > 1:
            self.wrongs.append(f"two things ring at agent {self.agents[line.agent]}")
        self._note(line.agent, line.at)

    def _window(self, line: Line) -> None:
        windows = self._people[line.agent].windows
        if line.state == "forgotten":
            windows.pop(line.id, None)
        else:
            windows[line.id] = line.state == "open"
        self._note(line.agent, line.at)

    def _note(self, agent_id: str, at: float) -> None:
        person = self._people[agent_id]
        if person.is_free():
            person.free_since = at if person.free_since is None else person.free_since
        elif person.free_since is not None:
            self.free.append((self.agents[agent_id], person.free_since, at))
            person.free_since = None

    def longest_in_vain(self) -> tuple[float, str]:
        """The longest time a contact waited while an agent who might have had it was free, and which they were."""
        people = np.array([agent for agent, _, _ in self.free])
        begins, ends = np.array([span[1] for span in self.free]), np.array([span[2] for span in self.free])
        worst, which = 0.0, ""
        for wait in self.waited:
            suits = np.array([self.suits_from(wait, agent) for agent in range(self.plan.agents)])
            overlap = np.minimum(ends, wait.ends) - np.maximum(np.maximum(begins, wait.begins), suits[people])
            for index in np.flatnonzero(overlap > worst):
                agent = int(people[index])
                if overlap[index] > worst and not self._is_spared(wait.contact, agent, wait.ends):
                    worst = float(overlap[index])
                    which = f"text {self.numbers[wait.contact]} and agent {agent}, waiting until {wait.ends:.2f}"
        return worst, which

    def out_of_order(self, notice: float) -> Iterator[str]:
        """Offers of a contact while one before it, suitable for the same agent, had been waiting for longer."""
        keys = np.array([wait.key for wait in self.waited])
        begins, ends = np.array([wait.begins for wait in self.waited]), np.array([wait.ends for wait in self.waited])
        places = {wait.contact: wait.key for wait in self.waited}
        for contact, agent, at in self.offers:
            earlier = (keys < places[contact]) & (begins < at - notice) & (ends > at + TOGETHER)
            for index in np.flatnonzero(earlier):
                other = self.waited[index]
                if self.suits_from(other, agent) < at - notice and not self._is_spared(other.contact, agent, at):
                    yield f"text {self.numbers[contact]} before {self.numbers[other.contact]} to agent {agent}"

    def suits_from(self, wait: Wait, agent: int) -> float:
        """From when on the agent might have the contact; an emergency is for anybody."""
        queue = queue_of(self.numbers[wait.contact])
        if wait.key < RANKED:
            return 0.0
        if queue not in serves(agent):
            return float("inf")
        has_skills = all(skills_of(agent).get(skill, 0) >= level for skill, level in SKILLS[queue].items())
        return 0.0 if has_skills else wait.steps_from + RELAXES_AFTER

    def _is_spared(self, contact: str, agent: int, at: float) -> bool:
        return any(at - SPARED < let_go <= at for let_go in self.let_go.get((contact, agent), ()))
