"""A call arrives, and its caller chooses in menus. Pure; the table of `calls/flow.py` says when."""

from dataclasses import replace
from typing import Any, Final

from contactcenter.calls import callback_documents, documents, happenings
from contactcenter.calls.decision import Decision
from contactcenter.calls.menus import EMERGENCY, Menu, Option, choose, find_emergency
from contactcenter.calls.prompts import say
from contactcenter.calls.rules.callback import ask_number
from contactcenter.calls.rules.messages import record
from contactcenter.calls.standing import CLOSED, Context, Standing
from contactcenter.calls.steps import HangUp, Park

MOST_SILENCES: Final = 2
MOST_WRONG_CHOICES: Final = 4


def arrive(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.is_callback and context.is_open:
        # She was to be called back, and calls herself: there is nothing to be asked any more.
        standing = replace(standing, state="queued", menu=None)
        return Decision(standing, (say("callback_found", standing.language), Park()), fate="rejoin")
    if not context.is_open:
        return _closed(standing, context)
    return _show_menu(standing, context.first_menu, context)


def _closed(standing: Standing, context: Context) -> Decision:
    if find_emergency(context.menus, context.first_menu) is not None or offers_callback(context):
        return _show_menu(standing, CLOSED, context)
    closed = [say("closed", language) for language in documents.spoken(standing, context)]
    return _after_hours(standing, context, closed)


def _after_hours(standing: Standing, context: Context, before: list[Any] | None = None) -> Decision:
    """What a closed line has for whoever has no emergency: a message to be left, or the words alone."""
    if context.when_closed == "message":
        return Decision(standing, (*(before or ()), HangUp()))
    return record(standing, before)


def offers_callback(context: Context) -> bool:
    return context.when_closed == "callback" and context.can_call_back


def _show_menu(standing: Standing, code: str | None, context: Context) -> Decision:
    if code != CLOSED and code not in context.menus:
        return _queue(standing, "please_wait")
    standing = replace(standing, state="menu", menu=code, silences=0, wrong_choices=0)
    return Decision(standing, documents.menu(standing, context))


def choose_in_menu(standing: Standing, chose: happenings.Chose, context: Context) -> Decision:
    emergency = find_emergency(context.menus, context.first_menu)
    if standing.menu == CLOSED:
        return _choose_closed(standing, chose, context, emergency)
    if standing.menu not in context.menus:
        # Its row was deleted while the caller listened.
        return _queue(standing, "please_wait")
    option = choose(context.menus[standing.menu or ""], digits=chose.digits, words=chose.words)
    if option is None and emergency is not None and chose.digits == emergency.digit:
        # Its key holds in every menu: whoever heard it once need not walk back.
        option = emergency
    if option is not None:
        return _take(standing, option, context)
    return _again(standing, context, is_silent=not chose.digits and not chose.words)


def _choose_closed(standing: Standing, chose: happenings.Chose, context: Context, emergency: Option | None) -> Decision:
    if emergency is not None and _means(emergency, chose):
        return _take(standing, emergency, context)
    if offers_callback(context) and chose.digits == callback_documents.CALLBACK_KEY:
        return ask_number(standing, context)
    return _after_hours(standing, context)


def _means(option: Option, chose: happenings.Chose) -> bool:
    return choose(Menu("", {}, (option,)), digits=chose.digits, words=chose.words) is not None


def _take(standing: Standing, option: Option, context: Context) -> Decision:
    standing = replace(standing, language=option.language or standing.language, class_=option.class_ or standing.class_)
    standing = replace(standing, queue=option.queue or standing.queue)
    if option.is_voicemail:
        return record(standing)
    if option.menu is not None:
        return _show_menu(standing, option.menu, context)
    return _queue(standing, "emergency" if option.class_ == EMERGENCY else "please_wait")


def _again(standing: Standing, context: Context, *, is_silent: bool) -> Decision:
    """Said once more; who cannot choose, or is afraid to make a sound, is answered all the same."""
    silences, wrong = standing.silences + is_silent, standing.wrong_choices + (not is_silent)
    if silences >= MOST_SILENCES or wrong >= MOST_WRONG_CHOICES:
        return _queue(standing, "straight_to_queue")
    standing = replace(standing, silences=silences, wrong_choices=wrong)
    before = "no_choice" if is_silent else "wrong_choice"
    return Decision(standing, documents.menu(standing, context, before))


def _queue(standing: Standing, prompt: str) -> Decision:
    standing = replace(standing, state="queued", menu=None)
    return Decision(standing, (say(prompt, standing.language), Park()), fate="queue")
