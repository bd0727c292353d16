"""Calls somebody who is on call."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.contracts import CallCarrier
from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.escalations.models import EscalationCall
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.jobs.errands.rung import CLOCK_SKEW, first_unknown
from contactcenter.outbox.models import OutboxCommand


@dataclass(frozen=True)
class CallOut:
    """Rings a telephone for one alert, once: where that may have happened already, the carrier is asked first."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        ordered = command.payload
        if command.maybe_sent:
            found = await self._find_rung(db, command)
            if found is not None:
                return found
        if now >= command.deadline_at:
            raise SendError("The telephone could not be rung in time.", code="too_late", retryable=False)
        async with within_call_time():
            return await self.carrier.call_out(
                alert_id=ordered["alert_id"],
                sender=ordered["sender"],
                recipient=ordered["recipient"],
                seconds=ordered["seconds"],
            )

    async def _find_rung(self, db: Database, command: OutboxCommand) -> str | None:
        """The carrier's id of this very call: one to this number that no other alert knows as its own."""
        async with db.reading() as session:
            own = await session.get(EscalationCall, command.payload["alert_id"])
        if own is not None and own.external_id is not None:
            # The carrier spoke of it before it answered us.
            return own.external_id
        async with within_call_time():
            rung = await self.carrier.find_calls_out(
                recipient=command.payload["recipient"], since=command.created_at - CLOCK_SKEW
            )
        return await first_unknown(db, EscalationCall.external_id, rung)
