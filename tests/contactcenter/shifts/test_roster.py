"""The roster is planned ahead once, follows what changes, and leaves alone what people changed or opened."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.jobs import plan_roster
from contactcenter.journal import history
from contactcenter.shifts import edits, patterns
from contactcenter.shifts.models import Absence, RosterPattern, Shift
from contactcenter.shifts.service import open_shift
from tests.support.builders.agents import make_agent

# 10:00 in Hong Kong on a Monday.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)
EARLY: dict[str, Any] = {"weekdays": [0, 1, 2, 3, 4], "starts": "07:00", "ends": "15:00", "valid_from": TODAY}
NIGHT: dict[str, Any] = {"weekdays": list(range(7)), "starts": "23:00", "ends": "07:00", "valid_from": TODAY}


async def people(db: Database) -> tuple[Agent, Agent, Agent]:
    async with db.transaction() as session:
        ada, ben = [await make_agent(session, name=name) for name in ("Ada", "Ben")]
        return ada, ben, await make_agent(session, name="Winnie", roles=["supervisor"])


async def add(db: Database, agent: Agent, author: Agent, *, now: datetime = NOW, **values: Any) -> RosterPattern:
    async with db.transaction() as session:
        wanted = {"agent_id": agent.id, "desk": "hotline", **values}
        return await patterns.add_pattern(session, wanted, author_id=author.id, now=now)


async def shifts_of(db: Database, agent: Agent) -> list[Shift]:
    async with db.reading() as session:
        query = select(Shift).where(Shift.agent_id == agent.id, Shift.state != "closed")
        return list(await session.scalars(query.order_by(Shift.starts_at)))


async def test_two_weeks_are_planned_at_once_and_only_once(db: Database) -> None:
    ada, _, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    first = await shifts_of(db, ada)
    assert len(first) == 11
    assert (first[0].starts_at, first[0].ends_at) == (NOW - 3 * HOUR, NOW + 5 * HOUR)
    assert first[-1].pattern_day == TODAY + timedelta(days=14)
    assert await plan_roster.fire(db, now=NOW) == 0
    assert await plan_roster.fire(db, now=NOW + timedelta(days=1)) == 2, "one planned, and the first closed"
    await asyncio.gather(*(plan_roster.fire(db, now=NOW + timedelta(days=8)) for _ in range(3)))
    async with db.reading() as session:
        days = list(await session.scalars(select(Shift.pattern_day)))
    assert len(days) == len(set(days)) == 17


async def test_a_night_shift_begun_yesterday_is_planned_too(db: Database) -> None:
    ada, _, winnie = await people(db)
    late = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
    await add(db, ada, winnie, now=late, **NIGHT)
    first = (await shifts_of(db, ada))[0]
    assert first.starts_at == datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "it began three hours ago"


async def test_shifts_follow_their_pattern_until_somebody_opens_them(db: Database) -> None:
    ada, _, winnie = await people(db)
    row = await add(db, ada, winnie, **EARLY)
    async with db.transaction() as session:
        await open_shift(session, ada.id, now=NOW)
    async with db.transaction() as session:
        change = {"starts": "08:00", "weekdays": [0, 1]}
        await patterns.update_pattern(session, row.id, change, version=1, author_id=winnie.id, now=NOW)
    shifts = await shifts_of(db, ada)
    assert [shift.state for shift in shifts] == ["open", *["planned"] * 4]
    assert shifts[0].starts_at == NOW - 3 * HOUR, "what is open stays"
    assert shifts[1].starts_at == NOW + 22 * HOUR
    async with db.reading() as session:
        acts = [entry.act for entry in await history.of_subject(session, "shift", shifts[1].id)]
        assert acts == ["replanned"]
    async with db.transaction() as session:
        with pytest.raises(Conflict, match="faster"):
            await patterns.remove(session, RosterPattern, row.id, version=1, author_id=winnie.id, now=NOW)
    async with db.transaction() as session:
        await patterns.remove(session, RosterPattern, row.id, version=2, author_id=winnie.id, now=NOW)
    assert [shift.state for shift in await shifts_of(db, ada)] == ["open"]


async def test_an_absence_gives_shifts_to_the_substitute_and_back(db: Database) -> None:
    ada, ben, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    async with db.transaction() as session:
        times = {"starts_at": NOW + 12 * HOUR, "ends_at": NOW + 60 * HOUR}
        away = {"agent_id": ada.id, **times, "reason": "leave", "substitute_id": ben.id}
        absence = await patterns.add_absence(session, away, author_id=winnie.id, now=NOW)
    assert [shift.pattern_day for shift in await shifts_of(db, ben)] == [TODAY + timedelta(1), TODAY + timedelta(2)]
    assert all(shift.instead_of_id == ada.id for shift in await shifts_of(db, ben))
    assert len(await shifts_of(db, ada)) == 9
    async with db.transaction() as session:
        change = {"substitute_id": None}
        await patterns.update_absence(session, absence.id, change, version=1, author_id=winnie.id, now=NOW)
    assert await shifts_of(db, ben) == []
    assert len(await shifts_of(db, ada)) == 9
    async with db.transaction() as session:
        assert await patterns.absence_of(session, ada.id, NOW) is None
        found = await patterns.absence_of(session, ada.id, NOW + 13 * HOUR)
        assert found is not None
        await patterns.remove(session, Absence, absence.id, version=2, author_id=winnie.id, now=NOW)
    assert len(await shifts_of(db, ada)) == 11


async def test_what_people_swapped_cancelled_or_moved_stays_so(db: Database) -> None:
    ada, ben, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    await add(db, ben, winnie, **(EARLY | {"starts": "15:00", "ends": "23:00"}))
    mine, others = await shifts_of(db, ada), await shifts_of(db, ben)
    async with db.transaction() as session:
        said = {"reason": "wedding", "author_id": winnie.id, "now": NOW}
        await edits.swap_shifts(session, mine[1].id, others[1].id, **said)
        await edits.cancel_shift(session, mine[2].id, version=1, **said)
        await edits.change_shift(session, mine[3].id, {"ends_at": mine[3].ends_at - HOUR}, version=1, **said)
    await plan_roster.fire(db, now=NOW + HOUR)
    async with db.reading() as session:
        rows = {shift.id: shift for shift in await session.scalars(select(Shift))}
    assert len(rows) == 22
    swapped = rows[mine[1].id], rows[others[1].id]
    assert [(shift.agent_id, shift.instead_of_id) for shift in swapped] == [(ben.id, ada.id), (ada.id, ben.id)]
    assert rows[mine[2].id].state == "closed"
    assert rows[mine[3].id].ends_at == mine[3].ends_at - HOUR
    async with db.reading() as session:
        [entry] = await history.of_subject(session, "shift", mine[1].id)
    assert (entry.act, entry.author_id, entry.details["reason"]) == ("swapped", winnie.id, "wedding")


async def test_a_shift_planned_by_hand_is_not_doubled_by_a_pattern(db: Database) -> None:
    ada, _, winnie = await people(db)
    async with db.transaction() as session:
        times = {"starts_at": NOW + 21 * HOUR, "ends_at": NOW + 29 * HOUR}
        await edits.add_shift(session, agent_id=ada.id, desk="counter", **times, author_id=winnie.id, now=NOW)
    await add(db, ada, winnie, **EARLY)
    shifts = await shifts_of(db, ada)
    assert len(shifts) == 11
    assert shifts[1].desk == "counter"


async def test_a_shift_for_which_nobody_came_is_closed(db: Database) -> None:
    ada, _, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    missed = (await shifts_of(db, ada))[0]
    await plan_roster.fire(db, now=missed.ends_at + HOUR - timedelta(seconds=1))
    assert (await shifts_of(db, ada))[0].state == "planned"
    assert await plan_roster.fire(db, now=missed.ends_at + HOUR) == 1
    async with db.reading() as session:
        [entry] = await history.of_subject(session, "shift", missed.id)
    assert (entry.act, entry.author_id, entry.details["reason"]) == ("moved", None, "nobody_came")
    assert missed.id not in {shift.id for shift in await shifts_of(db, ada)}


async def test_whoever_is_switched_off_is_planned_no_more(db: Database) -> None:
    ada, _, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    async with db.transaction() as session:
        (await session.get_one(Agent, ada.id)).is_active = False
    await plan_roster.fire(db, now=NOW)
    assert await shifts_of(db, ada) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agent_id": "nobody"}, "agent_id"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [1, 1]}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"starts": "7:00"}, "starts"),
        ({"ends": "24:00"}, "ends"),
        ({"every_weeks": 0}, "every_weeks"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
    ],
)
async def test_what_is_no_pattern_is_refused(db: Database, change: dict[str, Any], field: str) -> None:
    ada, _, winnie = await people(db)
    with pytest.raises(InvalidInput) as refused:
        await add(db, ada, winnie, **(EARLY | change))
    assert field in refused.value.details["fields"]


async def test_what_is_no_shift_is_refused(db: Database) -> None:
    ada, ben, winnie = await people(db)
    await add(db, ada, winnie, **EARLY)
    await add(db, ben, winnie, **EARLY)
    mine, others = await shifts_of(db, ada), await shifts_of(db, ben)
    said: dict[str, Any] = {"author_id": winnie.id, "now": NOW}
    async with db.transaction() as session:
        for begins, ends in ((5, 4), (-9, -1), (1, 30)):
            times = {"starts_at": NOW + begins * HOUR, "ends_at": NOW + ends * HOUR}
            with pytest.raises(InvalidInput):
                await edits.add_shift(session, agent_id=ada.id, desk="", **times, **said)
        with pytest.raises(Conflict, match="works then already"):
            await edits.change_shift(session, mine[1].id, {"agent_id": ben.id}, reason="x", version=None, **said)
        with pytest.raises(Conflict, match="works then already"):
            await edits.swap_shifts(session, mine[1].id, others[2].id, reason="x", **said)
        with pytest.raises(InvalidInput):
            await edits.swap_shifts(session, mine[1].id, mine[2].id, reason="x", **said)
        with pytest.raises(NotFound):
            await edits.cancel_shift(session, "nothing", reason="x", version=None, **said)
        opened = await open_shift(session, ada.id, now=NOW)
        for act in (edits.cancel_shift(session, opened.id, reason="x", version=None, **said),):
            with pytest.raises(Conflict, match="stays as it is"):
                await act
        with pytest.raises(Conflict, match="has begun"):
            await edits.change_shift(session, opened.id, {"agent_id": ben.id}, reason="x", version=None, **said)
