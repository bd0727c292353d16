"""What a caller is to hear, by where the call stands: documents of neutral steps. Pure; called by the flow."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from contactcenter.calls.menus import Menu, find_emergency
from contactcenter.calls.prompts import LANGUAGES, say, spelled, words
from contactcenter.calls.standing import CLOSED, Context, Standing
from contactcenter.calls.steps import (
    Gather,
    HangUp,
    Join,
    Music,
    Park,
    Record,
    Say,
    Steps,
    StopListening,
)

LISTENING_SECONDS: Final = 5
# Long enough to find the key after the music ended, short enough not to be a hole in it.
WAITING_KEY_SECONDS: Final = 1
LONGEST_VOICEMAIL_SECONDS: Final = 180
VOICEMAIL_PAUSE_SECONDS: Final = 5
# Longer than this nobody believes the figure, and we should not either.
LONGEST_SAID_WAIT_MINUTES: Final = 30


def present(standing: Standing, context: Context) -> Steps:
    """What is to be heard where nothing new has happened: a document asked for twice is the same one."""
    if standing.state == "menu":
        return menu(standing, context)
    if standing.state in ("queued", "ringing"):
        return (Park(),)
    if standing.state == "talking":
        return (Join("customer"),)
    if standing.state == "voicemail":
        return voicemail(standing)
    return (HangUp(),)


def menu(standing: Standing, context: Context, before: str = "") -> Steps:
    """The menu the caller stands in, with a prompt `before` it."""
    if standing.menu == CLOSED:
        return _closed_menu(standing, context)
    current = context.menus.get(standing.menu or "", Menu("", {}))
    heard = [say(before, standing.language)] if before and not current.asks_language else []
    heard += [Say(_said(current, language), language) for language in _languages(current, standing)]
    hints = tuple(dict.fromkeys(word for option in current.options for word in option.words))
    return (Gather(tuple(heard), "menu", standing.language, LISTENING_SECONDS, hints),)


def _languages(current: Menu, standing: Standing) -> Sequence[str]:
    if not current.asks_language:
        return [standing.language]
    return list(dict.fromkeys(option.language for option in current.options if option.language))


def _said(current: Menu, language: str) -> str:
    """The menu in one language; where it asks for the language, each speaks for itself and for what all may choose."""
    parts = [current.prompts.get(language, "")]
    for option in current.options:
        label = option.labels.get(language, "")
        if label and option.language in (None, language):
            parts.append(words("option", language, {"label": label, "digit": option.digit}))
    return _in_one_breath(parts, language)


def _in_one_breath(sentences: Iterable[str], language: str) -> str:
    """Chinese sentences stand side by side, others need a blank between them."""
    return (" " if language == "en" else "").join(sentence for sentence in sentences if sentence)


def _closed_menu(standing: Standing, context: Context) -> Steps:
    emergency = find_emergency(context.menus, context.first_menu)
    assert emergency is not None, "a closed line without a key for emergencies has no menu"
    heard = [
        Say(_in_one_breath(_closed(emergency.digit, language), language), language)
        for language in spoken(standing, context)
    ]
    return (Gather(tuple(heard), "menu", standing.language, LISTENING_SECONDS, emergency.words),)


def _closed(emergency_digit: str, language: str) -> Sequence[str]:
    return words("closed", language), words("closed_emergency", language, {"digit": emergency_digit})


def spoken(standing: Standing, context: Context) -> Sequence[str]:
    """The languages in which to speak to a caller: all of them while nobody knows which."""
    if context.knows_language:
        return [standing.language]
    return [standing.language, *(language for language in LANGUAGES if language != standing.language)]


def waiting(standing: Standing, context: Context, *, is_better: bool) -> Steps:
    """Where in the line, if that is better than what was said before; then music, during which a key may be pressed."""
    heard: list[Say | Music] = []
    if is_better:
        heard.append(Say(_in_one_breath(_prospects(standing, context), standing.language), standing.language))
    heard.append(Music())
    if standing.is_emergency:
        return tuple(heard)
    gather = Gather(tuple(heard), "wait_choice", standing.language, WAITING_KEY_SECONDS, goes_on=True)
    return (gather,)


def _prospects(standing: Standing, context: Context) -> Iterable[str]:
    language = standing.language
    if context.position <= 1:
        yield words("next_in_line", language)
    else:
        yield words("position", language, {"position": str(context.position)})
    minutes = math.ceil((context.expected_seconds or 0) / 60)
    if context.expected_seconds is not None and minutes <= LONGEST_SAID_WAIT_MINUTES:
        if minutes <= 1:
            yield words("expected_minute", language)
        else:
            yield words("expected_wait", language, {"minutes": str(minutes)})
    if not standing.is_emergency:
        yield words("may_leave_message", language)


def voicemail_proposal(standing: Standing) -> Steps:
    """Waiting became long: a message instead? Who says nothing goes on waiting."""
    heard = (say("still_busy", standing.language),)
    return (Gather(heard, "voicemail_choice", standing.language, LISTENING_SECONDS),)


def voicemail(standing: Standing, before: Iterable[Say] = ()) -> Steps:
    language = standing.language
    record = Record(LONGEST_VOICEMAIL_SECONDS, VOICEMAIL_PAUSE_SECONDS, language)
    return (*before, say("leave_message", language), record, say("nothing_heard", language), HangUp())


def message_kept(standing: Standing, context: Context) -> Steps:
    reference = {"reference": spelled(context.reference)}
    return (say("message_kept", standing.language, reference), HangUp())


def back_in_line(standing: Standing) -> Steps:
    """Out of a conversation, into the line again."""
    return (StopListening(), say("another_colleague", standing.language), Park())
