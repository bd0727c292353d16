"""What a caller hears about being called back: documents of neutral steps. Pure; called by the rules."""

from typing import Final

from contactcenter.calls.prompts import say, spelled
from contactcenter.calls.standing import (
    NUMBER_RIGHT,
    OR_MESSAGE,
    OR_WAIT,
    WHICH_NUMBER,
    Context,
    Standing,
)
from contactcenter.calls.steps import Gather, HangUp, Say, Steps
from contactcenter.text.numbers import without_country

CALLBACK_KEY: Final = "1"
MESSAGE_KEY: Final = "2"
LISTENING_SECONDS: Final = 5
# A number is typed from memory, or read from a paper.
TYPING_SECONDS: Final = 8

_QUESTIONS: Final = {
    OR_WAIT: "callback_or_wait",
    OR_MESSAGE: "callback_or_message",
    NUMBER_RIGHT: "callback_number_right",
    WHICH_NUMBER: "callback_number",
}


def question(standing: Standing, context: Context, before: str = "") -> Steps:
    """The question where she stands, with a prompt `before` it; where all is settled, that it is."""
    number = {"number": spelled(without_country(standing.number, context.region))}
    asked = _QUESTIONS.get(standing.menu or "")
    if asked is None:
        kept = "callback_settled" if context.is_open else "callback_settled_closed"
        return (say(kept, standing.language, number), HangUp())
    heard: list[Say] = [say(before, standing.language)] if before else []
    heard.append(say(asked, standing.language, number))
    if standing.menu == WHICH_NUMBER:
        return (Gather(tuple(heard), "callback_choice", standing.language, TYPING_SECONDS, is_number=True),)
    return (Gather(tuple(heard), "callback_choice", standing.language, LISTENING_SECONDS),)
