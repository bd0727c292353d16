"""Where contacts wait in the demo estate, how long an offer rings and how long an agent may wrap up."""

from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoQueue:
    """An agent serves a queue when they have all of its `skills`; a lower `position` is shown first."""

    code: str
    names: Names
    skills: tuple[str, ...]
    offer_seconds: int
    wrap_up_seconds: int
    position: int


QUEUES: Final = (
    DemoQueue("emergencies", in_three("緊急事項", "紧急事项", "Emergencies"), ("emergency",), 12, 120, 1),
    DemoQueue("general", in_three("一般查詢", "一般咨询", "General"), (), 20, 60, 2),
    DemoQueue("repairs", in_three("報修", "报修", "Repairs"), ("repairs",), 20, 60, 3),
    DemoQueue("fees", in_three("費用查詢", "费用咨询", "Fees"), ("fees",), 25, 60, 4),
)
