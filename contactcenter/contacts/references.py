"""Reference numbers that people say on the phone: C-2026-0001 for contacts, W- for work orders, I- for incidents."""

from datetime import datetime
from typing import Literal

from contactcenter import clock
from contactcenter.contacts.models import ReferenceCounter
from contactcenter.db import Session, insert

Kind = Literal["C", "W", "I"]


async def next_references(session: Session, kind: Kind, count: int, now: datetime) -> list[str]:
    """The next `count` numbers of this year on the desk's calendar, in order, at least four digits each.

    One statement however many. Others who need a number wait for our commit, so a rollback leaves no hole.
    """
    if count == 0:
        return []
    year = clock.local(now).year
    statement = insert(session, ReferenceCounter).values(kind=kind, year=year, last=count)
    statement = statement.on_conflict_do_update(
        index_elements=["kind", "year"], set_={"last": ReferenceCounter.last + count}
    ).returning(ReferenceCounter.last)
    last = int((await session.execute(statement)).scalar_one())
    return [f"{kind}-{year}-{number:04}" for number in range(last - count + 1, last + 1)]
