"""Rings an agent's telephone through the carrier."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.actions.lose_leg import fail_leg
from contactcenter.calls.models import Leg
from contactcenter.calls.service import find_leg, lock_call
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.jobs.errands.rung import CLOCK_SKEW, first_unknown
from contactcenter.outbox.models import OutboxCommand


@dataclass(frozen=True)
class RingAgent:
    """Carries out `ring_agent`; what is not wanted any more by the time it is looked at does not ring."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        ordered = command.payload
        async with db.reading() as session:
            leg = await find_leg(session, ordered["leg_id"])
        if leg is None or leg.left_at is not None:
            return ""
        if leg.external_id:
            # The carrier spoke of it before it answered us.
            return leg.external_id
        if command.maybe_sent:
            found = await self._find_rung(db, command)
            if found is not None:
                return found
        if now >= command.deadline_at:
            raise SendError("The telephone could not be rung in time.", code="too_late", retryable=False)
        async with within_call_time():
            return await self.carrier.ring_agent(
                call_id=ordered["call_id"],
                leg_id=leg.id,
                agent_id=ordered["agent_id"],
                caller=ordered["caller"],
                seconds=ordered["seconds"],
            )

    async def _find_rung(self, db: Database, command: OutboxCommand) -> str | None:
        """The carrier's id of this very leg. One thing at a time rings at an agent: what is not known is ours."""
        async with within_call_time():
            rung = await self.carrier.find_agent_legs(
                agent_id=command.payload["agent_id"], since=command.created_at - CLOCK_SKEW
            )
        return await first_unknown(db, Leg.external_id, rung)

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        leg = await find_leg(session, command.payload["leg_id"])
        if leg is None or not result:
            return
        await lock_call(session, leg.call_id)
        # Where it stopped being wanted meanwhile, the command to end it comes next and needs the id.
        leg.external_id = leg.external_id or result

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        await fail_leg(session, command.payload["leg_id"], now=now)
