"""People on call text back: "1", "OK", "收到". All other texts go the way of all texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contactcenter.actions.acknowledge_escalation import pass_alert, take_alert
from contactcenter.contracts import InboundText
from contactcenter.db import Session
from contactcenter.escalations import alerts
from contactcenter.escalations.alerts import say_by_text
from contactcenter.escalations.models import EscalationCall
from contactcenter.escalations.replies import Reply, read_reply

# Whoever was alerted longer ago and writes "OK" answers something else.
ANSWERS_FOR: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class AlertReply:
    """What somebody answered to which alert."""

    alert: EscalationCall
    reply: Reply


async def find_alert_replies(session: Session, texts: Sequence[InboundText], *, now: datetime) -> dict[str, AlertReply]:
    """Those of these texts, by their external id, by which somebody who was alerted says that they come or cannot."""
    read = {text.external_id: read_reply(text.text) for text in texts if not text.attachments}
    senders = {text.sender for text in texts if read.get(text.external_id)}
    alerted = await alerts.latest_alerts_to(session, senders, since=now - ANSWERS_FOR)
    found = {}
    for text in texts:
        alert, reply = alerted.get(text.sender), read.get(text.external_id)
        if alert is not None and reply is not None:
            found[text.external_id] = AlertReply(alert, reply)
    return found


async def take_alert_replies(session: Session, replies: Iterable[AlertReply], *, now: datetime) -> None:
    """Somebody comes, or the next one is rung; whoever replied hears what came of it."""
    for each in replies:
        if each.reply == "passes":
            await pass_alert(session, each.alert, now=now)
            await say_by_text(session, each.alert, "passed", {}, now=now)
            continue
        taken = await take_alert(session, each.alert, "reply", now=now)
        is_theirs = taken.acknowledged_name == each.alert.name
        values = {"reference": taken.reference, "name": taken.acknowledged_name, "link": ""}
        await say_by_text(session, each.alert, "taken" if is_theirs else "taken_by", values, now=now)
