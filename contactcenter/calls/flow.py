"""What happens in a call: a standing and a happening give a new standing, and neutral steps and orders. Pure.

One state table for every carrier: `RULES`, at the end of this file, says which happening does what in which state. One
that has no rule there came too late or twice: nothing changes, and the answer is what is to be heard at present.
Called by `actions/follow_flow.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from contactcenter.calls import documents, happenings
from contactcenter.calls.menus import EMERGENCY, Menu, Option, choose, find_emergency
from contactcenter.calls.prompts import say
from contactcenter.calls.standing import CLOSED, Context, Standing, State
from contactcenter.calls.steps import HangUp, Join, LeaveLine, Park, Say, Steps

# What is asked of the carrier beside answering the telephone that asks.
Order = Literal["bring_in", "send_to_queue", "end_customer", "end_agent"]
# What becomes of the contact.
Fate = Literal[
    "queue",
    "requeue",
    "missed",
    "offer_missed",
    "offer_declined",
    "withdraw_offer",
    "wrap_up",
    "abandoned",
    "call_back",
    "voicemail",
]

LIVE: Final[tuple[State, ...]] = ("menu", "queued", "ringing", "talking", "voicemail")
MOST_SILENCES: Final = 2
MOST_WRONG_CHOICES: Final = 4
VOICEMAIL_KEYS: Final = ("1", "2")


@dataclass(frozen=True, slots=True)
class Decision:
    """How the call stands now, what the telephone that asked is to do, what else, and what becomes of the contact."""

    standing: Standing
    steps: Steps = ()
    orders: tuple[Order, ...] = ()
    fate: Fate | None = None


def decide(standing: Standing, happening: happenings.Happening, context: Context) -> Decision:
    """Total: every happening has an answer in every state."""
    rule = RULES.get((standing.state, type(happening)))
    if rule is not None:
        return rule(standing, happening, context)
    return Decision(standing, _when_out_of_place(standing, happening, context))


def _when_out_of_place(standing: Standing, happening: happenings.Happening, context: Context) -> Steps:
    """What was asked in a state that has no rule for it: the agent's telephone is not wanted, the caller goes on."""
    if isinstance(happening, happenings.AgentAnswered):
        return (HangUp(),)
    if isinstance(happening, happenings.WaitAsked | happenings.ChoseWaiting):
        # Asked from within the carrier's line, where most steps have no place; the line is being left already.
        return () if standing.state != "ended" else (HangUp(),)
    return documents.present(standing, context)


# --- menus


def _arrive(standing: Standing, _happening: Any, context: Context) -> Decision:
    if not context.is_open:
        if find_emergency(context.menus, context.first_menu) is None:
            closed = [say("closed", language) for language in documents.spoken(standing, context)]
            return _record(standing, closed)
        return _show_menu(standing, CLOSED, context)
    return _show_menu(standing, context.first_menu, context)


def _show_menu(standing: Standing, code: str | None, context: Context) -> Decision:
    if code != CLOSED and code not in context.menus:
        return _queue(standing, "please_wait")
    standing = replace(standing, state="menu", menu=code, silences=0, wrong_choices=0)
    return Decision(standing, documents.menu(standing, context))


def _choose(standing: Standing, chose: happenings.Chose, context: Context) -> Decision:
    emergency = find_emergency(context.menus, context.first_menu)
    if standing.menu != CLOSED and standing.menu not in context.menus:
        # Its row was deleted while the caller listened.
        return _queue(standing, "please_wait")
    if standing.menu == CLOSED:
        is_emergency = emergency is not None and _means(emergency, chose)
        return _take(standing, emergency, context) if emergency and is_emergency else _record(standing)
    option = choose(context.menus[standing.menu or ""], digits=chose.digits, words=chose.words)
    if option is None and emergency is not None and chose.digits == emergency.digit:
        # Its key holds in every menu: whoever heard it once need not walk back.
        option = emergency
    if option is not None:
        return _take(standing, option, context)
    return _again(standing, context, is_silent=not chose.digits and not chose.words)


def _means(option: Option, chose: happenings.Chose) -> bool:
    return choose(Menu("", {}, (option,)), digits=chose.digits, words=chose.words) is not None


def _take(standing: Standing, option: Option, context: Context) -> Decision:
    standing = replace(standing, language=option.language or standing.language, class_=option.class_ or standing.class_)
    standing = replace(standing, queue=option.queue or standing.queue)
    if option.is_voicemail:
        return _record(standing)
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


def _record(standing: Standing, before: list[Say] | None = None) -> Decision:
    standing = replace(standing, state="voicemail", menu=None)
    return Decision(standing, documents.voicemail(standing, before or ()))


# --- waiting


def _wait(standing: Standing, _happening: Any, context: Context) -> Decision:
    is_too_long = context.waited_seconds >= context.longest_wait_seconds and not standing.is_emergency
    if is_too_long and standing.state == "queued":
        return Decision(standing, (LeaveLine(),))
    said = standing.said_position
    is_better = said is None or context.position < said
    steps = documents.waiting(standing, context, is_better=is_better)
    return Decision(replace(standing, said_position=context.position) if is_better else standing, steps)


def _choose_waiting(standing: Standing, chose: happenings.ChoseWaiting, context: Context) -> Decision:
    emergency = find_emergency(context.menus, context.first_menu)
    is_emergency = emergency is not None and chose.digits == emergency.digit
    if emergency is not None and is_emergency and standing.state == "queued" and not standing.is_emergency:
        standing = replace(standing, class_=EMERGENCY, queue=emergency.queue or standing.queue)
        steps = (say("emergency", standing.language), *documents.waiting(standing, context, is_better=False))
        return Decision(standing, steps, fate="queue")
    if chose.digits in VOICEMAIL_KEYS and standing.agent in ("none", "rung"):
        return replace(_leave_for_voicemail(standing), steps=(LeaveLine(),))
    return Decision(standing, documents.waiting(standing, context, is_better=False))


def _leave_for_voicemail(standing: Standing) -> Decision:
    is_rung = standing.agent == "rung"
    standing = replace(standing, state="voicemail", agent="none")
    steps = documents.voicemail(standing)
    if is_rung:
        return Decision(standing, steps, orders=("end_agent",), fate="withdraw_offer")
    return Decision(standing, steps)


def _left_line(standing: Standing, left: happenings.LeftLine, context: Context) -> Decision:
    """Waiting became long, or the carrier's line broke: then there is no waiting on."""
    if not left.has_failed:
        return Decision(standing, documents.voicemail_proposal(standing))
    if standing.agent in ("accepted", "joined"):
        return Decision(standing, (Park(),))
    return _leave_for_voicemail(standing)


def _choose_voicemail(standing: Standing, chose: happenings.ChoseVoicemail, context: Context) -> Decision:
    if chose.digits in VOICEMAIL_KEYS and standing.agent in ("none", "rung"):
        return _leave_for_voicemail(standing)
    return Decision(standing, (Park(),))


def _back_in_line(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(standing, documents.back_in_line(standing))


# --- messages


def _recorded(standing: Standing, recorded: happenings.Recorded, context: Context) -> Decision:
    if recorded.seconds <= 0:
        return Decision(standing, (say("nothing_heard", standing.language), HangUp()))
    fate: Fate | None = None if standing.has_voicemail else "voicemail"
    steps = documents.message_kept(standing, context)
    return Decision(replace(standing, has_voicemail=True), steps, fate=fate)


# --- agents


def _ring(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, state="ringing", agent="rung"))


def _accept(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, agent="accepted") if standing.agent == "rung" else standing)


def _answer(standing: Standing, answered: happenings.AgentAnswered, context: Context) -> Decision:
    if not answered.is_wanted:
        return Decision(standing, (HangUp(),))
    return Decision(_accept(standing, answered, context).standing, (Join("agent"),))


def _agent_joined(standing: Standing, joined: happenings.AgentJoined, context: Context) -> Decision:
    """The agent waits in the conversation; only now is the caller taken out of the line."""
    if not joined.is_wanted:
        return _not_wanted(standing, joined, context)
    orders: tuple[Order, ...] = () if standing.agent == "joined" else ("bring_in",)
    return Decision(replace(standing, agent="joined"), orders=orders)


def _not_wanted(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(standing, orders=("end_agent",))


def _unanswered(standing: Standing, unanswered: happenings.AgentUnanswered, context: Context) -> Decision:
    fate: Fate = "missed"
    if standing.agent == "rung":
        fate = "offer_declined" if unanswered.is_declined else "offer_missed"
    return Decision(replace(standing, state="queued", agent="none"), fate=fate)


def _stop_ringing(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, state="queued", agent="none"), orders=("end_agent",))


def _lost_before_talking(standing: Standing, _happening: Any, context: Context) -> Decision:
    # Nobody answered as far as we know: the offer still stands.
    fate: Fate = "offer_missed" if standing.agent == "rung" else "requeue"
    return Decision(replace(standing, state="queued", agent="none"), fate=fate)


def _lost_in_talk(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(_without_agent(standing), orders=("send_to_queue",), fate="requeue")


def _customer_joins(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.agent != "joined":
        return Decision(standing, (Park(),))
    return Decision(replace(standing, state="talking", has_talked=True), (Join("customer"),))


def _talk_over(standing: Standing, _happening: Any, context: Context) -> Decision:
    """The conversation ended under the caller: the agent is lost, though nobody told us so."""
    return Decision(_without_agent(standing), documents.back_in_line(standing), fate="requeue")


def _without_agent(standing: Standing) -> Standing:
    # She heard her place before; what it is now is told again.
    return replace(standing, state="queued", agent="none", is_held=False, said_position=None)


def _pass_on(standing: Standing, _happening: Any, context: Context) -> Decision:
    orders: tuple[Order, ...] = ("send_to_queue", "end_agent") if standing.state == "talking" else ("end_agent",)
    return Decision(_without_agent(standing), orders=orders)


# --- the end


def _left_menu(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    return _left(standing, left, "abandoned")


def _left_waiting(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    """Whoever we lost once, and whoever called in an emergency, is called back; the others gave up."""
    decision = _left(standing, left, "call_back" if standing.has_talked or standing.is_emergency else "abandoned")
    return decision if standing.agent == "none" else replace(decision, orders=(*decision.orders, "end_agent"))


def _left_voicemail(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    return _left(standing, left, None) if standing.has_voicemail else _left_waiting(standing, left, context)


def _left_talk(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    # The conversation ends with the customer, and the agent's telephone with the conversation.
    return _left(standing, left, "wrap_up")


def _left(standing: Standing, left: happenings.CustomerLeft, fate: Fate | None) -> Decision:
    # Where we gave up on the caller, nobody knows whether she is still there.
    orders: tuple[Order, ...] = ("end_customer",) if left.by == "system" else ()
    return Decision(_ended(standing), orders=orders, fate=fate)


def _hang_up(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.agent not in ("accepted", "joined"):
        return Decision(standing)
    return Decision(_ended(standing), orders=("end_customer", "end_agent"), fate="wrap_up")


def _dismiss(standing: Standing, _happening: Any, context: Context) -> Decision:
    orders: tuple[Order, ...] = ("end_customer",) if standing.agent == "none" else ("end_customer", "end_agent")
    return Decision(_ended(standing), orders=orders)


def _ended(standing: Standing) -> Standing:
    return replace(standing, state="ended", agent="none", is_held=False, menu=None)


Rule = Callable[[Standing, Any, Context], Decision]

RULES: Final[Mapping[tuple[State, type[Any]], Rule]] = {
    ("menu", happenings.Arrived): _arrive,
    ("menu", happenings.Chose): _choose,
    ("menu", happenings.CustomerLeft): _left_menu,
    ("queued", happenings.WaitAsked): _wait,
    ("queued", happenings.ChoseWaiting): _choose_waiting,
    ("queued", happenings.LeftLine): _left_line,
    ("queued", happenings.ChoseVoicemail): _choose_voicemail,
    ("queued", happenings.QueueAsked): _back_in_line,
    ("queued", happenings.TalkOver): _back_in_line,
    ("queued", happenings.AgentRung): _ring,
    ("queued", happenings.AgentJoined): _not_wanted,
    ("queued", happenings.CustomerLeft): _left_waiting,
    ("ringing", happenings.WaitAsked): _wait,
    ("ringing", happenings.ChoseWaiting): _choose_waiting,
    ("ringing", happenings.LeftLine): _left_line,
    ("ringing", happenings.ChoseVoicemail): _choose_voicemail,
    ("ringing", happenings.QueueAsked): _back_in_line,
    ("ringing", happenings.TalkOver): _back_in_line,
    ("ringing", happenings.AgentAccepted): _accept,
    ("ringing", happenings.AgentAnswered): _answer,
    ("ringing", happenings.AgentJoined): _agent_joined,
    ("ringing", happenings.AgentUnanswered): _unanswered,
    ("ringing", happenings.RingingStopped): _stop_ringing,
    ("ringing", happenings.AgentLost): _lost_before_talking,
    ("ringing", happenings.CustomerJoins): _customer_joins,
    ("ringing", happenings.AgentHangsUp): _hang_up,
    ("ringing", happenings.PassedOn): _pass_on,
    ("ringing", happenings.CustomerLeft): _left_waiting,
    ("talking", happenings.AgentAnswered): _answer,
    ("talking", happenings.AgentJoined): _agent_joined,
    ("talking", happenings.AgentUnanswered): _lost_in_talk,
    ("talking", happenings.AgentLost): _lost_in_talk,
    ("talking", happenings.TalkOver): _talk_over,
    ("talking", happenings.AgentHangsUp): _hang_up,
    ("talking", happenings.PassedOn): _pass_on,
    ("talking", happenings.CustomerLeft): _left_talk,
    ("voicemail", happenings.Recorded): _recorded,
    ("voicemail", happenings.AgentJoined): _not_wanted,
    ("voicemail", happenings.CustomerLeft): _left_voicemail,
    ("ended", happenings.Recorded): _recorded,
    ("ended", happenings.AgentJoined): _not_wanted,
    **{(state, happenings.Dismissed): _dismiss for state in LIVE},
}
