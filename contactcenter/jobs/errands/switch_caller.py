"""Takes a caller out of the line into a conversation, or back, and lets her hear music meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.actions.end_call import end_call
from contactcenter.actions.hold_call import fail_to_hold
from contactcenter.actions.lose_leg import lose_conversation
from contactcenter.calls.models import Call
from contactcenter.calls.service import find_leg
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.outbox.models import OutboxCommand

GONE = "gone"


@dataclass(frozen=True)
class BringIn:
    """Carries out `bring_in`. A caller who is in the conversation already must not be fetched again: it would end."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        call = await _call(db, command)
        if call is not None and call.state == "ringing" and await _waits(db, command.payload["leg_id"]):
            _require_in_time(command, now)
            async with within_call_time():
                await self.carrier.bring_in(call_id=call.id, leg=call.external_id)
        return ""

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """She asks where to go herself; until then she has not arrived."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        if error.code == GONE:
            await end_call(session, command.payload["call_id"], now=now)
        else:
            await lose_conversation(session, command.payload["call_id"], command.payload["leg_id"], now=now)


@dataclass(frozen=True)
class SendToQueue:
    """Carries out `send_to_queue`."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        call = await _call(db, command)
        if call is not None and call.state in ("queued", "ringing"):
            _require_in_time(command, now)
            async with within_call_time():
                await self.carrier.send_to_queue(call_id=call.id, leg=call.external_id)
        return ""

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """She asks where to go herself."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        """Nobody can speak to her any more: she is called back."""
        if error.code == GONE:
            await end_call(session, command.payload["call_id"], now=now)
        else:
            await end_call(session, command.payload["call_id"], by="system", now=now)


@dataclass(frozen=True)
class HoldLeg:
    """Carries out `hold_leg`, where it is still what the agent wants."""

    carrier: CallCarrier

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        call, is_held = await _call(db, command), bool(command.payload["is_held"])
        if call is not None and call.state == "talking" and (call.held_since is not None) == is_held:
            _require_in_time(command, now)
            async with within_call_time():
                await self.carrier.hold(call_id=call.id, leg=call.external_id, is_held=is_held)
        return ""

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """The rows say it already."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        if error.code == GONE:
            await end_call(session, command.payload["call_id"], now=now)
        else:
            was_held = not command.payload["is_held"]
            await fail_to_hold(session, command.payload["call_id"], was_held=was_held, now=now)


async def _call(db: Database, command: OutboxCommand) -> Call | None:
    async with db.reading() as session:
        return await session.get(Call, command.payload["call_id"])


async def _waits(db: Database, leg_id: str) -> bool:
    """Whether the agent to whom she is to be brought is still there."""
    async with db.reading() as session:
        leg = await find_leg(session, leg_id)
    return leg is not None and leg.state == "joined"


def _require_in_time(command: OutboxCommand, now: datetime) -> None:
    if now >= command.deadline_at:
        raise SendError("It could not be done in time.", code="too_late", retryable=False)
