"""Asks the carrier about telephones it has said nothing of for a while, so that a lost report holds nobody.

What is over there is ended here; an agent who waits in a conversation without our knowing is given the caller.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, or_, select

from contactcenter.actions.end_call import end_call
from contactcenter.actions.join_conversation import join_agent
from contactcenter.actions.lose_leg import lose_leg, miss_leg
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.service import CUSTOMER, ENDED, find_leg, lock_call
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError

log = logging.getLogger(__name__)

QUIET: Final = timedelta(seconds=60)
# Between answering and being in the conversation lies a moment; meanwhile a caller waits.
JOINING: Final = timedelta(seconds=8)
MOST_AT_ONCE: Final = 20


@dataclass(frozen=True)
class ReconcileCalls:
    """A job with the carrier it asks."""

    carrier: CallCarrier

    async def fire(self, db: Database, *, now: datetime) -> int:
        """One look at each telephone that has been quiet; returns how many were found otherwise than we thought."""
        async with db.reading() as session:
            quiet = await _quiet_legs(session, now)
        changed = 0
        for leg in quiet:
            try:
                changed += await self._look(db, leg, now)
            except SendError as error:
                # Where the carrier cannot be asked, nothing is known, and the others will fare no better.
                log.warning("calls_not_reconciled", extra={"code": error.code})
                break
        return changed

    async def _look(self, db: Database, leg: Leg, now: datetime) -> bool:
        assert leg.external_id is not None, "only legs the carrier knows are looked at"
        if await self.carrier.is_over(leg=leg.external_id):
            async with db.transaction() as session:
                await _end(session, leg, now)
            log.warning("lost_call_report", extra={"leg": leg.id, "role": leg.role})
            return True
        is_there = leg.state == "answered" and leg.role != CUSTOMER and await self._is_talking(leg)
        async with db.transaction() as session:
            if is_there:
                await join_agent(session, leg.id, number=None, now=now)
            else:
                await _hear_of(session, leg, now)
        return is_there

    async def _is_talking(self, leg: Leg) -> bool:
        return leg.external_id in await self.carrier.find_talking(call_id=leg.call_id)


async def _quiet_legs(session: Session, now: datetime) -> Sequence[Leg]:
    is_quiet = Leg.heard_of_at <= now - QUIET
    is_joining = and_(Leg.role != CUSTOMER, Leg.state == "answered", Leg.heard_of_at <= now - JOINING)
    query = select(Leg).join(Call, Call.id == Leg.call_id)
    query = query.where(Leg.left_at.is_(None), Leg.external_id.is_not(None), Call.state != ENDED)
    return (
        await session.scalars(query.where(or_(is_quiet, is_joining)).order_by(Leg.heard_of_at).limit(MOST_AT_ONCE))
    ).all()


async def _end(session: Session, leg: Leg, now: datetime) -> None:
    if leg.role == CUSTOMER:
        await end_call(session, leg.call_id, now=now)
    elif leg.state in ("asked", "ringing"):
        await miss_leg(session, leg.id, external_id=leg.external_id or "", is_declined=False, now=now)
    else:
        await lose_leg(session, leg.id, now=now)


async def _hear_of(session: Session, leg: Leg, now: datetime) -> None:
    """It is as we thought; the next look may wait as long again."""
    await lock_call(session, leg.call_id)
    known = await find_leg(session, leg.id)
    if known is not None:
        known.heard_of_at = now
