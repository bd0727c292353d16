"""We call somebody: the agent's telephone rings first; once the agent is there, the customer's. Pure."""

from dataclasses import replace
from typing import Any

from contactcenter.calls import documents, happenings
from contactcenter.calls.decision import Decision, Order
from contactcenter.calls.prompts import say
from contactcenter.calls.rules.agents import not_wanted
from contactcenter.calls.standing import Context, Standing
from contactcenter.calls.steps import HangUp, Join


def answer(standing: Standing, answered: happenings.AgentAnswered, context: Context) -> Decision:
    """The agent hears in short whom and why, then waits in the conversation."""
    if not answered.is_wanted:
        return Decision(standing, (HangUp(),))
    before = (context.summary,) if context.summary else ()
    return Decision(standing, (*before, Join("agent")))


def agent_joined(standing: Standing, joined: happenings.AgentJoined, context: Context) -> Decision:
    if not joined.is_wanted:
        return not_wanted(standing, joined, context)
    return Decision(replace(standing, state="dialing", agent="joined"), orders=("dial",))


def joined_again(standing: Standing, joined: happenings.AgentJoined, context: Context) -> Decision:
    return Decision(standing) if joined.is_wanted else not_wanted(standing, joined, context)


def customer_answers(standing: Standing, _happening: Any, context: Context) -> Decision:
    before = (context.greeting,) if context.greeting else ()
    return Decision(replace(standing, state="talking", has_talked=True), (*before, Join("customer")))


def unreached(standing: Standing, unreached: happenings.CustomerUnreached, context: Context) -> Decision:
    """Busy, no answer, or a machine, which is told in one sentence who called."""
    steps = (say("we_called", standing.language), HangUp()) if unreached.reason == "machine" else (HangUp(),)
    return Decision(documents.ended(standing), steps, orders=("end_agent",), fate="unreached")


def customer_left(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    """Gone before anybody could speak with her."""
    orders: tuple[Order, ...] = ("end_customer", "end_agent") if left.by == "system" else ("end_agent",)
    return Decision(documents.ended(standing), orders=orders, fate="unreached")


def agent_lost(standing: Standing, _happening: Any, context: Context) -> Decision:
    """The agent did not come to the telephone, or is gone from it: nobody is rung, or not any longer."""
    orders: tuple[Order, ...] = ("end_customer",) if standing.state == "dialing" else ()
    return Decision(documents.ended(standing), orders=orders, fate="uncalled")


def hang_up(standing: Standing, _happening: Any, context: Context) -> Decision:
    return Decision(documents.ended(standing), orders=("end_customer", "end_agent"), fate="wrap_up")


def pass_on(standing: Standing, _happening: Any, context: Context) -> Decision:
    """Somebody else is to call."""
    return Decision(documents.ended(standing), orders=("end_customer", "end_agent"))
