"""That nobody will be there is noticed two hours before, once, and mended when somebody will be after all."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.basics.menus import FIRST_MENU, service_menus
from contactcenter.basics.seed import add_menus
from contactcenter.calendars.changes import add_calendar
from contactcenter.calendars.hours import WEEKDAYS
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.jobs import watch_coverage
from contactcenter.journal import history
from contactcenter.routing.coverage import live_warnings, read_coverage, read_roster
from contactcenter.routing.models import Queue
from contactcenter.shifts.edits import add_shift
from contactcenter.shifts.models import CoverageWarning
from contactcenter.shifts.patterns import add_absence
from contactcenter.shifts.service import open_shift
from tests.support.builders.agents import make_agent
from tests.support.builders.groups import make_group
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_queue, serve

# 20:00 in Hong Kong on a Monday.
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
async def facts(db: Database) -> list[Fact]:
    """What was published of coverage so far."""
    heard: list[Fact] = []

    async def listen(published: Any, topics: set[str]) -> None:
        heard.extend(fact for fact in published if fact.type == "coverage.changed")

    db.publish = listen
    return heard


async def rostered(db: Database, agent: Agent, begins: float, ends: float) -> None:
    """A shift, in hours from now."""
    async with db.transaction() as session:
        times = {"starts_at": NOW + begins * HOUR, "ends_at": NOW + ends * HOUR}
        await add_shift(session, agent_id=agent.id, desk="", **times, author_id=agent.id, now=NOW)


async def prepare(db: Database, **skills: int) -> tuple[Queue, Agent, Agent]:
    """A queue served by Ada and Ben, which asks for these skills."""
    async with db.transaction() as session:
        queue = await make_queue(session, skills=skills or None)
        ada, ben = [await make_agent(session, name=name, skills={"repairs": 3}) for name in ("Ada", "Ben")]
        await serve(session, queue, ada, ben)
        return queue, ada, ben


async def watch(db: Database, hours: float = 0) -> list[tuple[float, float]]:
    """Let the job look at this hour; gives the warnings in hours from now."""
    while await watch_coverage.fire(db, now=NOW + hours * HOUR):
        pass
    async with db.reading() as session:
        return [
            ((warning.starts_at - NOW) / HOUR, (warning.ends_at - NOW) / HOUR)
            for warning in await live_warnings(session)
        ]


async def test_a_gap_is_noticed_two_hours_before_it_begins(db: Database, facts: list[Fact]) -> None:
    _, ada, ben = await prepare(db)
    await rostered(db, ada, 0, 3)
    await rostered(db, ben, 11, 19)
    assert await watch(db) == []
    assert await watch(db, 0.99) == []
    assert await watch(db, 1) == [(3, 11)]
    assert len(facts) == 1
    assert await watch(db, 2) == [(3, 11)]
    assert await watch(db, 5) == [(3, 11)]
    assert len(facts) == 1, "it is told once"
    assert await watch(db, 11) == []
    assert [fact.id for fact in facts] == [facts[0].id] * 2


async def test_who_is_rostered_after_all_ends_the_warning(db: Database, facts: list[Fact]) -> None:
    queue, ada, ben = await prepare(db)
    await rostered(db, ada, 0, 1)
    await rostered(db, ben, 9, 17)
    assert await watch(db) == [(1, 9)]
    await rostered(db, ada, 1, 5)
    assert await watch(db) == []
    await rostered(db, ben, 5, 9)
    async with db.reading() as session:
        acts = [entry.act for entry in await history.of_subject(session, "queue", queue.id)]
    assert acts == ["coverage_warning", "coverage_mended"]
    assert len(facts) == 2


async def test_two_nodes_notice_a_gap_once(db: Database, facts: list[Fact]) -> None:
    _, ada, _ = await prepare(db)
    await rostered(db, ada, 0, 1)
    await asyncio.gather(*(watch_coverage.fire(db, now=NOW) for _ in range(4)))
    async with db.reading() as session:
        assert len(list(await session.scalars(select(CoverageWarning)))) == 1
    assert len(facts) == 1


async def test_without_a_roster_nobody_is_warned(db: Database) -> None:
    _, ada, _ = await prepare(db)
    assert await watch(db) == []
    async with db.transaction() as session:
        await open_shift(session, ada.id, now=NOW)
    assert await watch(db) == [], "whoever just comes keeps no roster"


async def test_closed_hours_need_nobody(db: Database) -> None:
    queue, ada, _ = await prepare(db)
    await rostered(db, ada, 0, 0.5)
    async with db.transaction() as session:
        weekly = {day: [["08:00", "21:00"]] for day in WEEKDAYS}
        row = await session.get_one(Queue, queue.id)
        row.calendar_id = await add_calendar(session, code="office", names={"en": "Office"}, weekly=weekly)
    assert await watch(db) == [(0.5, 1)]


async def test_a_queue_without_hours_keeps_those_of_the_lines_that_lead_there(db: Database) -> None:
    queue, ada, _ = await prepare(db)
    await rostered(db, ada, 0, 0.5)
    async with db.transaction() as session:
        weekly = {day: [["08:00", "21:00"]] for day in WEEKDAYS}
        office = await add_calendar(session, code="office", names={"en": "Office"}, weekly=weekly)
        (await make_line(session, queue_id=queue.id)).calendar_id = office
    assert await watch(db) == [(0.5, 1)]
    async with db.transaction() as session:
        await make_line(session, channel="email", address="a@example.com", queue_id=queue.id)
    assert [begins for begins, _ in await watch(db)] == [0.5]
    assert await watch(db) != [(0.5, 1)], "letters come at night too"


async def test_who_may_come_by_a_menu_of_another_line_comes_in_its_hours(db: Database) -> None:
    queue, ada, _ = await prepare(db)
    await rostered(db, ada, 0, 0.5)
    async with db.transaction() as session:
        weekly = {day: [["08:00", "21:00"]] for day in WEEKDAYS}
        office = await add_calendar(session, code="office", names={"en": "Office"}, weekly=weekly)
        (await make_line(session, queue_id=queue.id)).calendar_id = office
        await add_menus(session, service_menus({"en": "Welcome"}, {"general": queue.code}))
        (await make_line(session, channel="voice", address="+85230000009")).menu_code = FIRST_MENU
    assert await watch(db) != [(0.5, 1)]


async def test_a_queue_of_a_group_is_nobodys_while_only_others_are_rostered(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        ada, ben = [await make_agent(session, name=name) for name in ("Ada", "Ben")]
        group = await make_group(session, members=[ada])
        queue.group_id = group.id
    await rostered(db, ben, 0, 20)
    assert [begins for begins, _ in await watch(db)] == [0]
    await rostered(db, ada, 0, 20)
    assert await watch(db) == []


async def test_only_those_count_who_are_asked_in_the_end(db: Database) -> None:
    queue, ada, ben = await prepare(db, repairs=5)
    await rostered(db, ada, 0, 20)
    assert [begins for begins, _ in await watch(db)] == [0]
    async with db.transaction() as session:
        (await session.get_one(Agent, ada.id)).skills = {"repairs": 5}
    assert await watch(db) == []
    async with db.reading() as session:
        window = NOW, NOW + 24 * HOUR
        [found] = await read_coverage(session, await read_roster(session, window), window)
    assert (found.queue.id, found.rostered_now, found.on_duty_now) == (queue.id, 1, 0)
    assert found.gaps == [(NOW + 20 * HOUR, NOW + 24 * HOUR)]
    assert ben.id not in {shift.agent_id for shift in await _shifts(db)}


async def test_who_is_away_is_not_there(db: Database) -> None:
    _, ada, _ = await prepare(db)
    await rostered(db, ada, 0, 20)
    async with db.transaction() as session:
        away = {"agent_id": ada.id, "starts_at": NOW + HOUR, "ends_at": NOW + 2 * HOUR}
        await add_absence(session, away, author_id=ada.id, now=NOW)
    assert await watch(db) == [(1, 2)]


async def test_whoever_comes_without_being_planned_counts_while_here(db: Database) -> None:
    _, ada, ben = await prepare(db)
    await rostered(db, ada, 9, 17)
    assert await watch(db) == [(0, 9)]
    async with db.transaction() as session:
        await open_shift(session, ben.id, now=NOW)
        (await session.get_one(Agent, ben.id)).presence = "available"
    assert await watch(db) == []
    async with db.transaction() as session:
        (await session.get_one(Agent, ben.id)).presence = "offline"
    assert await watch(db) == [(0, 9)]


async def _shifts(db: Database) -> list[Any]:
    async with db.reading() as session:
        window = NOW, NOW + 24 * HOUR
        return list((await read_roster(session, window)).shifts)
