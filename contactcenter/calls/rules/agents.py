"""An agent's telephone rings for a caller, is answered or not, and caller and agent talk. Pure."""

from dataclasses import replace
from typing import Any

from contactcenter.calls import documents, happenings
from contactcenter.calls.decision import Decision, Fate, Order
from contactcenter.calls.standing import Context, Standing
from contactcenter.calls.steps import HangUp, Join, Park


def ring(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, state="ringing", agent="rung"))


def accept(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, agent="accepted") if standing.agent == "rung" else standing)


def answer(standing: Standing, answered: happenings.AgentAnswered, context: Context) -> Decision:
    if not answered.is_wanted:
        return Decision(standing, (HangUp(),))
    return Decision(accept(standing, answered, context).standing, (Join("agent"),))


def agent_joined(standing: Standing, joined: happenings.AgentJoined, context: Context) -> Decision:
    """The agent waits in the conversation; only now is the caller taken out of the line."""
    if not joined.is_wanted:
        return not_wanted(standing, joined, context)
    orders: tuple[Order, ...] = () if standing.agent == "joined" else ("bring_in",)
    return Decision(replace(standing, agent="joined"), orders=orders)


def not_wanted(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(standing, orders=("end_agent",))


def unanswered(standing: Standing, unanswered: happenings.AgentUnanswered, context: Context) -> Decision:
    fate: Fate = "missed"
    if standing.agent == "rung":
        fate = "offer_declined" if unanswered.is_declined else "offer_missed"
    return Decision(replace(standing, state="queued", agent="none"), fate=fate)


def stop_ringing(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(replace(standing, state="queued", agent="none"), orders=("end_agent",))


def lost_before_talking(standing: Standing, _happening: Any, context: Context) -> Decision:
    # Nobody answered as far as we know: the offer still stands.
    fate: Fate = "offer_missed" if standing.agent == "rung" else "requeue"
    return Decision(replace(standing, state="queued", agent="none"), fate=fate)


def lost_in_talk(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(_without_agent(standing), orders=("send_to_queue",), fate="requeue")


def customer_joins(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.agent != "joined":
        return Decision(standing, (Park(),))
    return Decision(replace(standing, state="talking", has_talked=True), (Join("customer"),))


def talk_over(standing: Standing, _happening: Any, context: Context) -> Decision:
    """The conversation ended under the caller: the agent is lost, though nobody told us so."""
    return Decision(_without_agent(standing), documents.back_in_line(standing), fate="requeue")


def _without_agent(standing: Standing) -> Standing:
    # She heard her place before; what it is now is told again.
    return replace(standing, state="queued", agent="none", is_held=False, said_position=None, said_minutes=None)


def pass_on(standing: Standing, _happening: Any, context: Context) -> Decision:
    orders: tuple[Order, ...] = ("send_to_queue", "end_agent") if standing.state == "talking" else ("end_agent",)
    return Decision(_without_agent(standing), orders=orders)


def hang_up(standing: Standing, _happening: Any, context: Context) -> Decision:
    if standing.agent not in ("accepted", "joined"):
        return Decision(standing)
    return Decision(documents.ended(standing), orders=("end_customer", "end_agent"), fate="wrap_up")
