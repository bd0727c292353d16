"""Hangs up a telephone."""

import logging
from dataclasses import dataclass
from datetime import datetime

from contactcenter.calls.service import find_leg
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.outbox.models import OutboxCommand

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EndLeg:
    """Carries out `end_leg`; may be repeated. One that was never rung needs no end."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        async with db.reading() as session:
            leg = await find_leg(session, command.payload["leg_id"])
        if leg is None or leg.external_id is None:
            return ""
        try:
            async with within_call_time():
                await self.carrier.end_leg(leg=leg.external_id)
        except SendError as error:
            if error.code != "gone":
                raise
        return ""

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """The rows say it already."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        log.error("leg_not_ended", extra={"leg": command.payload["leg_id"], "code": error.code})
