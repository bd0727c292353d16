"""What a caller is to hear, by where the call stands: documents of neutral steps. Pure; called by the flow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from contactcenter.calls import callback_documents
from contactcenter.calls.menus import Menu, find_emergency
from contactcenter.calls.prompts import LANGUAGES, say, spelled, words
from contactcenter.calls.standing import CLOSED, Context, Standing
from contactcenter.calls.steps import (
    Forward,
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
# So long a telephone outside rings before the caller is back in her place.
FORWARDING_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What is told to a waiting caller now: what is better than what she was told before, and messages of the queue."""

    position: int | None = None
    minutes: int | None = None
    messages: Sequence[Say] = ()


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
    if standing.state == "callback":
        return callback_documents.question(standing, context)
    if standing.state == "forwarded" and not standing.was_forwarded:
        return (say("putting_through", standing.language), Forward(standing.number, FORWARDING_SECONDS))
    return (HangUp(),)


def ended(standing: Standing) -> Standing:
    """The same call, over."""
    return replace(standing, state="ended", agent="none", is_held=False, menu=None)


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
    heard = [
        Say(_in_one_breath(_closed(emergency.digit if emergency else "", language, context), language), language)
        for language in spoken(standing, context)
    ]
    hints = emergency.words if emergency else ()
    return (Gather(tuple(heard), "menu", standing.language, LISTENING_SECONDS, hints),)


def _closed(emergency_digit: str, language: str, context: Context) -> Iterable[str]:
    yield words("closed", language)
    if emergency_digit:
        yield words("closed_emergency", language, {"digit": emergency_digit})
    if context.when_closed == "callback" and context.can_call_back:
        yield words("closed_callback", language)


def spoken(standing: Standing, context: Context) -> Sequence[str]:
    """The languages in which to speak to a caller: all of them while nobody knows which."""
    if context.knows_language:
        return [standing.language]
    return [standing.language, *(language for language in LANGUAGES if language != standing.language)]


_NOTHING: Final = Said()


def waiting(standing: Standing, context: Context, said: Said = _NOTHING) -> Steps:
    """What is to be told now; then music, during which a key may be pressed."""
    heard: list[Say | Music] = []
    prospects = _in_one_breath(_prospects(standing, context, said), standing.language)
    if prospects:
        heard.append(Say(prospects, standing.language))
    heard += [*said.messages, Music()]
    if standing.is_emergency:
        return tuple(heard)
    gather = Gather(tuple(heard), "wait_choice", standing.language, WAITING_KEY_SECONDS, goes_on=True)
    return (gather,)


def _prospects(standing: Standing, context: Context, said: Said) -> Iterable[str]:
    language = standing.language
    if said.position == 1:
        yield words("next_in_line", language)
    elif said.position is not None:
        place = "position" if context.is_staffed else "position_alone"
        yield words(place, language, {"position": str(said.position)})
    if said.minutes == 1:
        yield words("expected_minute", language)
    elif said.minutes is not None:
        yield words("expected_wait", language, {"minutes": str(said.minutes)})
    if said.position is not None and not standing.is_emergency:
        yield words("may_be_called_back" if context.can_call_back else "may_leave_message", language)


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
