"""A caller is to be called back instead of waiting: whether, at which number, and that it is settled. Pure.

Whoever asked for it and hangs up before the number is confirmed has asked for it all the same.
"""

from dataclasses import replace

from contactcenter.calls import callback_documents, happenings
from contactcenter.calls.callback_documents import CALLBACK_KEY, MESSAGE_KEY
from contactcenter.calls.decision import Decision
from contactcenter.calls.menus import EMERGENCY, find_emergency
from contactcenter.calls.prompts import say
from contactcenter.calls.rules.messages import leave_for_message
from contactcenter.calls.standing import (
    NUMBER_RIGHT,
    OR_MESSAGE,
    OR_WAIT,
    SETTLED,
    WHICH_NUMBER,
    Context,
    Standing,
)
from contactcenter.calls.steps import LeaveLine, Park

MOST_SILENCES = 2
MOST_WRONG_NUMBERS = 3


def propose(standing: Standing, context: Context, *, may_wait: bool, prompt: str = "") -> Decision:
    """Being called back is offered; who says nothing waits on, or leaves a message where there is no waiting on."""
    menu = OR_WAIT if may_wait else OR_MESSAGE
    standing = replace(standing, state="callback", menu=menu, agent="none", silences=0, wrong_choices=0)
    return Decision(standing, callback_documents.question(standing, context, prompt))


def ask_number(standing: Standing, context: Context) -> Decision:
    """She wants it; whoever is being rung for her is rung in vain."""
    is_rung = standing.agent == "rung"
    menu = NUMBER_RIGHT if context.own_number else WHICH_NUMBER
    standing = replace(standing, state="callback", menu=menu, number=context.own_number, agent="none")
    standing = replace(standing, silences=0, wrong_choices=0)
    steps = callback_documents.question(standing, context)
    if is_rung:
        return Decision(standing, steps, orders=("end_agent",), fate="withdraw_offer")
    return Decision(standing, steps)


def out_of_line(decision: Decision) -> Decision:
    """The same, for whoever hears it only once she is out of the carrier's line."""
    return replace(decision, steps=(LeaveLine(),))


def choose_callback(standing: Standing, chose: happenings.ChoseCallback, context: Context) -> Decision:
    emergency = find_emergency(context.menus, context.first_menu)
    is_emergency = emergency is not None and chose.digits == emergency.digit and standing.menu in (OR_WAIT, OR_MESSAGE)
    if emergency is not None and is_emergency:
        standing = replace(standing, state="queued", menu=None, class_=EMERGENCY)
        standing = replace(standing, queue=emergency.queue or standing.queue)
        return Decision(standing, (say("emergency", standing.language), Park()), fate="queue")
    if standing.menu in (OR_WAIT, OR_MESSAGE):
        return _answer_proposal(standing, chose, context)
    if standing.menu == NUMBER_RIGHT:
        return _confirm(standing, chose, context)
    if standing.menu == WHICH_NUMBER:
        return _take_number(standing, chose, context)
    return Decision(standing, callback_documents.question(standing, context))


def _answer_proposal(standing: Standing, chose: happenings.ChoseCallback, context: Context) -> Decision:
    if chose.digits == CALLBACK_KEY and context.can_call_back:
        return ask_number(standing, context)
    if chose.digits == MESSAGE_KEY:
        return leave_for_message(standing)
    if standing.menu == OR_WAIT:
        return _wait_on(standing)
    if standing.silences + 1 >= MOST_SILENCES:
        return leave_for_message(standing)
    standing = replace(standing, silences=standing.silences + 1)
    return Decision(standing, callback_documents.question(standing, context))


def _confirm(standing: Standing, chose: happenings.ChoseCallback, context: Context) -> Decision:
    if chose.digits == "2":
        standing = replace(standing, menu=WHICH_NUMBER, number="", silences=0)
        return Decision(standing, callback_documents.question(standing, context))
    if chose.digits == "1" or standing.silences + 1 >= MOST_SILENCES:
        return _settle(standing, context)
    standing = replace(standing, silences=standing.silences + 1)
    return Decision(standing, callback_documents.question(standing, context))


def _take_number(standing: Standing, chose: happenings.ChoseCallback, context: Context) -> Decision:
    if chose.number:
        standing = replace(standing, menu=NUMBER_RIGHT, number=chose.number, silences=0)
        return Decision(standing, callback_documents.question(standing, context))
    standing = replace(standing, wrong_choices=standing.wrong_choices + 1)
    if standing.wrong_choices < MOST_WRONG_NUMBERS:
        return Decision(standing, callback_documents.question(standing, context, "wrong_number"))
    return _wait_on(standing) if standing.has_queued else leave_for_message(standing)


def _wait_on(standing: Standing) -> Decision:
    standing = replace(standing, state="queued", menu=None, number="")
    return Decision(standing, (say("please_wait", standing.language), Park()))


def _settle(standing: Standing, context: Context) -> Decision:
    standing = replace(standing, menu=SETTLED)
    return Decision(standing, callback_documents.question(standing, context), fate="callback")
