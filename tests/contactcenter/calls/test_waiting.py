"""Where a caller stands in the line, and how long it will take."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.end_call import end_call
from contactcenter.actions.wait_in_queue import choose_waiting, wait_in_queue
from contactcenter.calls.models import WaitEstimate
from contactcenter.calls.waiting import FEWEST_ANSWERED, Pace, expected_seconds, position_of
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


@pytest.mark.parametrize(
    ("position", "pace", "seconds"),
    [
        pytest.param(1, Pace(FEWEST_ANSWERED - 1, 180, 3), None, id="too few answered to speak of a pace"),
        pytest.param(1, Pace(30, 180, 0), None, id="nobody is there"),
        pytest.param(1, Pace(30, 180, 3), 60, id="one of three ends a call each minute"),
        pytest.param(4, Pace(30, 180, 3), 240, id="each before costs as much"),
        pytest.param(1, Pace(6, 300, 0.5), 600, id="who serves others too counts in part"),
    ],
)
def test_the_expected_wait_follows_the_pace(position: int, pace: Pace, seconds: float | None) -> None:
    assert expected_seconds(position, pace) == seconds


async def test_what_a_caller_was_told_is_kept_to_be_held_against_what_it_took(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        first = await queue_call(session, caller="+85291230001")
        second = await queue_call(session, caller="+85291230002", now=NOW + timedelta(seconds=1))
        await wait_in_queue(session, second.id, now=NOW + timedelta(seconds=2))
        await wait_in_queue(session, second.id, now=NOW + timedelta(seconds=30))
        await end_call(session, first.id, now=NOW + timedelta(seconds=40))
        await wait_in_queue(session, second.id, now=NOW + timedelta(seconds=60))
        told = (await session.scalars(select(WaitEstimate).order_by(WaitEstimate.id))).all()
    assert [(each.contact_id, each.position, each.expected_seconds) for each in told] == [
        (second.contact_id, 2, None),
        (second.contact_id, 1, None),
    ]
