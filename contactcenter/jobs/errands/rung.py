"""Calls the carrier made before we learnt of it: a command of unknown fate is not carried out twice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from contactcenter.db import Database

# A clock at the carrier may differ from ours by this much when we ask what it rang since.
CLOCK_SKEW: Final = timedelta(seconds=30)


async def first_unknown(db: Database, ours: InstrumentedAttribute[str | None], rung: Sequence[str]) -> str | None:
    """The first of the carrier's ids that the column does not hold: one thing at a time rings, so it is that one."""
    async with db.reading() as session:
        known = set(await session.scalars(select(ours).where(ours.in_(rung))))
    return next((external_id for external_id in rung if external_id not in known), None)
