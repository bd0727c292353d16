"""The clocks of a contact as they stand at this moment, and which of them presses most."""

from datetime import datetime

from sqlalchemy import ScalarSelect, func, select

from agent_console.schemas import sla as schemas
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.sla.clocks import ledger
from contactcenter.sla.keeping import Rules, Shown, make_clocks, read_rules
from contactcenter.sla.models import SlaClock


def nearest_due() -> "ScalarSelect[datetime | None]":
    """A column for queries over contacts: when the first of its open promises is due; also one that is late already."""
    nearest = select(func.min(SlaClock.due_at)).where(SlaClock.contact_id == Contact.id, SlaClock.ended_at.is_(None))
    return nearest.correlate(Contact).scalar_subquery()


async def read_clocks(session: Session, contact_id: str, *, now: datetime) -> list[schemas.SlaClock]:
    """Made from the history at this moment, so that an answer just given shows at once."""
    rules = await read_rules(session, now=now)
    made = await make_clocks(session, [contact_id], rules, now=now)
    return [_clock(shown, rules, now) for shown in made.get(contact_id, [])]


def _clock(shown: Shown, rules: Rules, now: datetime) -> schemas.SlaClock:
    clock, reading = shown.clock, shown.reading
    target = clock.targets[-1]
    pauses = ledger(clock, rules.timetables, until=clock.ended_at or now)
    return schemas.SlaClock(
        kind=clock.kind,
        number=clock.number,
        state=reading.state,
        started_at=clock.started_at,
        due_at=reading.due_at,
        breached_at=reading.breached_at,
        ended_at=clock.ended_at,
        end_reason=clock.end_reason,
        target_seconds=target.seconds,
        elapsed_seconds=round(reading.elapsed_seconds),
        remaining_seconds=round(target.seconds - reading.elapsed_seconds),
        pauses=[schemas.SlaPause(from_=each.begins, until=each.until, reason=each.reason) for each in pauses],
        targets=[schemas.SlaTarget.model_validate(each) for each in clock.targets],
        steps_taken=sorted(clock.steps_taken),
    )
