"""What happens in a call: a standing and a happening give a new standing, and neutral steps and orders. Pure.

One state table for every carrier: `RULES` says which happening does what in which state; the rules stand in
`calls/rules/`. A happening that has no rule there came too late or twice: nothing changes, and the answer is what is to
be heard at present. Called by `actions/follow_flow.py`.
"""

from collections.abc import Mapping
from typing import Any, Final

from contactcenter.calls import documents, happenings
from contactcenter.calls.decision import Decision, Rule
from contactcenter.calls.rules import agents, callback, ending, menus, messages, outbound, waiting
from contactcenter.calls.standing import Context, Standing, State
from contactcenter.calls.steps import HangUp, Steps

LIVE: Final[tuple[State, ...]] = (
    *("menu", "queued", "ringing", "talking", "voicemail"),
    *("callback", "forwarded", "calling", "dialing"),
)


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


RULES: Final[Mapping[tuple[State, type[Any]], Rule]] = {
    ("menu", happenings.Arrived): menus.arrive,
    ("menu", happenings.Chose): menus.choose_in_menu,
    ("menu", happenings.CustomerLeft): ending.left_menu,
    ("queued", happenings.TurnedAway): waiting.turn_away,
    ("queued", happenings.WaitAsked): waiting.wait,
    ("queued", happenings.ChoseWaiting): waiting.choose_waiting,
    ("queued", happenings.LeftLine): waiting.left_line,
    ("queued", happenings.ChoseVoicemail): waiting.choose_voicemail,
    ("queued", happenings.QueueAsked): waiting.back_in_line,
    ("queued", happenings.TalkOver): waiting.back_in_line,
    ("queued", happenings.AgentRung): agents.ring,
    ("queued", happenings.AgentJoined): agents.not_wanted,
    ("queued", happenings.CustomerLeft): ending.left_waiting,
    ("ringing", happenings.WaitAsked): waiting.wait,
    ("ringing", happenings.ChoseWaiting): waiting.choose_waiting,
    ("ringing", happenings.LeftLine): waiting.left_line,
    ("ringing", happenings.ChoseVoicemail): waiting.choose_voicemail,
    ("ringing", happenings.QueueAsked): waiting.back_in_line,
    ("ringing", happenings.TalkOver): waiting.back_in_line,
    ("ringing", happenings.AgentAccepted): agents.accept,
    ("ringing", happenings.AgentAnswered): agents.answer,
    ("ringing", happenings.AgentJoined): agents.agent_joined,
    ("ringing", happenings.AgentUnanswered): agents.unanswered,
    ("ringing", happenings.RingingStopped): agents.stop_ringing,
    ("ringing", happenings.AgentLost): agents.lost_before_talking,
    ("ringing", happenings.CustomerJoins): agents.customer_joins,
    ("ringing", happenings.AgentHangsUp): agents.hang_up,
    ("ringing", happenings.PassedOn): agents.pass_on,
    ("ringing", happenings.CustomerLeft): ending.left_waiting,
    ("talking", happenings.AgentAnswered): agents.answer,
    ("talking", happenings.AgentJoined): agents.agent_joined,
    ("talking", happenings.AgentUnanswered): agents.lost_in_talk,
    ("talking", happenings.AgentLost): agents.lost_in_talk,
    ("talking", happenings.TalkOver): agents.talk_over,
    ("talking", happenings.AgentHangsUp): agents.hang_up,
    ("talking", happenings.PassedOn): agents.pass_on,
    ("talking", happenings.CustomerLeft): ending.left_talk,
    ("voicemail", happenings.Recorded): messages.recorded,
    ("voicemail", happenings.AgentJoined): agents.not_wanted,
    ("voicemail", happenings.CustomerLeft): ending.left_voicemail,
    ("callback", happenings.ChoseCallback): callback.choose_callback,
    ("callback", happenings.AgentJoined): agents.not_wanted,
    ("callback", happenings.CustomerLeft): ending.left_callback,
    ("forwarded", happenings.ForwardAnswered): waiting.forward_answered,
    ("forwarded", happenings.ForwardOver): waiting.forward_over,
    ("forwarded", happenings.AgentJoined): agents.not_wanted,
    ("forwarded", happenings.CustomerLeft): ending.left_forwarded,
    ("calling", happenings.AgentAnswered): outbound.answer,
    ("calling", happenings.AgentJoined): outbound.agent_joined,
    ("calling", happenings.AgentUnanswered): outbound.agent_lost,
    ("calling", happenings.AgentLost): outbound.agent_lost,
    ("calling", happenings.AgentHangsUp): outbound.hang_up,
    ("calling", happenings.PassedOn): outbound.pass_on,
    ("calling", happenings.CustomerLeft): outbound.customer_left,
    ("dialing", happenings.AgentAnswered): outbound.answer,
    ("dialing", happenings.AgentJoined): outbound.joined_again,
    ("dialing", happenings.CustomerJoins): outbound.customer_answers,
    ("dialing", happenings.CustomerUnreached): outbound.unreached,
    ("dialing", happenings.AgentUnanswered): outbound.agent_lost,
    ("dialing", happenings.AgentLost): outbound.agent_lost,
    ("dialing", happenings.AgentHangsUp): outbound.hang_up,
    ("dialing", happenings.PassedOn): outbound.pass_on,
    ("dialing", happenings.CustomerLeft): outbound.customer_left,
    ("ended", happenings.Recorded): messages.recorded,
    ("ended", happenings.AgentJoined): agents.not_wanted,
    **{(state, happenings.Dismissed): ending.dismiss for state in LIVE},
}
