"""Rings a customer, while an agent waits for her in the conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from contactcenter.actions.reach_customer import miss_customer, name_customer
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.service import ENDED, find_leg, lock_call
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.jobs.errands.rung import CLOCK_SKEW, first_unknown
from contactcenter.outbox.models import OutboxCommand

# So long her telephone rings: until most mailboxes would answer.
RINGING_SECONDS: Final = 30


@dataclass(frozen=True)
class DialCustomer:
    """Carries out `dial_customer`; whoever is not to be called any more by the time it is looked at is not rung."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        ordered = command.payload
        async with db.reading() as session:
            call = await session.get(Call, ordered["call_id"])
            leg = await find_leg(session, ordered["leg_id"])
        if call is None or leg is None or call.state != "dialing":
            return ""
        if leg.external_id:
            # The carrier spoke of it before it answered us.
            return leg.external_id
        if command.maybe_sent:
            found = await self._find_rung(db, command)
            if found is not None:
                return found
        if now >= command.deadline_at:
            raise SendError("The customer could not be rung in time.", code="too_late", retryable=False)
        async with within_call_time():
            return await self.carrier.dial_customer(
                call_id=call.id, line=ordered["line"], number=ordered["number"], seconds=RINGING_SECONDS
            )

    async def _find_rung(self, db: Database, command: OutboxCommand) -> str | None:
        """The carrier's id of this very leg: nobody rings one number twice at once, so what is not known is ours."""
        async with within_call_time():
            rung = await self.carrier.find_calls_out(
                recipient=command.payload["number"], since=command.created_at - CLOCK_SKEW
            )
        return await first_unknown(db, Leg.external_id, rung)

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        if not result:
            return
        held = await lock_call(session, command.payload["call_id"])
        # Where it stopped being wanted meanwhile, the command to end it comes next and needs the id.
        name_customer(held, result)

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        held = await lock_call(session, command.payload["call_id"])
        if held.call.state != ENDED:
            await miss_customer(session, held.call.id, reason="failed", now=now)
