"""Where a call stands, and what else decides how it goes on: the values the flow works with. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from contactcenter.calls.menus import EMERGENCY, Menu
from contactcenter.calls.prompts import LANGUAGES

State = Literal["menu", "queued", "ringing", "talking", "voicemail", "ended"]
# rung: a telephone rings; accepted: answered, or taken on the screen; joined: waits in the conversation.
AgentState = Literal["none", "rung", "accepted", "joined"]
# The menu of a closed line, which no row describes.
CLOSED: Final = "_closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a call stands. `queue` is the code of the queue chosen, None for the line's own.

    `ringing` lasts from an agent's telephone being rung until the caller is with the agent; the caller waits in the
    line all that time, so that a telephone not answered costs nothing.
    """

    state: State = "menu"
    language: str = LANGUAGES[0]
    menu: str | None = None
    silences: int = 0
    wrong_choices: int = 0
    queue: str | None = None
    class_: str = "normal"
    said_position: int | None = None
    agent: AgentState = "none"
    is_held: bool = False
    has_talked: bool = False
    has_voicemail: bool = False

    @property
    def is_emergency(self) -> bool:
        return self.class_ == EMERGENCY


@dataclass(frozen=True, slots=True)
class Context:
    """What else decides. `waited_seconds` count since the queue, or since a message was last proposed instead.

    `expected_seconds` is None where nobody can honestly say how long it will take.
    """

    menus: Mapping[str, Menu] = field(default_factory=dict)
    first_menu: str | None = None
    is_open: bool = True
    knows_language: bool = True
    reference: str = ""
    position: int = 1
    expected_seconds: float | None = None
    waited_seconds: float = 0
    longest_wait_seconds: float = 600
