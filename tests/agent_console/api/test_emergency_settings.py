"""What administrators set about emergencies: checked, kept with its author, and tried before it counts."""

from typing import Any

import pytest

from contactcenter.basics.seed import add_emergency_words, add_safety_scripts
from contactcenter.db import Database
from contactcenter.journal.history import of_subject
from tests.support.builders.escalations import give_phone
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

WORD = {"kind": "gas", "language": "zh-Hant", "phrase": "好似瓦斯爐漏"}


async def test_a_word_is_added_changed_and_removed(administrator: Window, agent: Window, db: Database) -> None:
    made = await administrator.post("/admin/emergency-words", WORD)
    assert made.status == 201, made.json
    word = made.json
    assert (word["hits"], word["false_hits"], word["is_active"], word["version"]) == (0, 0, True, 1)
    twin = await administrator.post("/admin/emergency-words", {**WORD, "phrase": "好似瓦斯炉漏"})
    assert (twin.status, twin.code) == (409, "phrase_taken"), "either script is the same word"
    path = f"/admin/emergency-words/{word['id']}"
    changed = await administrator.patch(path, {"is_active": False, "version": 1})
    assert (changed.json["is_active"], changed.json["version"]) == (False, 2)
    assert (await administrator.patch(path, {"kind": "fire", "version": 1})).code == "stale"
    assert [row["id"] for row in (await administrator.get("/admin/emergency-words?q=瓦斯炉")).json["items"]] == [
        word["id"]
    ]
    assert (await agent.get("/admin/emergency-words")).status == 403
    assert (await administrator.delete(f"{path}?version=2")).status == 204
    async with db.reading() as session:
        acts = [line.act for line in await of_subject(session, "emergency_word", word["id"])]
    assert acts == ["created", "changed", "removed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"phrase": "火"}, "phrase", id="one character is in everything"),
        pytest.param({"phrase": "困…"}, "phrase", id="room at the end"),
        pytest.param({"phrase": "我" * 81}, "phrase", id="too long"),
        pytest.param({"phrase": "ga"}, "phrase", id="two letters"),
    ],
)
async def test_a_word_must_be_worth_looking_for(administrator: Window, change: dict[str, str], field: str) -> None:
    refused = await administrator.post("/admin/emergency-words", WORD | change)
    assert (refused.status, list(refused.json["error"]["details"]["fields"])) == (422, [field])


async def test_one_character_will_do_where_it_is_all_that_is_said(administrator: Window) -> None:
    made = await administrator.post("/admin/emergency-words", WORD | {"phrase": "「火」"})
    assert (made.status, made.json["phrase"]) == (201, '"火"')
    path = "/admin/emergency-words/try"
    assert (await administrator.post(path, {"text": "火！！"})).json["kind"] is not None
    assert (await administrator.post(path, {"text": "今晚打火鍋"})).json["kind"] is None
    nothing = await administrator.post("/admin/emergency-words", WORD | {"phrase": '"…"'})
    assert nothing.status == 422


async def test_a_text_is_tried_without_effect(administrator: Window, db: Database) -> None:
    async with db.transaction() as session:
        await add_emergency_words(session)
    path = "/admin/emergency-words/try"
    real = (await administrator.post(path, {"text": "2座電梯困住人，快啲"})).json
    assert real["kind"] == "lift"
    first = real["matches"][0]
    assert "2座電梯困住人，快啲"[first["start"] : first["end"]].startswith("電梯困")
    drill = (await administrator.post(path, {"text": "聽日電梯困人演習幾點？"})).json
    assert (drill["kind"], {match["because"] for match in drill["matches"]}) == (None, {"drill"})
    past = (await administrator.post(path, {"text": "上星期電梯困住人，想投訴"})).json
    assert (past["kind"], {match["because"] for match in past["matches"]}) == (None, {"past"})
    assert (await administrator.post(path, {"text": "你好"})).json == {"kind": None, "phrase": "", "matches": []}
    assert {row["hits"] for row in (await administrator.get("/admin/emergency-words")).json["items"]} == {0}


async def test_scripts_are_edited_for_their_region(administrator: Window, db: Database) -> None:
    async with db.transaction() as session:
        await add_safety_scripts(session)
    found = await administrator.get("/admin/safety-scripts?kind=gas&region=TW&language=zh-Hant")
    (script,) = found.json["items"]
    assert "119" in [number["number"] for number in script["numbers"]]
    path = f"/admin/safety-scripts/{script['id']}"
    numbers = [{"name": "瓦斯公司", "number": "0800-000-000"}]
    changed = await administrator.patch(path, {"numbers": numbers, "version": 1})
    assert (changed.status, changed.json["numbers"], changed.json["version"]) == (200, numbers, 2)
    assert (await administrator.patch(path, {"numbers": [{"name": "x", "number": "call me"}]})).status == 422
    same = {name: script[name] for name in ("kind", "region", "language", "title", "steps")}
    assert (await administrator.post("/admin/safety-scripts", same)).code == "script_taken"
    assert (await administrator.delete(path)).status == 204
    assert (await administrator.post("/admin/safety-scripts", same)).status == 201


def ladder(desk: Desk, **target: Any) -> dict[str, Any]:
    one = {"kind": "agent", "id": desk.plumber.id, "channels": ["call", "sms"], **target}
    return {"group_id": desk.engineering.id, "name": "工程當值", "steps": [{"minutes": 3, "targets": [one]}]}


async def test_a_ladder_names_people_who_can_be_reached(administrator: Window, desk: Desk, db: Database) -> None:
    refused = await administrator.post("/admin/ladders", ladder(desk))
    assert refused.json["error"]["details"]["fields"] == {
        "steps.0.targets.0.id": "This colleague has no telephone number yet; add it to the account first."
    }
    phone = await administrator.patch(f"/agents/{desk.plumber.id}", {"phone": "6111 0001", "email": "P@Example.com"})
    assert (phone.json["phone"], phone.json["email"]) == ("+85261110001", "p@example.com")
    made = await administrator.post("/admin/ladders", ladder(desk))
    assert made.status == 201, made.json
    assert made.json["group_names"] == desk.engineering.names
    assert (await administrator.post("/admin/ladders", ladder(desk))).code == "ladder_taken"
    path = f"/admin/ladders/{made.json['id']}"
    changed = await administrator.patch(path, {"steps": [], "version": 1})
    assert (changed.json["steps"], changed.json["version"]) == ([], 2)
    assert [row["id"] for row in (await administrator.get("/admin/ladders")).json["items"]] == [made.json["id"]]
    assert (await administrator.delete(path)).status == 204


@pytest.mark.parametrize(
    ("target", "field"),
    [
        pytest.param({"channels": []}, "channels", id="no way to reach them"),
        pytest.param({"kind": "number", "value": "999"}, "value", id="no number in full"),
        pytest.param(
            {"kind": "number", "value": "+85261110001", "channels": ["email"]}, "channels", id="mail by phone"
        ),
        pytest.param({"kind": "address", "value": "Nobody", "channels": ["email"]}, "value", id="no mailbox"),
        pytest.param({"id": "somebody"}, "id", id="nobody of ours"),
    ],
)
async def test_each_problem_of_a_ladder_names_its_field(
    administrator: Window, desk: Desk, db: Database, target: dict[str, Any], field: str
) -> None:
    async with db.transaction() as session:
        await give_phone(session, await session.merge(desk.plumber), "+85261110001")
    refused = await administrator.post("/admin/ladders", ladder(desk, **target))
    assert refused.status == 422
    assert list(refused.json["error"]["details"]["fields"]) == [f"steps.0.targets.0.{field}"]


async def test_minutes_have_bounds(administrator: Window, desk: Desk) -> None:
    body = {"name": "所有組", "steps": [{"minutes": 0, "targets": []}]}
    refused = await administrator.post("/admin/ladders", body)
    assert set(refused.json["error"]["details"]["fields"]) == {"steps.0.minutes", "steps.0.targets"}


async def test_an_account_takes_no_broken_number(administrator: Window, desk: Desk) -> None:
    refused = await administrator.patch(f"/agents/{desk.plumber.id}", {"phone": "12"})
    assert (refused.status, list(refused.json["error"]["details"]["fields"])) == (422, ["phone"])
