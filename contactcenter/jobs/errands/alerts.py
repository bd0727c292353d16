"""Alerts to people on call: which errands carry them out, and what follows in their rows.

A text and a mail go out as any other does; what differs is only that they stop being wanted once somebody comes.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.escalations import alerts
from contactcenter.escalations import service as escalations
from contactcenter.escalations.models import FAILED, RINGING, SENT
from contactcenter.jobs.errands.call_out import CallOut
from contactcenter.jobs.errands.errand import Errand, within_call_time
from contactcenter.outbox.models import OutboxCommand

log = logging.getLogger(__name__)

NOT_WANTED = "not_wanted"


class Carries(Protocol):
    """The half of an errand that deals with the provider."""

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str: ...


@dataclass(frozen=True)
class Alert:
    """Carries out an alert by another errand, unless nobody needs it any more; `state` is what it has become then.

    The other errand has nothing to record: its rows are those of an owner's thread.
    """

    by: Carries
    state: str = SENT

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        alert_id = command.payload.get("alert_id")
        if alert_id is not None and not command.maybe_sent:
            async with db.reading() as session:
                if not await alerts.is_wanted(session, alert_id):
                    raise SendError("Nobody needs to be told any more.", code=NOT_WANTED, retryable=False)
        return await self.by.act(db, command, now)

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        alert_id = command.payload.get("alert_id")
        if alert_id is None:
            return
        row = await alerts.find_alert(session, alert_id)
        if row is None:
            return
        is_open = await alerts.set_state(session, alert_id, self.state, now=now, external_id=result or None)
        if not is_open and self.state == RINGING and row.state != RINGING:
            # Somebody came while it was being dialled.
            await alerts.hang_up(session, alert_id, leg=result, now=now)
        await escalations.touch(session, row.escalation_id, now=now)

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        alert_id = command.payload.get("alert_id")
        if alert_id is not None and error.code != NOT_WANTED:
            await escalations.lose_alert(session, alert_id, FAILED, now=now, error=f"{error.code} {error.text}".strip())


@dataclass(frozen=True)
class EndAlertCall:
    """Hangs up a telephone that need not ring any more; may be repeated."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        try:
            async with within_call_time():
                await self.carrier.end_leg(leg=command.payload["leg"])
        except SendError as error:
            if error.code != "gone":
                raise
        return ""

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """The rows say it already."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        log.error("alert_call_not_ended", extra={"code": error.code})


def alert_errands(texts: Carries, mails: Carries, carrier: CallCarrier) -> Mapping[str, Errand]:
    """Lives may hang on these: they wait for nothing else."""
    return {
        alerts.ALERT_TEXT: Alert(texts),
        alerts.ALERT_MAIL: Alert(mails),
        alerts.ALERT_CALL: Alert(CallOut(carrier), RINGING),
        alerts.END_ALERT_CALL: EndAlertCall(carrier),
    }
