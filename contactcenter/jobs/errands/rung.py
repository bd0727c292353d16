"""Telephones the carrier rang before we learnt of it: a command of unknown fate is not carried out twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.calls.models import Leg
from contactcenter.db import Database

# A clock at the carrier may differ from ours by this much when we ask what it rang since.
CLOCK_SKEW: Final = timedelta(seconds=30)


async def first_unknown(db: Database, rung: Sequence[str]) -> str | None:
    """The first of the carrier's legs that none of ours is: one thing at a time rings, so it is the one in question."""
    async with db.reading() as session:
        known = set(await session.scalars(select(Leg.external_id).where(Leg.external_id.in_(rung))))
    return next((external_id for external_id in rung if external_id not in known), None)
