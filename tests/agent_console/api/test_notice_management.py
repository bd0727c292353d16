"""Notices as those in charge keep them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.notices.models import Notice
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


def moment(hours: float) -> str:
    return (clock.now() + timedelta(hours=hours)).astimezone(UTC).isoformat()


async def write(supervisor: Window, desk: Desk, **values: Any) -> dict[str, Any]:
    body = {
        "kind": "water",
        "place_id": desk.place.id,
        "titles": {"en": "Water off", "zh-Hant": "停水"},
        "texts": {"en": "Store some."},
        "starts_at": moment(2),
        "ends_at": moment(6),
        **values,
    }
    made = await supervisor.post("/admin/notices", body)
    assert made.status == 201, made.json
    return dict(made.json)


async def test_a_draft_is_seen_once_it_is_published_and_gone_once_withdrawn(
    supervisor: Window, agent: Window, desk: Desk
) -> None:
    notice = await write(supervisor, desk)
    assert (notice["state"], notice["place_code"]) == ("draft", "3-12-B")
    assert (await agent.get("/notices")).json["items"] == []
    address = f"/admin/notices/{notice['id']}"
    out = await supervisor.patch(address, {"published_at": moment(0), "version": 1})
    assert out.json["state"] == "planned"
    assert [row["id"] for row in (await agent.get("/notices")).json["items"]] == [notice["id"]]
    assert (await supervisor.delete(address)).code == "published"
    gone = await supervisor.post(f"{address}/withdraw", {"reason": "called off", "version": 2})
    assert gone.json["state"] == "draft"
    assert (await agent.get("/notices")).json["items"] == []
    acts = [line["act"] for line in (await supervisor.get(f"{address}/history")).json["items"]]
    assert acts == ["withdrawn", "changed", "created"]
    assert (await supervisor.delete(address)).status == 204


async def test_a_time_to_come_publishes_it_and_the_end_takes_it_away(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    notice = await write(supervisor, desk, published_at=moment(1))
    assert notice["state"] == "waiting"
    assert (await agent.get("/notices")).json["items"] == []
    for hours, state in ((-3, "current"), (-7, "over")):
        async with db.transaction() as session:
            row = await session.get_one(Notice, notice["id"])
            row.published_at = datetime.fromisoformat(moment(-9))
            row.starts_at = datetime.fromisoformat(moment(hours))
            row.ends_at = row.starts_at + timedelta(hours=4)
        [shown] = (await supervisor.get("/admin/notices", state=state)).json["items"]
        assert shown["state"] == state
    assert (await agent.get("/notices", active="true")).json["items"] == []


async def test_the_calendar_asks_for_what_happens_in_a_span(supervisor: Window, desk: Desk) -> None:
    await write(supervisor, desk, titles={"en": "soon"})
    await write(supervisor, desk, titles={"en": "later"}, starts_at=moment(24 * 20), ends_at=moment(24 * 21))
    await write(supervisor, desk, titles={"en": "standing"}, starts_at=moment(-99), ends_at=None)
    await write(supervisor, desk, titles={"en": "over"}, starts_at=moment(-9), ends_at=moment(-8))
    span = {"from": moment(0), "until": moment(24 * 14)}
    found = (await supervisor.get("/admin/notices", **span)).json["items"]
    assert [row["titles"]["en"] for row in found] == ["standing", "soon"]
    assert [row["titles"]["en"] for row in (await supervisor.get("/admin/notices", q="LATER")).json["items"]] == [
        "later"
    ]


async def test_a_notice_ends_after_it_begins_at_a_place_there_is(supervisor: Window, agent: Window, desk: Desk) -> None:
    notice = await write(supervisor, desk)
    address = f"/admin/notices/{notice['id']}"
    refused = await supervisor.patch(address, {"ends_at": moment(1), "place_id": "nowhere", "titles": {"en": ""}})
    assert (refused.status, set(refused.json["error"]["details"]["fields"])) == (422, {"ends_at", "place_id", "titles"})
    assert (await supervisor.patch(address, {"kind": "party"})).status == 422
    stale = await supervisor.patch(address, {"kind": "gas", "version": 9})
    assert (stale.status, stale.code) == (409, "stale")
    assert (await agent.get("/admin/notices")).status == 403
    assert (await agent.patch(address, {"kind": "gas"})).status == 403
