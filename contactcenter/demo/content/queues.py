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
    strategy: str = "longest_idle"
    preferred_seconds: int = 0
    overflow: Sequence[Mapping[str, Any]] = ()
    wait_messages: Sequence[Mapping[str, Any]] = ()

    @property
    def skills(self) -> frozenset[str]:
        """What nobody lacks who serves it."""
        return frozenset(skill for step in self.requirements for skill in step["skills"])


def _step(after_seconds: int, **skills: int) -> Mapping[str, Any]:
    return {"after_seconds": after_seconds, "skills": skills}


def _after(seconds: int, action: str, target: str = "") -> Mapping[str, Any]:
    return {"after_seconds": seconds, "action": action, "target": target}


# Nobody needs to stay on the telephone for what can wait.
_MAY_TEXT: Final = {
    "after_seconds": 60,
    "every_seconds": 120,
    "texts": in_three(
        "唔想等嘅話，你亦可以發短訊到呢個號碼，我哋一樣會跟進。",
        "如果不想等候，您也可以发短信到这个号码，我们同样会跟进。",
        "If you would rather not wait, you can also text this number, and we will see to it just the same.",
    ),
}

QUEUES: Final = (
    DemoQueue(
        "emergencies",
        in_three("緊急事項", "紧急事项", "Emergencies"),
        [_step(0, emergency=4), _step(15, emergency=1), _step(60)],
        12,
        120,
        1,
        strategy="ring_group",
    ),
    DemoQueue(
        "general",
        in_three("一般查詢", "一般咨询", "General"),
        [],
        20,
        60,
        2,
        preferred_seconds=20,
        overflow=[_after(300, "callback")],
        wait_messages=[_MAY_TEXT],
    ),
    DemoQueue(
        "repairs",
        in_three("報修", "报修", "Repairs"),
        [_step(0, repairs=3), _step(120, repairs=1)],
        20,
        60,
        3,
        overflow=[_after(180, "queue", "general"), _after(300, "callback")],
        wait_messages=[_MAY_TEXT],
    ),
    DemoQueue(
        "fees",
        in_three("費用查詢", "费用咨询", "Fees"),
        [_step(0, fees=3), _step(90, fees=1)],
        25,
        60,
        4,
        strategy="fewest_contacts",
        overflow=[_after(240, "callback")],
        wait_messages=[_MAY_TEXT],
    ),
)
