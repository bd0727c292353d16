"""Opening hours as administrators write them down, and what they come to."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from contactcenter import clock
from contactcenter.calendars.hours import WEEKDAYS
from contactcenter.db import Database
from contactcenter.journal.models import HistoryEntry
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_queue
from tests.support.console import Window

ALWAYS = {day: [["00:00", "24:00"]] for day in WEEKDAYS}
OFFICE: dict[str, Any] = {
    "code": "office",
    "names": {"zh-Hant": "辦公時間", "en": "Office hours"},
    "weekly": ALWAYS | {"holiday": []},
}


async def add(window: Window, **values: Any) -> dict[str, Any]:
    reply = await window.post("/admin/calendars", OFFICE | values)
    assert reply.status == 201, reply.json
    calendar: dict[str, Any] = reply.json
    return calendar


async def test_a_calendar_is_added_changed_and_removed(administrator: Window, db: Database) -> None:
    calendar = await add(administrator, region="HK")
    assert (calendar["region"], calendar["is_open"], calendar["opens_at"]) == ("HK", True, None)
    path = f"/admin/calendars/{calendar['id']}"
    closed = await administrator.patch(path, {"weekly": {}, "version": 1})
    assert (closed.json["is_open"], closed.json["opens_at"], closed.json["version"]) == (False, None, 2)
    assert (await administrator.patch(path, {"region": "TW", "version": 1})).code == "stale"
    assert (await administrator.post("/admin/calendars", OFFICE)).code == "code_taken"
    assert (await administrator.get(path)).json["weekly"] == {}
    assert (await administrator.delete(f"{path}?version=2")).status == 204
    assert (await administrator.get(path)).status == 404
    async with db.reading() as session:
        query = select(HistoryEntry.act).where(HistoryEntry.subject_id == calendar["id"]).order_by(HistoryEntry.id)
        assert list(await session.scalars(query)) == ["created", "changed", "removed"]


async def test_a_calendar_that_is_used_stays_and_says_by_what(administrator: Window, db: Database) -> None:
    calendar = await add(administrator)
    async with db.transaction() as session:
        queue = await make_queue(session)
        line = await make_line(session, queue_id=queue.id)
        queue.calendar_id = line.calendar_id = calendar["id"]
    [shown] = (await administrator.get("/admin/calendars")).json["items"]
    assert shown["used_by"] == ["+85230000000", "general"]
    refused = await administrator.delete(f"/admin/calendars/{calendar['id']}")
    assert (refused.status, refused.code) == (409, "in_use")


async def test_a_day_may_differ_and_be_as_usual_again(administrator: Window) -> None:
    calendar = await add(administrator)
    today = clock.local(clock.now()).date()
    path = f"/admin/calendars/{calendar['id']}/exceptions/{today}"
    closed = await administrator.put(path, {"blocks": [], "names": {"en": "Typhoon"}, "version": 1})
    assert closed.status == 200, closed.json
    assert (closed.json["is_open"], closed.json["version"]) == (False, 2)
    assert closed.json["exceptions"] == [{"day": str(today), "blocks": [], "names": {"en": "Typhoon"}}]
    assert closed.json["opens_at"] is not None
    again = await administrator.put(path, {"blocks": [["00:00", "24:00"]], "version": 2})
    assert (again.json["is_open"], len(again.json["exceptions"])) == (True, 1)
    assert (await administrator.put(path, {"blocks": [], "version": 2})).code == "stale"
    assert (await administrator.delete(path)).json["exceptions"] == []
    assert (await administrator.delete(path)).status == 404


async def test_a_preview_says_day_by_day_what_holds_and_why(administrator: Window, db: Database) -> None:
    weekly = {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WEEKDAYS[:5]} | {"holiday": [["10:00", "12:00"]]}
    calendar = await add(administrator, region="HK", weekly=weekly)
    path = f"/admin/calendars/{calendar['id']}"
    await administrator.put(f"{path}/exceptions/2027-02-10", {"blocks": [], "names": {"en": "Stocktaking"}})
    holidays = await administrator.get("/admin/holidays", region="HK", year=2027)
    assert {row["day"]: row["names"]["zh-Hant"] for row in holidays.json["items"]}["2027-02-06"] == "農曆年初一"
    reply = await administrator.get(f"{path}/days", **{"from": "2027-02-05", "days": 6})
    days = [(row["day"], row["kind"], row["blocks"]) for row in reply.json["items"]]
    # The table of holidays is filled by a job; this test has none, so only the week and the exception show.
    assert days[0] == ("2027-02-05", "weekday", [["09:00", "13:00"], ["14:00", "18:00"]])
    assert days[5] == ("2027-02-10", "exception", [])
    assert len(days) == 6


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekly": {"monday": []}}, "monday"),
        ({"weekly": {"mon": [["08:00"]]}}, "mon"),
        ({"weekly": {"mon": [["08:00", "25:00"]]}}, "mon"),
        ({"region": "XX"}, "region"),
        ({"timezone": "Atlantis/Capital"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"names": {}}, "names"),
        ({"code": ""}, "code"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(
    administrator: Window, change: dict[str, Any], field: str
) -> None:
    reply = await administrator.post("/admin/calendars", OFFICE | change)
    assert reply.status == 422, reply.json
    assert field in reply.json["error"]["details"]["fields"]


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "9999-12-31"])
async def test_a_day_that_is_none_is_refused(administrator: Window, day: str) -> None:
    calendar = await add(administrator)
    path = f"/admin/calendars/{calendar['id']}"
    assert (await administrator.put(f"{path}/exceptions/{day}", {"blocks": []})).status == 422
    assert (await administrator.get(f"{path}/days", **{"from": day})).status == 422


async def test_leads_look_at_hours_and_change_none(agent: Window, supervisor: Window, administrator: Window) -> None:
    calendar = await add(administrator)
    assert (await agent.get("/admin/calendars")).status == 403
    assert (await supervisor.get("/admin/calendars")).status == 200
    today = clock.local(clock.now()).date() + timedelta(days=1)
    path = f"/admin/calendars/{calendar['id']}"
    assert (await supervisor.put(f"{path}/exceptions/{today}", {"blocks": []})).status == 403
    assert (await supervisor.delete(path)).status == 403
