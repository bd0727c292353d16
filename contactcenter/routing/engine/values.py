"""What the engine is told and what it answers: plain values, made from rows by whoever calls it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

EMERGENCY: Final = "emergency"
LONGEST_IDLE: Final = "longest_idle"
ROUND_ROBIN: Final = "round_robin"
FEWEST_CONTACTS: Final = "fewest_contacts"
RING_GROUP: Final = "ring_group"
STRATEGIES: Final = (LONGEST_IDLE, ROUND_ROBIN, FEWEST_CONTACTS, RING_GROUP)
# So many free agents are asked at once in an emergency.
EMERGENCY_RING_SIZE: Final = 4


@dataclass(frozen=True, slots=True)
class WaitingContact:
    """A contact in the queue, or one that rings while more people may still be asked.

    `channel` is the one whose room it takes (a voicemail's is `manual`). `skills` are what it asks beside what its
    queue asks. `let_go_by` says until when agents who missed or declined it are spared; a preferred agent named there,
    be it long over, is not waited for again. `offered_to` are those it rings at now. Steps and windows count from
    `waits_since`: when it came into this queue, however long ago the owner first wrote; without one from `queued_at`.
    A missed offer does not begin a new wait.
    """

    id: str
    version: int
    queue_key: int
    queued_at: datetime
    channel: str
    queue_id: str | None = None
    class_: str = "normal"
    language: str = ""
    place_skill: str = ""
    skills: Mapping[str, int] = field(default_factory=dict)
    group_id: str | None = None
    preferred_agent_id: str | None = None
    let_go_by: Mapping[str, datetime] = field(default_factory=dict)
    offered_to: frozenset[str] = frozenset()
    waits_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnDutyAgent:
    """Somebody signed in who takes contacts; `is_available` unless busy, wrapping up or having missed an offer.

    `queues` gives (priority, delay_seconds) of each queue served; `held` counts contacts by channel, with what rings;
    `capacity` is the most of each at once. `languages` are language ids as contacts have them.
    """

    id: str
    version: int
    queues: Mapping[str, tuple[int, int]]
    skills: Mapping[str, int]
    languages: frozenset[str]
    capacity: Mapping[str, int]
    idle_since: datetime
    group_ids: frozenset[str] = frozenset()
    held: Mapping[str, int] = field(default_factory=dict)
    handled_today: int = 0
    has_offer: bool = False
    is_available: bool = True


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a queue asks from so many seconds of waiting on: {skill: least level}."""

    after_seconds: int
    skills: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class QueueRules:
    """How a queue chooses; the last of `requirements` whose time has come holds alone."""

    strategy: str = LONGEST_IDLE
    ring_size: int = 3
    requirements: tuple[Requirement, ...] = ()
    preferred_seconds: int = 0
    language_seconds: int = 0
    place_seconds: int = 0
    offer_seconds: int = 20


@dataclass(frozen=True, slots=True)
class Match:
    """This contact is to be offered to these agents, the best first; the first to accept has it."""

    contact: WaitingContact
    agents: tuple[OnDutyAgent, ...]
    offer_seconds: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an agent is not asked, as a code with values; `until` where time alone will change it.

    not_available {} · has_offer {} · no_room {because, channel, held, most, points, points_free}, see `capacity.NoRoom`
    · not_in_queue {queue_id} · not_in_group {group_id} · skill_missing {skill, needed, has}
    · waits_for_preferred {agent_id} · language_window {language} · place_window {place_skill} · member_delay {seconds}
    · spared {} (they let it go by, and somebody else is there).
    """

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one agent for one contact.

    `asked` now (or it rings at them already); `suitable` but others come first; `later`: only time or their present
    work is in the way, and `from_` is the moment where it is time; `unsuitable` otherwise. `rank` counts from 1 among
    those who could be asked now.
    """

    agent_id: str
    verdict: str
    reasons: tuple[Reason, ...] = ()
    from_: datetime | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """When something changes for a contact by time alone.

    Codes: requirements {skills} · preferred_window_ends {agent_id} · language_window_ends {language}
    · place_window_ends {place_skill} · member_delay_ends {seconds} · spared_ends {agent_id}.
    """

    at: datetime
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Who would be asked for a contact, and why: every agent in the engine's sight, the best first.

    `decided_by` says what puts the first before the second: only_one, preferred_agent, queue_member, language, place,
    priority, longest_idle, round_robin, fewest_contacts; empty where nobody can be asked. `needs` is what is asked of
    agents now, `steps` what changes later.
    """

    agents: tuple[Verdict, ...]
    decided_by: str
    needs: Mapping[str, int]
    steps: tuple[Moment, ...]
