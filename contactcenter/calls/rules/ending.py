"""The caller is gone, or is let go. Pure; the table of `calls/flow.py` says when."""

from dataclasses import replace
from typing import Any

from contactcenter.calls import documents, happenings
from contactcenter.calls.decision import Decision, Fate, Order
from contactcenter.calls.standing import NUMBER_RIGHT, SETTLED, Context, Standing


def left_menu(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    return _left(standing, left, "call_back" if standing.is_callback else "abandoned")


def left_waiting(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    """Whoever we lost once, whoever called in an emergency and whom we owe a call is called back; others gave up."""
    is_owed = standing.has_talked or standing.is_emergency or standing.is_callback
    decision = _left(standing, left, "call_back" if is_owed else "abandoned")
    return decision if standing.agent == "none" else replace(decision, orders=(*decision.orders, "end_agent"))


def left_voicemail(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    return _left(standing, left, None) if standing.has_voicemail else left_waiting(standing, left, context)


def left_callback(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    """Who pressed the key for it and hung up has asked for it."""
    if standing.menu == SETTLED:
        return _left(standing, left, None)
    if standing.menu == NUMBER_RIGHT:
        return _left(standing, left, "callback")
    return left_waiting(standing, left, context)


def left_forwarded(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    return _left(standing, left, "forwarded") if standing.was_forwarded else left_waiting(standing, left, context)


def left_talk(standing: Standing, left: happenings.CustomerLeft, context: Context) -> Decision:
    # The conversation ends with the customer, and the agent's telephone with the conversation.
    return _left(standing, left, "wrap_up")


def _left(standing: Standing, left: happenings.CustomerLeft, fate: Fate | None) -> Decision:
    # Where we gave up on the caller, nobody knows whether she is still there.
    orders: tuple[Order, ...] = ("end_customer",) if left.by == "system" else ()
    return Decision(documents.ended(standing), orders=orders, fate=fate)


def dismiss(standing: Standing, _happening: Any, context: Context) -> Decision:
    orders: tuple[Order, ...] = ("end_customer",) if standing.agent == "none" else ("end_customer", "end_agent")
    return Decision(documents.ended(standing), orders=orders)
