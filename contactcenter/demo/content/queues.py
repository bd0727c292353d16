"""Where contacts wait in the demo estate, how long an offer rings and how long an agent may wrap up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoQueue:
    """An agent serves a queue when they have its `skills` in the end; a lower `position` is shown first.

    `requirements` are the steps of `Queue.requirements`: who knows best is asked first, then others.
    """

    code: str
    names: Names
    requirements: Sequence[Mapping[str, Any]]
    offer_seconds: int
    wrap_up_seconds: int
    position: int

    @property
    def skills(self) -> frozenset[str]:
        """What nobody lacks who serves it."""
        return frozenset(skill for step in self.requirements for skill in step["skills"])


def _step(after_seconds: int, **skills: int) -> Mapping[str, Any]:
    return {"after_seconds": after_seconds, "skills": skills}


QUEUES: Final = (
    DemoQueue(
        "emergencies",
        in_three("緊急事項", "紧急事项", "Emergencies"),
        [_step(0, emergency=4), _step(15, emergency=1), _step(60)],
        12,
        120,
        1,
    ),
    DemoQueue("general", in_three("一般查詢", "一般咨询", "General"), [], 20, 60, 2),
    DemoQueue("repairs", in_three("報修", "报修", "Repairs"), [_step(0, repairs=3), _step(120, repairs=1)], 20, 60, 3),
    DemoQueue("fees", in_three("費用查詢", "费用咨询", "Fees"), [_step(0, fees=3), _step(90, fees=1)], 25, 60, 4),
)
