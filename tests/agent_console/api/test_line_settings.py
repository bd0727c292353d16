"""What administrators set about lines."""

from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.basics.menus import FIRST_MENU, MAIN_MENU, NEUTRAL_MENUS
from contactcenter.basics.seed import add_menus
from contactcenter.db import Database
from contactcenter.journal.models import HistoryEntry
from contactcenter.lines.models import Line
from contactcenter.routing.models import Queue
from tests.support.builders.routing import make_queue
from tests.support.console import Window

NAMES = {"en": "Night line"}


@pytest.fixture
async def queue(db: Database) -> Queue:
    async with db.transaction() as session:
        return await make_queue(session)


async def add(window: Window, **values: Any) -> dict[str, Any]:
    body = {"channel": "voice", "address": "+852 3000 0009", "names": NAMES} | values
    reply = await window.post("/admin/lines", body)
    assert reply.status == 201, reply.json
    line: dict[str, Any] = reply.json
    return line


async def test_a_line_is_added_and_changed(administrator: Window, queue: Queue, db: Database) -> None:
    line = await add(administrator, queue_id=queue.id, **{"class": "priority"}, head_start_seconds=60)
    assert (line["address"], line["class"], line["when_closed"], line["version"]) == (
        "+85230000009",
        "priority",
        "voicemail",
        1,
    )
    path = f"/admin/lines/{line['id']}"
    changed = await administrator.patch(path, {"when_closed": "callback", "queue_id": None, "version": 1})
    assert changed.status == 200
    assert (changed.json["when_closed"], changed.json["queue_id"], changed.json["class"]) == (
        "callback",
        None,
        "priority",
    )
    assert (await administrator.patch(path, {"acknowledges": False, "version": 1})).code == "stale"
    assert [row["id"] for row in (await administrator.get("/admin/lines")).json["items"]] == [line["id"]]
    assert (await administrator.delete(f"{path}?version=2")).status == 204
    async with db.reading() as session:
        assert not list(await session.scalars(select(Line)))
        acts = await session.execute(
            select(HistoryEntry.act, HistoryEntry.author_id).where(HistoryEntry.subject_id == line["id"])
        )
        found = list(acts)
    assert [act for act, _ in found] == ["created", "changed", "removed"]
    assert all(author for _, author in found)


async def test_an_address_is_a_line_once_however_it_is_written(administrator: Window) -> None:
    await add(administrator)
    body = {"channel": "voice", "address": "00852 30000009", "names": NAMES}
    again = await administrator.post("/admin/lines", body)
    assert (again.status, again.code) == (409, "address_taken")
    await add(administrator, channel="sms")
    mailbox = await add(administrator, channel="email", address="Night@Estate.example")
    assert mailbox["address"] == "night@estate.example"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"queue_id": "nothing"}, "queue_id"),
        ({"calendar_id": "nothing"}, "calendar_id"),
        ({"menu_code": "nothing"}, "menu_code"),
        ({"when_closed": "sleep"}, "when_closed"),
        ({"class": "royal"}, "class"),
        ({"names": {"en": " "}}, "names"),
        ({"head_start_seconds": -1}, "head_start_seconds"),
        ({"address": "+85230000001"}, "address"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(
    administrator: Window, change: dict[str, Any], field: str
) -> None:
    line = await add(administrator)
    reply = await administrator.patch(f"/admin/lines/{line['id']}", change)
    assert reply.status == 422, reply.json
    assert field in reply.json["error"]["details"]["fields"]


@pytest.mark.parametrize(
    ("channel", "address"), [("voice", "service@estate.example"), ("email", "+85230000000"), ("sms", "12")]
)
async def test_what_is_no_address_of_the_channel_is_refused(administrator: Window, channel: str, address: str) -> None:
    reply = await administrator.post("/admin/lines", {"channel": channel, "address": address, "names": NAMES})
    assert reply.status == 422
    assert "address" in reply.json["error"]["details"]["fields"]


async def test_leads_look_at_lines_and_change_none(agent: Window, supervisor: Window) -> None:
    assert (await agent.get("/admin/lines")).status == 403
    assert (await supervisor.get("/admin/lines")).status == 200
    body = {"channel": "sms", "address": "+85230000009", "names": NAMES}
    assert (await supervisor.post("/admin/lines", body)).status == 403


async def test_a_line_begins_with_one_of_the_menus_there_are(administrator: Window, db: Database) -> None:
    async with db.transaction() as session:
        await add_menus(session, NEUTRAL_MENUS)
    menus = (await administrator.get("/admin/menus")).json["items"]
    assert [menu["code"] for menu in menus] == [FIRST_MENU, MAIN_MENU]
    assert menus[0]["prompts"]["en"].startswith("Thank you for calling")
    line = await add(administrator, menu_code=FIRST_MENU)
    assert line["menu_code"] == FIRST_MENU


async def test_who_takes_contacts_sees_no_menus(agent: Window) -> None:
    assert (await agent.get("/admin/menus")).status == 403
