"""Where a caller stands in the line, and how long it will take."""

from datetime import timedelta

import pytest

from contactcenter.actions.end_call import end_call
from contactcenter.actions.wait_in_queue import choose_waiting
from contactcenter.calls.waiting import FEWEST_ANSWERED, answered_lately, expected_seconds, position_of
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Database
from tests.support.builders.calls import make_voice_line, queue_call
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_queue


async def test_callers_stand_behind_those_who_came_before_and_not_behind_texts(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        await make_contact(session, queue_id=queue.id, waiting_minutes=30)
        calls = [
            await queue_call(session, caller=f"+8529123000{number}", now=NOW + timedelta(seconds=number))
            for number in range(3)
        ]
        contacts = [await lock_contact(session, call.contact_id) for call in calls]
        assert [await position_of(session, contact) for contact in contacts] == [1, 2, 3]
        await choose_waiting(session, calls[2].id, digits="9", now=NOW)
        assert [await position_of(session, contact) for contact in contacts] == [2, 3, 1]
        await end_call(session, calls[0].id, now=NOW)
        assert [await position_of(session, contact) for contact in contacts[1:]] == [2, 1]


async def test_a_pace_is_that_of_the_last_half_hour_of_this_queue(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        calls = [await queue_call(session, caller=f"+8529123000{number}") for number in range(3)]
        for call, minutes in zip(calls, (5, 29, 31), strict=True):
            call.answered_at = NOW - timedelta(minutes=minutes)
        await session.flush()
        contact = await lock_contact(session, calls[0].contact_id)
        assert await answered_lately(session, contact, now=NOW) == 2
        other = await make_contact(session, queue_id=(await make_queue(session, "other")).id)
        assert await answered_lately(session, other, now=NOW) == 0


@pytest.mark.parametrize(
    ("position", "answered", "seconds"),
    [
        pytest.param(1, FEWEST_ANSWERED - 1, None, id="too few answered to speak of a pace"),
        pytest.param(1, 30, 60, id="one a minute"),
        pytest.param(4, 30, 240, id="each before costs as much"),
        pytest.param(1, 6, 300, id="a slow desk"),
    ],
)
def test_the_expected_wait_follows_the_pace(position: int, answered: int, seconds: float | None) -> None:
    assert expected_seconds(position, answered) == seconds
