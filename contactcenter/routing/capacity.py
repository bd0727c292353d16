"""How much work fits on one agent at once: 100 points, shared by all channels. Pure; called by the engine and screens.

Each contact an agent holds takes the points of its channel. Contacts of a channel that interrupts (a call) are offered
also to who holds only others, which can wait: beside them only its own kind counts. Nothing else is offered during one,
or while it is being written down. Whatever the points, an agent has at most `capacity[channel]` of a channel at once,
and none of a channel not named there. In an emergency what can wait counts for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

AGENT_POINTS: Final = 100


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What one contact of a channel takes, and whether those of other channels have to wait for it."""

    points: int = 25
    interrupts: bool = False


DEFAULT_POINTS: Final[Mapping[str, ChannelRules]] = {
    "voice": ChannelRules(points=100, interrupts=True),
    "sms": ChannelRules(),
    "email": ChannelRules(),
    "manual": ChannelRules(),
}
_UNNAMED: Final = ChannelRules()


@dataclass(frozen=True, slots=True)
class NoRoom:
    """Why another contact of a channel does not fit.

    `because`: never (takes none of this channel), on_call, channel_full, points. `held` are the contacts of the channel
    (or, on_call, the calls), `most` how many may be held at once, `points_free` beside `points` is what they lack.
    """

    because: str
    held: int
    most: int
    points: int
    points_free: int


@dataclass(frozen=True, slots=True)
class Load:
    """What an agent may hold and holds: contacts by channel, counting what rings at them."""

    capacity: Mapping[str, int]
    held: Mapping[str, int]

    def has_room(self, channel: str, channels: Mapping[str, ChannelRules], *, is_emergency: bool = False) -> bool:
        """Whether one more contact of the channel fits."""
        return self.why_no_room(channel, channels, is_emergency=is_emergency) is None

    def why_no_room(
        self, channel: str, channels: Mapping[str, ChannelRules], *, is_emergency: bool = False
    ) -> NoRoom | None:
        """What stands against one more contact of the channel; None where it fits."""
        rules = rules_of(channel, channels)
        points = min(rules.points, AGENT_POINTS)
        held, most = self.held.get(channel, 0), self.capacity.get(channel, 0)
        calls = taken = 0
        for other, count in self.held.items():
            others = rules_of(other, channels)
            calls += count if others.interrupts else 0
            taken += count * others.points if others.interrupts or not rules.interrupts else 0
        free = max(AGENT_POINTS - taken, 0)
        if most <= 0:
            return NoRoom("never", held, most, points, free)
        if calls and not rules.interrupts:
            return NoRoom("on_call", calls, most, points, free)
        if is_emergency and not rules.interrupts:
            return None
        if held >= most:
            return NoRoom("channel_full", held, most, points, free)
        return NoRoom("points", held, most, points, free) if points > free else None


def rules_of(channel: str, channels: Mapping[str, ChannelRules]) -> ChannelRules:
    """The rules an administrator gave the channel, else those it comes with."""
    return channels.get(channel) or DEFAULT_POINTS.get(channel, _UNNAMED)
