"""A caller waits: what she hears, the keys she may press, and what becomes of her when it takes too long. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from contactcenter.calls import callback_documents, documents, happenings
from contactcenter.calls.decision import Decision
from contactcenter.calls.menus import EMERGENCY, find_emergency
from contactcenter.calls.prompts import say
from contactcenter.calls.rules.callback import ask_number, out_of_line, propose
from contactcenter.calls.rules.messages import leave_for_message
from contactcenter.calls.standing import Context, Standing, WaitMessage
from contactcenter.calls.steps import LeaveLine, Park, Say

VOICEMAIL_KEYS: Final = ("1", "2")
# What whoever is not taken is told.
WHY_NOT: Final[Mapping[happenings.Why, str]] = {"full": "queue_full", "empty": "nobody_there", "closed": "closed"}
# Longer than this nobody believes the figure, and we should not either.
LONGEST_SAID_WAIT_MINUTES: Final = 30


def turn_away(standing: Standing, turned: happenings.TurnedAway, context: Context) -> Decision:
    """She never came as far as waiting, and is told why."""
    why = WHY_NOT[turned.why]
    if turned.instead == "callback" and context.can_call_back:
        return propose(standing, context, may_wait=False, prompt=why)
    standing = replace(standing, state="voicemail", agent="none")
    return Decision(standing, documents.voicemail(standing, (say(why, standing.language),)))


def wait(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.state == "queued" and not standing.is_emergency:
        elsewhere = _no_longer(standing, context)
        if elsewhere is not None:
            return elsewhere
    last = standing.said_position
    position = context.position if last is None or context.position < last else None
    minutes = _better_minutes(standing, context)
    told = () if standing.is_emergency else messages_due(context.messages, standing, context.in_line_seconds)
    standing = replace(
        standing,
        said_position=position or standing.said_position,
        said_minutes=minutes or standing.said_minutes,
        told_seconds=max(standing.told_seconds, int(context.in_line_seconds)),
    )
    return Decision(standing, documents.waiting(standing, context, documents.Said(position, minutes, told)))


def _no_longer(standing: Standing, context: Context) -> Decision | None:
    """Where the rules of the queue have something else for her now."""
    if context.empty is not None:
        return _instead(standing, context, context.empty, "nobody_there")
    step = context.overflow
    if step is not None and step.action == "number":
        standing = replace(standing, state="forwarded", number=step.target, was_forwarded=False)
        return Decision(standing, (LeaveLine(),), fate="overflow")
    if step is not None and step.action == "callback" and context.can_call_back:
        decision = out_of_line(propose(standing, context, may_wait=True))
        return replace(decision, fate="overflow")
    if step is not None:
        return replace(out_of_line(leave_for_message(standing)), fate="overflow")
    if context.waited_seconds < context.longest_wait_seconds:
        return None
    if context.can_call_back:
        return out_of_line(propose(standing, context, may_wait=True))
    return Decision(standing, (LeaveLine(),))


def _instead(standing: Standing, context: Context, instead: happenings.Instead, prompt: str) -> Decision:
    if instead == "callback" and context.can_call_back:
        return out_of_line(propose(standing, context, may_wait=False, prompt=prompt))
    return out_of_line(leave_for_message(standing))


def _better_minutes(standing: Standing, context: Context) -> int | None:
    """The wait expected, where it can be told and is shorter than what she was told before."""
    if context.expected_seconds is None:
        return None
    minutes = max(1, math.ceil(context.expected_seconds / 60))
    if minutes > LONGEST_SAID_WAIT_MINUTES:
        return None
    return minutes if standing.said_minutes is None or minutes < standing.said_minutes else None


def messages_due(messages: Sequence[WaitMessage], standing: Standing, in_line_seconds: float) -> tuple[Say, ...]:
    """The words whose time has come since the last time she asked, each once, in her language."""
    due = []
    for message in messages:
        text = message.texts.get(standing.language, "")
        if text and _falls_within(message, standing.told_seconds, int(in_line_seconds)):
            due.append(Say(text, standing.language))
    return tuple(due)


def _falls_within(message: WaitMessage, after: int, until: int) -> bool:
    """Whether the message is to be told at some second later than `after`, up to and with `until`."""
    first = max(message.after_seconds, 1)
    if until < first:
        return False
    if message.every_seconds <= 0:
        return after < first
    last = until - (until - first) % message.every_seconds
    return after < last


def choose_waiting(standing: Standing, chose: happenings.ChoseWaiting, context: Context) -> Decision:
    emergency = find_emergency(context.menus, context.first_menu)
    is_emergency = emergency is not None and chose.digits == emergency.digit
    if emergency is not None and is_emergency and standing.state == "queued" and not standing.is_emergency:
        standing = replace(standing, class_=EMERGENCY, queue=emergency.queue or standing.queue)
        steps = (say("emergency", standing.language), *documents.waiting(standing, context))
        return Decision(standing, steps, fate="queue")
    may_leave = standing.agent in ("none", "rung")
    if may_leave and context.can_call_back and chose.digits == callback_documents.CALLBACK_KEY:
        return out_of_line(ask_number(standing, context))
    if may_leave and chose.digits in VOICEMAIL_KEYS:
        return out_of_line(leave_for_message(standing))
    return Decision(standing, documents.waiting(standing, context))


def left_line(standing: Standing, left: happenings.LeftLine, context: Context) -> Decision:
    """Waiting became long, or the carrier's line broke: then there is no waiting on."""
    if not left.has_failed:
        return Decision(standing, documents.voicemail_proposal(standing))
    if standing.agent in ("accepted", "joined"):
        return Decision(standing, (Park(),))
    return leave_for_message(standing)


def choose_voicemail(standing: Standing, chose: happenings.ChoseVoicemail, context: Context) -> Decision:
    if chose.digits in VOICEMAIL_KEYS and standing.agent in ("none", "rung"):
        return leave_for_message(standing)
    return Decision(standing, (Park(),))


def back_in_line(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(standing, documents.back_in_line(standing))


def forward_answered(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, was_forwarded=True))


def forward_over(standing: Standing, _happening: Any, context: Context) -> Decision:
    """They have spoken, or nobody answered: then she has her place in the line again."""
    if standing.was_forwarded:
        return Decision(standing, documents.present(standing, context))
    standing = replace(standing, state="queued", number="")
    return Decision(standing, (say("not_put_through", standing.language), Park()))
