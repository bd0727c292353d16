"""What the flow decides: where a call stands next, what the telephone that asked is to do, and what else. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from contactcenter.calls.standing import Context, Standing
from contactcenter.calls.steps import Steps

# What is asked of the carrier beside answering the telephone that asks.
Order = Literal["bring_in", "send_to_queue", "dial", "end_customer", "end_agent"]
# What becomes of the contact.
Fate = Literal[
    "queue",
    "rejoin",
    "requeue",
    "missed",
    "offer_missed",
    "offer_declined",
    "withdraw_offer",
    "overflow",
    "wrap_up",
    "abandoned",
    "call_back",
    "voicemail",
    "callback",
    "forwarded",
    "uncalled",
    "unreached",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """How the call stands now, what the telephone that asked is to do, what else, and what becomes of the contact."""

    standing: Standing
    steps: Steps = ()
    orders: tuple[Order, ...] = ()
    fate: Fate | None = None


Rule = Callable[[Standing, Any, Context], Decision]
