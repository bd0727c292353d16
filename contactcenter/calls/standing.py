"""Where a call stands, and what else decides how it goes on: the values the flow works with. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from contactcenter.calls.happenings import Instead
from contactcenter.calls.menus import EMERGENCY, Menu
from contactcenter.calls.prompts import LANGUAGES
from contactcenter.calls.steps import Say

# callback: a caller is asked whether and where to call her; forwarded: she is put through to a telephone outside.
# calling: the agent's telephone rings so that a customer may be rung; dialing: the customer's rings, the agent waits.
State = Literal[
    "menu", "queued", "ringing", "talking", "voicemail", "callback", "forwarded", "calling", "dialing", "ended"
]
# rung: a telephone rings; accepted: answered, or taken on the screen; joined: waits in the conversation.
AgentState = Literal["none", "rung", "accepted", "joined"]
# The menu of a closed line, which no row describes.
CLOSED: Final = "_closed"
# Where in the questions about being called back a caller stands. First whether she wants that, instead of waiting on or
# of leaving a message; then whether the number is right, else which one is; and at last that it is settled.
OR_WAIT: Final = "_callback_or_wait"
OR_MESSAGE: Final = "_callback_or_message"
NUMBER_RIGHT: Final = "_callback_number_right"
WHICH_NUMBER: Final = "_callback_number"
SETTLED: Final = "_callback_settled"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands. `queue` is the code of the queue chosen, None for the line's own.

    `ringing` lasts from an agent's telephone being rung until the caller is with the agent; the caller waits in the
    line all that time, so that a telephone not answered costs nothing. `told_seconds` is how far into her wait the
    messages of the queue were told her; `number` is where to call her back, or where she is put through to.
    """

    state: State = "menu"
    language: str = LANGUAGES[0]
    menu: str | None = None
    silences: int = 0
    wrong_choices: int = 0
    queue: str | None = None
    class_: str = "normal"
    said_position: int | None = None
    said_minutes: int | None = None
    told_seconds: int = 0
    number: str = ""
    agent: AgentState = "none"
    is_held: bool = False
    has_talked: bool = False
    has_voicemail: bool = False
    has_queued: bool = False
    # We were to call her back, or are about to.
    is_callback: bool = False
    # Somebody outside spoke with her.
    was_forwarded: bool = False

    @property
    def is_emergency(self) -> bool:
        return self.class_ == EMERGENCY


@dataclass(frozen=True, slots=True)
class WaitMessage:
    """Words for whoever has waited so long, once, or again and again where `every_seconds` is not 0."""

    after_seconds: int
    every_seconds: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OverflowStep:
    """What a queue does for a caller who has waited too long; `target` is the number to put her through to.

    `step` is its place in the queue's list.
    """

    action: Literal["voicemail", "callback", "number"]
    target: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What else decides. `waited_seconds` count since the queue, or since something else was last proposed instead;
    `in_line_seconds` since the queue.

    `expected_seconds` is None where nobody can honestly say how long it will take. `overflow` is the step that is due,
    `empty` what becomes of callers where nobody who serves the queue is signed in any more, None where they wait.
    """

    menus: Mapping[str, Menu] = field(default_factory=dict)
    first_menu: str | None = None
    is_open: bool = True
    when_closed: str = "voicemail"
    knows_language: bool = True
    reference: str = ""
    position: int = 1
    expected_seconds: float | None = None
    waited_seconds: float = 0
    in_line_seconds: float = 0
    longest_wait_seconds: float = 600
    messages: Sequence[WaitMessage] = ()
    overflow: OverflowStep | None = None
    empty: Instead | None = None
    is_staffed: bool = True
    can_call_back: bool = False
    # Where the caller calls from; empty where the number is withheld.
    own_number: str = ""
    # Where numbers are said without their country code.
    region: str = "HK"
    # What an agent hears before the customer is rung, and the customer before they speak.
    summary: Say | None = None
    greeting: Say | None = None
