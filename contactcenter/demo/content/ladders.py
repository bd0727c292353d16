"""Who is on call in the demo estate: for each group of engineers, for security, and for everything else."""

from dataclasses import dataclass
from typing import Final, Literal

from contactcenter.demo.content.groups import GROUPS

Channel = Literal["call", "sms", "email"]
BOTH: Final[tuple[Channel, ...]] = ("sms", "call")


@dataclass(frozen=True, slots=True)
class DemoStep:
    """These people have so many minutes; without names it is the duty manager."""

    minutes: int
    usernames: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = BOTH


@dataclass(frozen=True, slots=True)
class DemoLadder:
    """Without a group it stands for all that have none."""

    group_code: str | None
    name: str
    steps: tuple[DemoStep, ...]


def _engineering() -> tuple[DemoLadder, ...]:
    """The technician of the tower first, then whoever leads the group, then the duty manager."""
    return tuple(
        DemoLadder(
            group.code,
            f"{group.names['zh-Hant']}當值",
            (DemoStep(2, group.members[-1:]), DemoStep(3, group.members[:1]), DemoStep(3)),
        )
        for group in GROUPS
        if group.code.startswith("engineering-")
    )


LADDERS: Final = (
    *_engineering(),
    DemoLadder("security", "保安部當值", (DemoStep(2, ("backoffice5",)), DemoStep(3, ("backoffice4",)), DemoStep(3))),
    DemoLadder(None, "其他組當值", (DemoStep(3),)),
)
