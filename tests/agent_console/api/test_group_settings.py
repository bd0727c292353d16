"""What administrators set about groups: who belongs to them, what comes to them, and that nothing is left behind."""

from typing import Any

import pytest

from agent_console.queries.groups import COLUMNS
from contactcenter.basics.seed import seed_basics
from contactcenter.db import Base, Database
from contactcenter.groups.models import GroupMember
from contactcenter.journal.history import of_subject
from contactcenter.work_orders.service import group_for
from knowledge_base.bulletins.models import Bulletin
from tests.support.builders.routing import make_queue
from tests.support.builders.sla import make_policy
from tests.support.builders.work_orders import NOW, Desk, make_order
from tests.support.console import Reply, Window

NIGHT: dict[str, Any] = {"code": "night-engineers", "names": {"zh-Hant": "夜更工程", "en": "Night engineers"}}
ANYTHING_ELSE = {"type_code": None, "building": None}
PLUMBING = {"type_code": "repair_plumbing", "building": None}
PLUMBING_IN_3 = {"type_code": "repair_plumbing", "building": "3"}


async def acts(db: Database, kind: str, subject_id: str) -> list[tuple[str, dict[str, Any]]]:
    """What the history has of a row; everything in it has an author."""
    async with db.reading() as session:
        lines = await of_subject(session, kind, subject_id)
    assert all(line.author_id for line in lines)
    return [(line.act, line.details) for line in lines]


async def one(window: Window, group_id: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = (await window.get("/admin/groups")).json["items"]
    return next(row for row in rows if row["id"] == group_id)


async def add(administrator: Window) -> dict[str, Any]:
    reply = await administrator.post("/admin/groups", NIGHT)
    assert reply.status == 201, reply.json
    made: dict[str, Any] = reply.json
    return made


async def give(administrator: Window, group_id: str, *work: dict[str, Any], version: int | None = None) -> Reply:
    body = {"work": list(work)} | ({} if version is None else {"version": version})
    return await administrator.put(f"/admin/groups/{group_id}/work", body)


async def goes_to(db: Database, desk: Desk, type_code: str, *, at_home: bool = True) -> str:
    async with db.reading() as session:
        return await group_for(session, type_code=type_code, place=desk.place if at_home else None)


async def test_a_group_is_added_renamed_and_removed_with_its_author(
    administrator: Window, desk: Desk, db: Database
) -> None:
    group = await add(administrator)
    assert (group["code"], group["members"], group["work"], group["uses"], group["version"]) == (
        "night-engineers",
        [],
        [],
        [],
        1,
    )
    path = f"/admin/groups/{group['id']}"
    names = {"zh-Hant": "夜更", "zh-Hans": "夜班", "en": "Night"}
    renamed = await administrator.patch(path, {"names": names, "version": 1})
    assert (renamed.status, renamed.json["names"], renamed.json["version"]) == (200, names, 2)
    stale = await administrator.patch(path, {"names": {"en": "Late"}, "version": 1})
    assert (stale.status, stale.code, stale.json["error"]["details"]) == (409, "stale", {"version": 2})
    assert (await administrator.delete(f"{path}?version=1")).code == "stale"
    assert (await administrator.delete(f"{path}?version=2")).status == 204
    assert (await administrator.delete(path)).status == 404
    written = await acts(db, "group", group["id"])
    assert [act for act, _ in written] == ["created", "changed", "removed"]
    assert written[-1][1]["names"] == names


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "Night engineers"}, "code"),
        ({"code": ""}, "code"),
        ({"names": {}}, "names"),
        ({"names": {"en": "  "}}, "names"),
        ({"names": {"pt": "Noite"}}, "names.pt"),
        ({"names": {"en": "x" * 121}}, "names.en"),
    ],
)
async def test_a_group_needs_a_code_and_a_name(administrator: Window, change: dict[str, Any], field: str) -> None:
    reply = await administrator.post("/admin/groups", NIGHT | change)
    assert (reply.status, list(reply.json["error"]["details"]["fields"])) == (422, [field])


async def test_a_code_is_there_once(administrator: Window) -> None:
    await add(administrator)
    again = await administrator.post("/admin/groups", NIGHT)
    assert (again.status, again.code) == (409, "code_taken")


async def test_leads_look_and_administrators_change(
    administrator: Window, supervisor: Window, agent: Window, desk: Desk
) -> None:
    path = f"/admin/groups/{desk.engineering.id}"
    assert (await supervisor.get("/admin/groups")).status == 200
    assert (await agent.get("/admin/groups")).status == 403
    assert (await supervisor.post("/admin/groups", NIGHT)).status == 403
    assert (await supervisor.put(f"{path}/members", {"agent_ids": []})).status == 403
    assert (await supervisor.put(f"{path}/work", {"work": []})).status == 403
    assert (await supervisor.delete(path)).status == 403


async def test_people_join_and_leave_and_both_histories_say_so(
    administrator: Window, agent: Window, desk: Desk, db: Database
) -> None:
    group = await add(administrator)
    path = f"/admin/groups/{group['id']}/members"
    first = await administrator.put(path, {"agent_ids": [desk.agent.id, desk.plumber.id], "version": 1})
    assert (first.status, first.json["version"]) == (200, 2)
    assert {row["agent_id"] for row in first.json["members"]} == {desk.agent.id, desk.plumber.id}
    assert (await administrator.put(path, {"agent_ids": [], "version": 1})).code == "stale"
    mine = [row["code"] for row in (await agent.get("/groups")).json["items"] if row["is_mine"]]
    assert "night-engineers" in mine
    second = await administrator.put(path, {"agent_ids": [desk.plumber.id, desk.plumber.id]})
    assert [row["agent_id"] for row in second.json["members"]] == [desk.plumber.id]
    assert (await administrator.put(path, {"agent_ids": [desk.plumber.id]})).json["version"] == 3, "nothing changed"
    unknown = await administrator.put(path, {"agent_ids": ["nobody"]})
    assert (unknown.status, list(unknown.json["error"]["details"]["fields"])) == (422, ["agent_ids"])
    people = [details for act, details in await acts(db, "group", group["id"]) if act == "members"]
    assert people == [
        {"joined": sorted([desk.agent.id, desk.plumber.id]), "left": []},
        {"joined": [], "left": [desk.agent.id]},
    ]
    own = [details for act, details in await acts(db, "agent", desk.agent.id) if act == "groups"]
    assert own == [{"joined": ["night-engineers"], "left": []}, {"joined": [], "left": ["night-engineers"]}]


async def test_who_is_put_into_groups_at_their_account_changes_what_the_group_was_seen_as(
    administrator: Window, desk: Desk, db: Database
) -> None:
    group = await add(administrator)
    reply = await administrator.put(f"/agents/{desk.agent.id}/groups", {"group_ids": [group["id"]]})
    assert reply.status == 200
    stale = await administrator.put(f"/admin/groups/{group['id']}/members", {"agent_ids": [], "version": 1})
    assert (stale.code, stale.json["error"]["details"]) == ("stale", {"version": 2})
    assert (await acts(db, "group", group["id"]))[-1] == ("members", {"joined": [desk.agent.id], "left": []})


async def test_work_goes_where_it_is_said_to_go(administrator: Window, desk: Desk, db: Database) -> None:
    group = await add(administrator)
    assert await goes_to(db, desk, "repair_plumbing") == desk.engineering.id
    reply = await give(administrator, group["id"], PLUMBING_IN_3, version=1)
    assert (reply.status, reply.json["work"], reply.json["version"]) == (200, [PLUMBING_IN_3], 2)
    assert reply.json["uses"] == [{"kind": "work_rules", "count": 1}]
    assert await goes_to(db, desk, "repair_plumbing") == group["id"]
    assert await goes_to(db, desk, "repair_plumbing", at_home=False) != group["id"]
    assert (await give(administrator, group["id"], version=1)).code == "stale"
    assert (await give(administrator, group["id"], PLUMBING_IN_3)).json["version"] == 2, "nothing changed"

    assert (await give(administrator, group["id"])).json["work"] == []
    assert await goes_to(db, desk, "repair_plumbing") != group["id"]
    added, removed = [details for act, details in await acts(db, "group", group["id"]) if act == "work"]
    assert added["added"][0].items() >= PLUMBING_IN_3.items()
    assert removed["removed"] == [PLUMBING_IN_3]


async def test_a_new_installation_gets_a_group_of_its_own_and_its_work(administrator: Window, db: Database) -> None:
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
    [service] = (await administrator.get("/admin/groups")).json["items"]
    assert (service["code"], service["work"]) == ("service", [ANYTHING_ELSE])
    group = await add(administrator)
    assert (await give(administrator, group["id"], PLUMBING)).status == 200
    async with db.reading() as session:
        assert await group_for(session, type_code="repair_plumbing", place=None) == group["id"]
        assert await group_for(session, type_code="complaint", place=None) == service["id"]


async def test_work_of_another_group_leaves_that_one(administrator: Window, desk: Desk, db: Database) -> None:
    await give(administrator, desk.engineering.id, PLUMBING)
    held = await one(administrator, desk.engineering.id)
    group = await add(administrator)
    assert (await give(administrator, group["id"], PLUMBING)).status == 200
    other = await one(administrator, desk.engineering.id)
    assert PLUMBING in held["work"]
    assert PLUMBING not in other["work"]
    assert other["version"] == held["version"] + 1
    act, details = (await acts(db, "group", desk.engineering.id))[-1]
    assert (act, details["removed"]) == ("work", [PLUMBING | {"to_group_id": group["id"]}])
    assert await goes_to(db, desk, "repair_plumbing", at_home=False) == group["id"]


async def test_what_nothing_else_is_said_for_always_goes_somewhere(
    administrator: Window, desk: Desk, db: Database
) -> None:
    group = await add(administrator)
    taken = await give(administrator, group["id"], ANYTHING_ELSE)
    assert taken.json["work"] == [ANYTHING_ELSE]
    refused = await give(administrator, group["id"])
    assert (refused.status, list(refused.json["error"]["details"]["fields"])) == (422, ["work"])
    assert (await give(administrator, desk.after_sales.id, ANYTHING_ELSE)).status == 200
    assert (await one(administrator, group["id"]))["work"] == []


@pytest.mark.parametrize(
    ("work", "field"),
    [
        ({"type_code": "magic"}, "work.0.type_code"),
        ({"type_code": "repair_plumbing", "building": "nowhere"}, "work.0.building"),
        ({"type_code": ""}, "work.0.type_code"),
        ({"kind": "repair_plumbing"}, "work.0.kind"),
    ],
)
async def test_work_that_there_is_not_is_refused_with_its_field(
    administrator: Window, desk: Desk, work: dict[str, Any], field: str
) -> None:
    reply = await give(administrator, desk.engineering.id, work)
    assert (reply.status, list(reply.json["error"]["details"]["fields"])) == (422, [field])
    assert (await give(administrator, "nothing", PLUMBING)).status == 404


async def test_a_group_something_hangs_on_stays_and_says_what(administrator: Window, desk: Desk, db: Database) -> None:
    group = await add(administrator)
    path = f"/admin/groups/{group['id']}"
    await give(administrator, group["id"], PLUMBING_IN_3)
    async with db.transaction() as session:
        (await make_queue(session)).group_id = group["id"]
        await make_order(session, desk)
        told = f"group:{group['id']}"
        step = {"clock": "first_answer", "at_percent": 80, "action": "tell", "target": told}
        await make_policy(session, steps=[step])
    listed = {use["kind"]: use["count"] for use in (await one(administrator, group["id"]))["uses"]}
    assert listed == {"work_rules": 1, "queues": 1, "sla_policies": 1, "work_orders": 1}
    refused = await administrator.delete(path)
    assert (refused.status, refused.code) == (409, "in_use")
    assert refused.json["error"]["details"] == {"uses": listed}


async def test_the_people_of_a_removed_group_leave_it(administrator: Window, desk: Desk, db: Database) -> None:
    group = await add(administrator)
    path = f"/admin/groups/{group['id']}"
    await administrator.put(f"{path}/members", {"agent_ids": [desk.agent.id]})
    assert (await administrator.delete(path)).status == 204
    own = [details for act, details in await acts(db, "agent", desk.agent.id) if act == "groups"]
    assert own[-1] == {"joined": [], "left": ["night-engineers"]}


def test_whatever_can_name_a_group_is_counted() -> None:
    counted = {column.property.columns[0] for column in COLUMNS.values()}
    naming = {
        key.parent
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "groups.id" and table is not GroupMember.__table__
    }
    assert counted == naming
    assert "group_ids" in Bulletin.__table__.c, "kept as a list; counted apart, as the steps of promises are"
