"""Who is there for a queue, and how fast it was served lately."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from contactcenter.agents.models import Agent
from contactcenter.calls.models import Call
from contactcenter.calls.waiting import Pace, expected_seconds
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.routing.staffing import Talk, pace_of, read_pace, signed_in
from tests.support.builders.calls import make_voice_line, queue_call
from tests.support.builders.contacts import NOW
from tests.support.builders.groups import make_group
from tests.support.builders.routing import make_free_agent, make_queue, serve


async def test_signed_in_is_whoever_serves_the_queue_and_has_not_gone_home(db: Database) -> None:
    async with db.transaction() as session:
        queue, other = await make_queue(session), await make_queue(session, "other")
        here = await make_free_agent(session, queue)
        on_break = await make_free_agent(session, queue)
        gone = await make_free_agent(session, queue)
        await make_free_agent(session, other)
        await session.execute(update(Agent).where(Agent.id == on_break.id).values(presence="away"))
        await session.execute(update(Agent).where(Agent.id == gone.id).values(presence="offline"))
        assert sorted(await signed_in(session, queue)) == sorted([here.id, on_break.id])


async def test_a_queue_that_names_nobody_is_served_by_all_who_take_contacts(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session)
        await make_free_agent(session, roles=("manager",))
        assert await signed_in(session, queue) == [agent.id]


async def test_a_queue_of_a_group_is_served_by_its_people_and_those_it_names(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        of_group = await make_free_agent(session)
        named = await make_free_agent(session)
        stranger = await make_free_agent(session)
        group = await make_group(session, members=[of_group])
        queue.group_id = group.id
        await session.flush()
        assert await signed_in(session, queue) == [of_group.id]
        await serve(session, queue, named)
        assert sorted(await signed_in(session, queue)) == sorted([of_group.id, named.id])
        await session.execute(update(Agent).where(Agent.id != stranger.id).values(presence="offline"))
        assert await signed_in(session, queue) == []


async def test_what_is_asked_at_last_is_what_everybody_must_know(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        queue.requirements = [
            {"after_seconds": 0, "skills": {"repairs": 4}},
            {"after_seconds": 60, "skills": {"repairs": 2}},
        ]
        able = await make_free_agent(session, queue, skills={"repairs": 2})
        await make_free_agent(session, queue, skills={"repairs": 1})
        assert await signed_in(session, queue) == [able.id]


@pytest.mark.parametrize(
    ("talks", "pace"),
    [
        pytest.param([], Pace(0, 0, 0), id="no calls at all"),
        pytest.param([Talk("q", None)] * 9, Pace(0, 0, 0), id="none that is over"),
        pytest.param([Talk("q", 100)] * 5, Pace(5, 100, 4), id="all of their time"),
        pytest.param(
            [Talk("q", 100), Talk("q", 200), Talk("x", 60), Talk("x", None)], Pace(2, 150, 2), id="half of it"
        ),
    ],
)
def test_the_pace_is_that_of_the_calls_lately(talks: list[Talk], pace: Pace) -> None:
    assert pace_of(talks, "q", 4) == pace


async def test_the_figure_a_caller_is_told_comes_of_our_own_calls(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session, wrap_up_seconds=60)
        await make_voice_line(session, queue)
        agents = [await make_free_agent(session) for _ in range(2)]
        await serve(session, queue, *agents)
        for number in range(6):
            call = await queue_call(session, caller=f"+8529123000{number}")
            answered = NOW - timedelta(minutes=5 + number)
            talked = {"answered_at": answered, "ended_at": answered + timedelta(seconds=120), "state": "ended"}
            await session.execute(update(Call).where(Call.id == call.id).values(agent_id=agents[0].id, **talked))
            # Written down within half a minute of the one that is given.
            closed = {"state": "closed", "closed_at": answered + timedelta(seconds=150)}
            await session.execute(update(Contact).where(Contact.id == call.contact_id).values(**closed))
        pace = await read_pace(session, queue, 2, now=NOW)
        assert pace == Pace(6, 150, 2)
        assert expected_seconds(2, pace) == 150
        assert await read_pace(session, queue, 2, now=NOW + timedelta(hours=1)) == Pace(0, 0, 0), "that was long ago"
