"""Makes the clocks of contacts out of what happened to them, and keeps them as rows. Called by the job and by actions.

Reading a clock for a screen makes it anew, so that a screen never shows what the follower has not got to yet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, select, update

from contactcenter.calendars.service import read_timetables
from contactcenter.db import Session, insert_rows
from contactcenter.sla.clocks import Clock, Reading, Timetables, read
from contactcenter.sla.events import read_events
from contactcenter.sla.life import live
from contactcenter.sla.models import SlaClock, SlaProgress
from contactcenter.sla.policies import read_rulebook
from contactcenter.sla.terms import Rulebook, Step

_CLOCKS: Final = SlaClock.__table__
_KEY: Final = ("contact_id", "kind", "number")


@dataclass(frozen=True, slots=True)
class Rules:
    """What clocks are read by."""

    book: Rulebook
    timetables: Timetables
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A clock with what it shows now."""

    contact_id: str
    clock: Clock
    reading: Reading

    @property
    def steps_due(self) -> tuple[Step, ...]:
        return self.reading.steps_due


@dataclass(frozen=True, slots=True)
class Changes:
    added: Sequence[Mapping[str, Any]] = ()
    changed: Sequence[Mapping[str, Any]] = ()
    gone: Sequence[tuple[Any, ...]] = ()

    @property
    def contact_ids(self) -> list[str]:
        """Whose clocks they are, each once."""
        ids = [row["contact_id"] for row in (*self.added, *self.changed)] + [key[0] for key in self.gone]
        return list(dict.fromkeys(ids))


async def read_rules(session: Session, *, now: datetime) -> Rules:
    book = await read_rulebook(session)
    timetables = await read_timetables(session, book.calendar_ids, since=datetime(2000, 1, 1, tzinfo=now.tzinfo))
    begun_at = await session.scalar(select(SlaProgress.begun_at))
    return Rules(book, timetables, begun_at or now)


async def make_clocks(
    session: Session, contact_ids: Collection[str], rules: Rules, *, now: datetime
) -> dict[str, list[Shown]]:
    """The clocks of these contacts as they follow from the history."""
    made: dict[str, list[Shown]] = {}
    for subject, events in await read_events(session, contact_ids):
        clocks = live(subject, events, rules.book)
        readings = [read(clock, rules.timetables, now=now, begun_at=rules.begun_at) for clock in clocks]
        made[subject.id] = [Shown(subject.id, *each) for each in zip(clocks, readings, strict=True)]
    return made


async def differing(session: Session, made: Mapping[str, Sequence[Shown]]) -> Changes:
    """What has to be written so that the rows say what was made."""
    query = select(_CLOCKS).where(_CLOCKS.c.contact_id.in_(made))
    stored = {tuple(row[name] for name in _KEY): dict(row) for row in (await session.execute(query)).mappings()}
    wanted = {
        tuple(row[name] for name in _KEY): row for row in map(row_of, (s for each in made.values() for s in each))
    }
    return Changes(
        added=[row for key, row in wanted.items() if key not in stored],
        changed=[row for key, row in wanted.items() if key in stored and row != stored[key]],
        gone=[key for key in stored if key not in wanted],
    )


async def write(session: Session, changes: Changes) -> None:
    """Each kind of change with one statement."""
    assert isinstance(_CLOCKS, Table)
    await insert_rows(session, SlaClock, [dict(row) for row in changes.added])
    is_it = (_CLOCKS.c[name] == bindparam(f"old_{name}") for name in _KEY)
    if changes.changed:
        columns: dict[str, Any] = {
            column.name: bindparam(f"new_{column.name}") for column in _CLOCKS.c if column.name not in _KEY
        }
        rows = [
            {f"{'old' if name in _KEY else 'new'}_{name}": value for name, value in row.items()}
            for row in changes.changed
        ]
        await session.execute(update(_CLOCKS).where(*is_it).values(columns), rows)
    for contact_id, kind, number in changes.gone:
        key = {"contact_id": contact_id, "kind": kind, "number": number}
        await session.execute(delete(_CLOCKS).where(*(_CLOCKS.c[name] == value for name, value in key.items())))


def row_of(shown: Shown) -> dict[str, Any]:
    """The columns of a clock by their names in the database."""
    clock, reading = shown.clock, shown.reading
    assert clock.terms is not None, "only clocks with a promise are kept"
    target = clock.targets[-1]
    return {
        "contact_id": shown.contact_id,
        "kind": clock.kind,
        "number": clock.number,
        "class": target.class_,
        "policy_id": target.policy_id,
        "policy_version": target.policy_version,
        "started_at": clock.started_at,
        "target_seconds": target.seconds,
        "due_at": reading.due_at,
        "state": reading.state,
        "ended_at": clock.ended_at,
        "end_reason": clock.end_reason,
        "breached_at": reading.breached_at,
        "elapsed_seconds": None if clock.is_open else round(reading.elapsed_seconds),
        "pauses": [
            {"from": _text(pause.begins), "until": _text(pause.until), "reason": pause.reason} for pause in clock.pauses
        ],
        "targets": [
            {
                "at": _text(each.at),
                "class": each.class_,
                "policy_id": each.policy_id,
                "policy_version": each.policy_version,
                "seconds": each.seconds,
            }
            for each in clock.targets
        ],
        "steps_taken": sorted(clock.steps_taken),
        "next_at": reading.next_at,
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
