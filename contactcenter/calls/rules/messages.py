"""A caller leaves a message. Pure; the table of `calls/flow.py` says when."""

from collections.abc import Sequence
from dataclasses import replace

from contactcenter.calls import documents, happenings
from contactcenter.calls.decision import Decision, Fate
from contactcenter.calls.prompts import say
from contactcenter.calls.standing import Context, Standing
from contactcenter.calls.steps import HangUp, Say


def record(standing: Standing, before: Sequence[Say] | None = None) -> Decision:
    standing = replace(standing, state="voicemail", menu=None)
    return Decision(standing, documents.voicemail(standing, before or ()))


def leave_for_message(standing: Standing) -> Decision:
    """Out of the line; whoever is being rung for her is rung in vain."""
    is_rung = standing.agent == "rung"
    standing = replace(standing, state="voicemail", agent="none", menu=None)
    steps = documents.voicemail(standing)
    if is_rung:
        return Decision(standing, steps, orders=("end_agent",), fate="withdraw_offer")
    return Decision(standing, steps)


def recorded(standing: Standing, recorded: happenings.Recorded, context: Context) -> Decision:
    if recorded.seconds <= 0:
        return Decision(standing, (say("nothing_heard", standing.language), HangUp()))
    fate: Fate | None = None if standing.has_voicemail else "voicemail"
    steps = documents.message_kept(standing, context)
    return Decision(replace(standing, has_voicemail=True), steps, fate=fate)
