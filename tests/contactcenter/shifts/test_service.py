"""Shifts are planned, opened once at the first presence, and moved by the table."""

import asyncio
from datetime import timedelta

import pytest

from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history
from contactcenter.shifts import service
from tests.support.builders.agents import make_agent
from tests.support.builders.shifts import NOW, make_shift

HOUR = timedelta(hours=1)


async def test_planned_shift_of_this_hour_is_opened(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        planned = await make_shift(session, agent.id, starts_at=NOW + HOUR / 2)
        await make_shift(session, agent.id, starts_at=NOW + 24 * HOUR)
        opened = await service.open_shift(session, agent.id, now=NOW)
        again = await service.open_shift(session, agent.id, now=NOW)
        acts = [entry.details for entry in await history.of_subject(session, "shift", planned.id)]
    assert opened.id == again.id == planned.id
    assert (opened.state, opened.version) == ("open", 2)
    assert acts == [{"from": "planned", "to": "open"}]


async def test_shift_of_usual_length_is_opened_where_none_is_planned(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        await make_shift(session, agent.id, starts_at=NOW - 12 * HOUR)
        opened = await service.open_shift(session, agent.id, now=NOW, desk="hotline")
    assert (opened.starts_at, opened.ends_at, opened.state) == (NOW, NOW + 8 * HOUR, "open")


async def test_two_tabs_going_available_at_once_open_one_shift(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)

    async def open_one() -> str:
        async with db.transaction() as session:
            return (await service.open_shift(session, agent.id, now=NOW)).id

    assert len(set(await asyncio.gather(open_one(), open_one(), open_one()))) == 1


async def test_open_shift_stays_current_past_its_end(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        assert await service.current_shift(session, agent.id, NOW) is None
        late = await make_shift(session, agent.id, starts_at=NOW - 9 * HOUR, state="open")
        await make_shift(session, agent.id, starts_at=NOW)
        current = await service.current_shift(session, agent.id, NOW)
    assert current is not None
    assert current.id == late.id


async def test_handed_over_shift_is_current_no_more_and_cannot_be_opened(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        shift = await service.open_shift(session, agent.id, now=NOW)
        shift = await service.move(session, shift, "handed_over", author_id=agent.id, now=NOW)
        assert await service.current_shift(session, agent.id, NOW) is None
        with pytest.raises(Conflict):
            await service.move(session, shift, "open", author_id=agent.id, now=NOW)
        with pytest.raises(NotFound):
            await service.get_shift(session, "unknown")


async def test_shift_must_end_after_it_starts(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(InvalidInput):
            await make_shift(session, agent.id, hours=0)


async def test_shifts_are_listed_by_agent_span_and_state(db: Database) -> None:
    async with db.transaction() as session:
        ada, bob = await make_agent(session), await make_agent(session)
        early = await make_shift(session, ada.id, starts_at=NOW - 24 * HOUR, state="closed")
        today = await make_shift(session, ada.id, starts_at=NOW)
        other = await make_shift(session, bob.id, starts_at=NOW)

        async def ids(**filters: object) -> list[str]:
            return [shift.id for shift in await service.list_shifts(session, **filters)]  # type: ignore[arg-type]

        assert await ids() == [other.id, today.id, early.id]
        assert await ids(agent_id=ada.id) == [today.id, early.id]
        assert await ids(states=["closed"]) == [early.id]
        assert await ids(since=NOW, until=NOW + HOUR) == [other.id, today.id]
        assert await ids(limit=1, after=other.id) == [today.id]
