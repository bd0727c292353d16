"""The neutral steps of which a call's documents are made; each carrier renders or plays them. Pure."""

from dataclasses import dataclass
from typing import Literal

# Who answers with the next document once something was gathered: choices in menus, in the line, about a message,
# about being called back, and of somebody on call whether they come.
Stage = Literal["menu", "wait_choice", "voicemail_choice", "callback_choice", "alert_choice"]
Role = Literal["customer", "agent"]


@dataclass(frozen=True, slots=True)
class Say:
    """Words, in the language they are written in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Music:
    """Something to listen to while nothing happens, once through."""


@dataclass(frozen=True, slots=True)
class Gather:
    """Say this and listen: for one key, and for words where `hints` names some. Either ends the saying.

    Whatever was given, also nothing within `seconds`, goes to the stage `then`; with `goes_on` nothing at all lets the
    document continue with its next step instead. With `is_number` keys are taken until the # key.
    """

    heard: tuple[Say | Music, ...]
    then: Stage
    language: str
    seconds: int
    hints: tuple[str, ...] = ()
    goes_on: bool = False
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Park:
    """The caller waits in line; the carrier asks what is to be heard meanwhile, again and again."""


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Ends the waiting from within: the carrier asks what comes instead."""


@dataclass(frozen=True, slots=True)
class Join:
    """Into the conversation of this call. It ends when the customer leaves; what both say is written down."""

    role: Role


@dataclass(frozen=True, slots=True)
class StopListening:
    """What is said is not written down any more."""


@dataclass(frozen=True, slots=True)
class Record:
    """Keep what the caller says, with a tone before it, until a pause or the # key."""

    longest_seconds: int
    pause_seconds: int
    language: str


@dataclass(frozen=True, slots=True)
class Forward:
    """Ring a telephone outside and let both speak; where nobody answers within `seconds`, the carrier asks again."""

    number: str
    seconds: int


@dataclass(frozen=True, slots=True)
class HangUp:
    """The end."""


Step = Say | Music | Gather | Park | LeaveLine | Join | StopListening | Record | Forward | HangUp
Steps = tuple[Step, ...]
