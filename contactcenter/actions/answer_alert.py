"""Somebody on call picks up their telephone, and says by a key whether they come."""

from datetime import datetime
from typing import Final, Literal

from contactcenter.actions.acknowledge_escalation import pass_alert, take_alert
from contactcenter.calls.steps import Gather, HangUp, Say, Steps
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.escalations import service as escalations
from contactcenter.escalations.alerts import find_alert, note_call, values_of
from contactcenter.escalations.models import CLIMBING, DROPPED, Escalation, EscalationCall
from contactcenter.escalations.words import say

# How a telephone went silent without a key: it could not be rung, was refused or busy, or nobody said anything.
EndOfAlert = Literal["failed", "declined", "unanswered"]

TAKES: Final = "1"
PASSES: Final = "2"
CHOOSING_SECONDS: Final = 6
# It is said again to whoever was still looking for a pen; a mailbox that picked up hears it that often too.
TIMES: Final = 3


async def answer_alert(session: Session, alert_id: str, *, external_id: str, now: datetime) -> Steps:
    """What it is about, and which keys count. A telephone that only records presses none."""
    alert, escalation = await _get(session, alert_id)
    await note_call(session, alert.id, external_id=external_id)
    if escalation.state != CLIMBING or alert.state == DROPPED:
        return _last_words(alert, "call_over")
    words = Say(say("call", alert.language, **values_of(escalation, alert.language)), alert.language)
    gather = Gather((words,), then="alert_choice", language=alert.language, seconds=CHOOSING_SECONDS, goes_on=True)
    return (*([gather] * TIMES), HangUp())


async def choose_on_alert(session: Session, alert_id: str, *, digits: str, now: datetime) -> Steps:
    """1 takes it, 2 passes it on; any other key hears it all again."""
    alert, _escalation = await _get(session, alert_id)
    if digits == TAKES:
        taken = await take_alert(session, alert, "keypad", now=now)
        is_theirs = taken.acknowledged_name == alert.name
        return _last_words(alert, "call_taken" if is_theirs else "call_over")
    if digits == PASSES:
        await pass_alert(session, alert, now=now)
        return _last_words(alert, "call_passed")
    return await answer_alert(session, alert_id, external_id="", now=now)


async def end_alert(session: Session, alert_id: str, state: EndOfAlert, *, external_id: str, now: datetime) -> None:
    """The telephone is silent again; whoever pressed a key has said so before."""
    alert, _escalation = await _get(session, alert_id)
    await escalations.lose_alert(session, alert.id, state, now=now, external_id=external_id or None)


async def _get(session: Session, alert_id: str) -> tuple[EscalationCall, Escalation]:
    alert = await find_alert(session, alert_id)
    if alert is None:
        raise NotFound("There is no such alert.")
    return alert, await escalations.get_escalation(session, alert.escalation_id)


def _last_words(alert: EscalationCall, name: str) -> Steps:
    return (Say(say(name, alert.language), alert.language), HangUp())
