"""Public holidays of all regions are known for this year and the two after it; each January brings one year more."""

from datetime import datetime

from contactcenter import clock
from contactcenter.calendars.service import add_public_holidays, regions_without
from contactcenter.db import Database

YEARS = 3


async def fire(db: Database, *, now: datetime) -> int:
    """Add the years that are missing, each day once, whoever else does the same; returns how many days came."""
    this_year = clock.local(now).year
    years = range(this_year, this_year + YEARS)
    async with db.reading() as session:
        missing = {region for year in years for region in await regions_without(session, year)}
    if not missing:
        return 0
    async with db.transaction() as session:
        return sum([await add_public_holidays(session, region, years) for region in sorted(missing)])
