"""The roster over HTTP: patterns, absences, shifts changed by hand, coverage."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.db import Database
from tests.support.builders.routing import make_queue, serve
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

HOUR = timedelta(hours=1)


def pattern(desk: Desk, **values: Any) -> dict[str, Any]:
    first = clock.local(clock.now()).date()
    hours = {"starts": "23:00", "ends": "07:00", "weekdays": list(range(7))}
    return {"agent_id": desk.agent.id, "desk": "hotline", "valid_from": str(first), **hours, **values}


def later(hours: float) -> datetime:
    return clock.now().replace(microsecond=0) + hours * HOUR


async def test_a_pattern_plans_shifts_and_an_absence_gives_them_away(supervisor: Window, desk: Desk) -> None:
    made = await supervisor.post("/admin/roster-patterns", pattern(desk))
    assert made.status == 201, made.json
    planned = (await supervisor.get("/shifts", agent=desk.agent.id, limit=100)).json["items"]
    assert len(planned) in (15, 16)
    assert {shift["pattern_id"] for shift in planned} == {made.json["id"]}
    path = f"/admin/roster-patterns/{made.json['id']}"
    assert (await supervisor.get("/admin/roster-patterns", agent=desk.agent.id)).json["items"] == [made.json]
    today = made.json["valid_from"]
    assert len((await supervisor.get("/admin/roster-patterns", on=today)).json["items"]) == 1
    assert (await supervisor.get("/admin/roster-patterns", on="2020-01-01")).json["items"] == []
    away = {"agent_id": desk.agent.id, "starts_at": later(48).isoformat(), "ends_at": later(96).isoformat()}
    absence = await supervisor.post("/admin/absences", away | {"substitute_id": desk.colleague.id, "reason": "leave"})
    assert absence.status == 201, absence.json
    taken = (await supervisor.get("/shifts", agent=desk.colleague.id)).json["items"]
    # Two nights, and where it begins within one, the rest of that and the beginning of a third.
    assert len(taken) == sum(
        datetime.fromisoformat(shift["starts_at"]) < later(96) and datetime.fromisoformat(shift["ends_at"]) > later(48)
        for shift in planned
    )
    assert len(taken) in (2, 3)
    assert {shift["instead_of_id"] for shift in taken} == {desk.agent.id}
    assert (await supervisor.get("/admin/absences", agent=desk.agent.id)).json["items"] == [absence.json]
    assert (await supervisor.patch(path, {"ends": "06:00", "version": 9})).code == "stale"
    assert (await supervisor.patch(path, {"ends": "06:00", "valid_until": None, "version": 1})).json["version"] == 2
    gone = await supervisor.delete(f"/admin/absences/{absence.json['id']}?version=1")
    assert gone.status == 204
    assert (await supervisor.get("/shifts", agent=desk.colleague.id)).json["items"] == []
    assert (await supervisor.delete(f"{path}?version=2")).status == 204
    assert (await supervisor.get("/shifts", agent=desk.agent.id)).json["items"] == []


async def test_shifts_are_planned_changed_swapped_and_cancelled_by_hand(supervisor: Window, desk: Desk) -> None:
    ids = []
    for person, hours in ((desk.agent, 24), (desk.colleague, 32)):
        times = {"starts_at": later(hours).isoformat(), "ends_at": later(hours + 8).isoformat()}
        made = await supervisor.post("/shifts", {"agent_id": person.id, "desk": "counter", **times})
        assert made.status == 201, made.json
        ids.append(made.json["id"])
        again = await supervisor.post("/shifts", {"agent_id": person.id, **times})
        assert (again.status, again.code) == (409, "overlaps")
    swapped = await supervisor.post("/shifts/swap", {"first_id": ids[0], "second_id": ids[1], "reason": "wedding"})
    assert [shift["agent_id"] for shift in swapped.json["items"]] == [desk.colleague.id, desk.agent.id]
    moved = await supervisor.patch(f"/shifts/{ids[0]}", {"desk": "hotline", "reason": "busy", "version": 2})
    assert (moved.status, moved.json["desk"], moved.json["is_edited"]) == (200, "hotline", True)
    assert (await supervisor.patch(f"/shifts/{ids[0]}", {"desk": "x"})).status == 422, "a reason is asked for"
    cancelled = await supervisor.post(f"/shifts/{ids[0]}/cancel", {"reason": "closed", "version": 3})
    assert (cancelled.status, cancelled.json["state"]) == (200, "closed")
    assert (await supervisor.post(f"/shifts/{ids[0]}/cancel", {"reason": "closed"})).code == "wrong_state"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agent_id": "nobody"}, "agent_id"),
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [9]}, "weekdays.0"),
        ({"starts": "25:00"}, "starts"),
        ({"every_weeks": 0}, "every_weeks"),
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_from": "someday"}, "valid_from"),
    ],
)
async def test_what_is_no_pattern_is_refused_with_its_field(
    supervisor: Window, desk: Desk, change: dict[str, Any], field: str
) -> None:
    reply = await supervisor.post("/admin/roster-patterns", pattern(desk, **change))
    assert reply.status == 422
    assert field in reply.json["error"]["details"]["fields"]


async def test_what_is_no_absence_is_refused_with_its_field(supervisor: Window, desk: Desk) -> None:
    times = {"starts_at": later(2).isoformat(), "ends_at": later(1).isoformat()}
    reply = await supervisor.post(
        "/admin/absences", {"agent_id": desk.agent.id, "substitute_id": desk.agent.id, **times}
    )
    assert reply.status == 422
    assert {"ends_at", "substitute_id"} == set(reply.json["error"]["details"]["fields"])


async def test_coverage_says_who_is_there_who_is_missing_and_who_is_away(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await serve(session, queue, desk.agent, desk.colleague)
    empty = (await agent.get("/coverage")).json
    assert (empty["is_rostered"], empty["warnings"], empty["queues"][0]["gaps"]) == (False, [], [])
    for person, hours in ((desk.agent, -1), (desk.colleague, 7)):
        times = {"starts_at": later(hours).isoformat(), "ends_at": later(hours + 8).isoformat()}
        await supervisor.post("/shifts", {"agent_id": person.id, **times})
    away = {"agent_id": desk.outsider.id, "starts_at": later(-1).isoformat(), "ends_at": later(5).isoformat()}
    await supervisor.post("/admin/absences", away)
    found = (await supervisor.get("/coverage", hours=12)).json
    assert found["is_rostered"]
    [shown] = found["queues"]
    assert (shown["code"], shown["rostered_now"], shown["on_duty_now"], shown["gaps"]) == ("general", 1, 0, [])
    assert [row["agent_id"] for row in found["missing"]] == [desk.agent.id]
    assert [(row["agent_id"], row["is_here"]) for row in found["absent"]] == [(desk.outsider.id, False)]
    [gap] = (await supervisor.get("/coverage", hours=20)).json["queues"][0]["gaps"]
    assert datetime.fromisoformat(gap["starts_at"]) >= later(14.9)
    assert (await supervisor.get("/coverage", hours=0)).status == 422


async def test_my_shift_says_that_i_should_be_away(agent: Window, supervisor: Window, desk: Desk) -> None:
    await agent.put("/agents/me/presence", {"presence": "available"})
    assert (await agent.get("/shifts/current")).json["absent_until"] is None
    away = {"agent_id": desk.agent.id, "starts_at": later(-1).isoformat(), "ends_at": later(5).isoformat()}
    await supervisor.post("/admin/absences", away)
    mine = (await agent.get("/shifts/current")).json
    assert mine["is_extra"]
    assert datetime.fromisoformat(mine["absent_until"]) == datetime.fromisoformat(away["ends_at"])


async def test_only_planners_plan(agent: Window, administrator: Window, desk: Desk) -> None:
    assert (await agent.post("/admin/roster-patterns", pattern(desk))).status == 403
    assert (await agent.get("/admin/roster-patterns")).status == 403
    times = {"starts_at": later(1).isoformat(), "ends_at": later(9).isoformat()}
    assert (await agent.post("/shifts", {"agent_id": desk.agent.id, **times})).status == 403
    assert (await agent.post("/shifts/swap", {"first_id": "a", "second_id": "b", "reason": "x"})).status == 403
    assert (await administrator.post("/admin/roster-patterns", pattern(desk))).status == 201
