"""Staff, groups and the roster."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.queues import QUEUES
from contactcenter.demo.content.staff import (
    TIME_ZONE,
    DemoShift,
    build_staff,
    leave_in_week,
    patterns_from,
    shifts_of_week,
)
from contactcenter.shifts.planning import Pattern, wanted_shifts

MONDAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def roster() -> list[DemoShift]:
    return [shift for week in range(25) for shift in shifts_of_week(MONDAY + timedelta(weeks=week))]


def test_the_sign_ins_are_the_promised_ones() -> None:
    expected = [f"agent{number}" for number in range(1, 21)] + [f"backoffice{number}" for number in range(1, 9)]
    assert [person.username for person in build_staff()][:28] == expected
    assert {"supervisor1", "manager1", "admin"} <= {person.username for person in build_staff()}
    assert len({person.name for person in build_staff()}) == len(build_staff())


def test_twenty_five_people_take_contacts() -> None:
    assert sum("agent" in person.roles for person in build_staff()) == 25


def test_at_any_hour_at_least_two_agents_are_on(roster: list[DemoShift]) -> None:
    moment = roster[0].starts_at + timedelta(days=1)
    while moment < roster[-1].starts_at - timedelta(days=1):
        assert sum(shift.starts_at <= moment < shift.ends_at for shift in roster) >= 2
        moment += timedelta(hours=2)


def test_nobody_works_more_than_five_days_or_without_eleven_hours_of_rest(roster: list[DemoShift]) -> None:
    for person in build_staff()[:20]:
        own = [shift for shift in roster if shift.username == person.username]
        assert len(own) == 5 * 25
        assert all(later.starts_at - earlier.ends_at >= timedelta(hours=11) for earlier, later in pairwise(own))


def test_shifts_begin_at_seven_three_and_eleven_in_hong_kong() -> None:
    assert {shift.starts_at.hour for shift in shifts_of_week(MONDAY)} == {23, 7, 15}
    with pytest.raises(ValueError, match="Monday"):
        shifts_of_week(MONDAY + timedelta(days=1))


def test_every_group_has_two_members_or_more_and_every_member_a_group() -> None:
    back_office = {person.username for person in build_staff() if person.roles == ("back_office",)}
    assert all(len(group.members) >= 2 for group in GROUPS)
    assert {username for group in GROUPS for username in group.members} == back_office


def test_every_queue_can_be_served_by_several_agents() -> None:
    agents = build_staff()[:20]
    for queue in QUEUES:
        assert sum(queue.skills <= set(agent.skills) for agent in agents) >= 5


def test_the_patterns_are_the_same_roster(roster: list[DemoShift]) -> None:
    patterns = [
        Pattern(
            str(number),
            each.username,
            each.weekdays,
            each.starts,
            each.ends,
            each.desk,
            each.every_weeks,
            each.valid_from,
            None,
        )
        for number, each in enumerate(patterns_from(MONDAY))
    ]
    days = [MONDAY + timedelta(days=days) for days in range(25 * 7)]
    planned = wanted_shifts(patterns, [], days, TIME_ZONE)
    found = {(shift.agent_id, shift.desk, shift.starts_at, shift.ends_at) for shift in planned}
    assert len(found) == len(planned)
    assert found == {(shift.username, shift.desk, shift.starts_at, shift.ends_at) for shift in roster}


def test_who_has_leave_works_then_and_who_stands_in_does_not() -> None:
    for week in range(20):
        monday = MONDAY + timedelta(weeks=week)
        leave = leave_in_week(monday)
        working = {(shift.username, shift.starts_at.astimezone(TIME_ZONE).date()) for shift in shifts_of_week(monday)}
        for day in (leave.first_day, leave.first_day + timedelta(days=1)):
            assert (leave.username, day) in working
            assert (leave.substitute, day) not in working
