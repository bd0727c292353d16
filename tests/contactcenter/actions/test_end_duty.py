"""Who is still available a quarter of an hour after the rostered shift is sent away, unless they say that they stay."""

from datetime import UTC, datetime, timedelta

from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.models import Agent
from contactcenter.db import Database
from contactcenter.jobs import end_duties
from contactcenter.journal import history
from contactcenter.shifts.models import Shift
from contactcenter.shifts.service import current_shift, move
from tests.support.builders.agents import make_agent
from tests.support.builders.shifts import make_shift

# 07:00 in Hong Kong.
NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def prepare(db: Database, *, planned: bool = True) -> str:
    """An agent who goes available at seven, for a shift until three; gives the id."""
    async with db.transaction() as session:
        agent = await make_agent(session, now=NOW)
        if planned:
            await make_shift(session, agent.id, starts_at=NOW)
    await press(db, agent.id, "available")
    return agent.id


async def press(db: Database, agent_id: str, presence: str, minutes: float = 0) -> None:
    async with db.transaction() as session:
        agent = await session.get_one(Agent, agent_id)
        await set_presence(session, agent, presence, author=agent, now=NOW + minutes * MINUTE)


async def presence_after(db: Database, agent_id: str, minutes: float) -> str:
    """What the agent's presence is when the job has looked."""
    while await end_duties.fire(db, now=NOW + minutes * MINUTE):
        pass
    async with db.reading() as session:
        return (await session.get_one(Agent, agent_id)).presence


async def test_a_quarter_of_an_hour_is_given(db: Database) -> None:
    agent_id = await prepare(db)
    assert await presence_after(db, agent_id, 8 * 60 + 14) == "available"
    assert await presence_after(db, agent_id, 8 * 60 + 15) == "away"
    async with db.reading() as session:
        entry = (await history.of_subject(session, "agent", agent_id))[-1]
    assert (entry.author_id, entry.details["reason"]) == (None, "shift_over")


async def test_whoever_comes_back_stays(db: Database) -> None:
    agent_id = await prepare(db)
    assert await presence_after(db, agent_id, 8 * 60 + 20) == "away"
    await press(db, agent_id, "available", 8 * 60 + 21)
    assert await presence_after(db, agent_id, 12 * 60) == "available"
    async with db.reading() as session:
        shift = await current_shift(session, agent_id, NOW + 12 * 60 * MINUTE)
    assert shift is not None
    assert (shift.ends_at, shift.overtime_until) == (NOW + 480 * MINUTE, NOW + (8 * 60 + 21 + 480) * MINUTE)
    assert await presence_after(db, agent_id, 17 * 60) == "away", "after another shift it is enough"


async def test_nobody_sends_away_who_came_unplanned(db: Database) -> None:
    agent_id = await prepare(db, planned=False)
    assert await presence_after(db, agent_id, 30 * 60) == "available"
    async with db.reading() as session:
        shift = await current_shift(session, agent_id, NOW)
    assert shift is not None
    assert shift.is_extra


async def test_breaks_are_left_alone(db: Database) -> None:
    agent_id = await prepare(db)
    await press(db, agent_id, "busy", 7 * 60)
    assert await presence_after(db, agent_id, 9 * 60) == "busy"


async def test_whoever_handed_over_and_stays_available_is_sent_away_too(db: Database) -> None:
    agent_id = await prepare(db)
    async with db.transaction() as session:
        shift = await current_shift(session, agent_id, NOW)
        assert shift is not None
        await move(session, shift, "handed_over", author_id=agent_id, now=NOW + 470 * MINUTE)
    assert await presence_after(db, agent_id, 8 * 60 + 14) == "available"
    assert await presence_after(db, agent_id, 8 * 60 + 16) == "away"
    await press(db, agent_id, "available", 8 * 60 + 17)
    assert await presence_after(db, agent_id, 10 * 60) == "available", "the extra shift is open"


async def test_the_next_planned_shift_bounds_the_overtime(db: Database) -> None:
    agent_id = await prepare(db)
    async with db.transaction() as session:
        await make_shift(session, agent_id, starts_at=NOW + 24 * 60 * MINUTE)
    assert await presence_after(db, agent_id, 9 * 60) == "away"
    await press(db, agent_id, "available", 24 * 60 + 5)
    async with db.reading() as session:
        shift = await current_shift(session, agent_id, NOW)
        assert shift is not None
        assert shift.overtime_until == NOW + 32 * 60 * MINUTE
        assert (await session.get_one(Shift, shift.id)).state == "open"
