"""What can happen in a call, in neutral words: the events of the flow. Pure."""

from dataclasses import dataclass
from typing import Literal

# What becomes of a caller instead of waiting.
Instead = Literal["voicemail", "callback"]
# Why a queue takes nobody.
Why = Literal["full", "empty", "closed"]


@dataclass(frozen=True, slots=True)
class Arrived:
    """The telephone rings."""


@dataclass(frozen=True, slots=True)
class Chose:
    """What a caller gave in a menu, or while waiting: a key, words, or nothing."""

    digits: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class WaitAsked:
    """What is the waiting caller to hear next?"""


@dataclass(frozen=True, slots=True)
class ChoseWaiting:
    digits: str = ""


@dataclass(frozen=True, slots=True)
class LeftLine:
    """The waiting is over while the caller is still there."""

    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class ChoseVoicemail:
    """The answer to the proposal of leaving a message instead of waiting on."""

    digits: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A message was left, or, of no length, was not."""

    seconds: int = 0


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The queue chosen takes nobody now; `instead` is what its rule says."""

    instead: Instead
    why: Why


@dataclass(frozen=True, slots=True)
class ChoseCallback:
    """The answer to a question about being called back; `number` is what was typed, where it is a number."""

    digits: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class ForwardAnswered:
    """Somebody outside answered a caller who was put through."""


@dataclass(frozen=True, slots=True)
class ForwardOver:
    """The telephone outside is not in the call any more, the caller is."""


@dataclass(frozen=True, slots=True)
class CustomerUnreached:
    """The customer we rang did not answer, or a machine did."""

    reason: Literal["busy", "no_answer", "failed", "machine"] = "no_answer"


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """The caller was sent back into the line."""


@dataclass(frozen=True, slots=True)
class AgentRung:
    """The call is offered to an agent, or an agent took it from the queue."""


@dataclass(frozen=True, slots=True)
class AgentAccepted:
    """On the screen; the telephone still rings."""


@dataclass(frozen=True, slots=True)
class AgentAnswered:
    """The agent's telephone was answered; `is_wanted` unless its offer is dead."""

    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class AgentJoined:
    """The agent waits in the conversation; `is_wanted` unless it is one of whom nothing is expected any more."""

    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class AgentUnanswered:
    """The agent's telephone is not answered and will not be."""

    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class AgentLost:
    """The agent's telephone was answered and is gone, without our doing."""


@dataclass(frozen=True, slots=True)
class CustomerJoins:
    """The caller was taken out of the line, or whom we rang has answered, and asks where to go."""


@dataclass(frozen=True, slots=True)
class TalkOver:
    """The conversation is over and the caller still there."""


@dataclass(frozen=True, slots=True)
class RingingStopped:
    """The offer for which the agent's telephone rang is over."""


@dataclass(frozen=True, slots=True)
class CustomerLeft:
    """The caller is gone; `by` system where we lost or ended the call."""

    by: Literal["customer", "system"] = "customer"


@dataclass(frozen=True, slots=True)
class AgentHangsUp:
    """The agent ends the call."""


@dataclass(frozen=True, slots=True)
class Dismissed:
    """The contact was closed while the caller was still on the line."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The agent gives the caller back to the queue."""


Happening = (
    Arrived
    | Chose
    | WaitAsked
    | ChoseWaiting
    | LeftLine
    | ChoseVoicemail
    | TurnedAway
    | ChoseCallback
    | ForwardAnswered
    | ForwardOver
    | CustomerUnreached
    | Recorded
    | QueueAsked
    | AgentRung
    | AgentAccepted
    | AgentAnswered
    | AgentJoined
    | AgentUnanswered
    | AgentLost
    | CustomerJoins
    | TalkOver
    | RingingStopped
    | CustomerLeft
    | AgentHangsUp
    | Dismissed
    | PassedOn
)
