"""What a floor is made of: how many agents and texts, and how they behave. Written to a file, read by every node."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

QUEUES: Final = ("general", "lifts", "waters")
# What the first step of each queue asks, and after how many seconds of waiting only membership is asked.
SKILLS: Final[Mapping[str, dict[str, int]]] = {"general": {}, "lifts": {"lifts": 3}, "waters": {"waters": 2}}
RELAXES_AFTER: Final = 5
CAPACITY: Final = 2


@dataclass(frozen=True)
class Plan:
    """`rate` texts a second come at each node; an agent works `work_seconds` on each, on average.

    A window stays open for `stays_seconds` and closed for `away_seconds`, on average; of those that close, the share
    `leaves` never opens again.
    """

    seed: int
    agents: int
    texts: int
    rate: float
    work_seconds: float
    offer_seconds: int
    stays_seconds: float
    away_seconds: float
    leaves: float
    database_url: str = ""
    redis_url: str = ""
    media_url: str = ""

    def keep(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> "Plan":
        return cls(**json.loads(path.read_text()))

    def username(self, number: int) -> str:
        return f"agent{number:03}"

    def agents_at(self, node: int) -> range:
        """Every second agent sits at each of the two nodes."""
        return range(node, self.agents, 2)

    def texts_at(self, node: int) -> range:
        return range(node, self.texts, 2)


def queue_of(number: int) -> str:
    """The queue of a text, by the line it comes on."""
    return QUEUES[number % 3]


def line_of(number: int) -> str:
    return f"+8523000000{number % 3}"


def sender_of(number: int) -> str:
    return f"+8526{number:07}"


def class_of(number: int) -> str:
    if number % 97 == 0:
        return "emergency"
    return "priority" if number % 10 == 0 else "normal"


def serves(agent: int) -> tuple[str, ...]:
    """The queues of an agent: all serve the first; every second one the second, every third one the third."""
    return ("general", *(("lifts",) if agent % 2 == 0 else ()), *(("waters",) if agent % 3 == 0 else ()))


def skills_of(agent: int) -> dict[str, int]:
    """Of those who serve a queue with a skill, every second one has it."""
    return {**({"lifts": 4} if agent % 4 == 0 else {}), **({"waters": 2} if agent % 6 == 0 else {})}
