"""Facts of places at the API."""

from typing import Any

import pytest

from contactcenter.db import Database, new_id
from contactcenter.places.models import Place
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def places(desk: Desk, db: Database) -> dict[str, str]:
    """The desk's flat stands on a floor of tower 3 of an estate; tower 5 is beside it."""
    ids = {code: new_id() for code in ("EBG", "3", "3-12", "5")}
    above = {"EBG": None, "3": "EBG", "3-12": "3", "5": "EBG"}
    kinds = {"EBG": "estate", "3": "building", "3-12": "floor", "5": "building"}
    async with db.transaction() as session:
        for code, id_ in ids.items():
            parent = above[code]
            parent_id = ids[parent] if parent else None
            session.add(Place(id=id_, kind=kinds[code], code=code, parent_id=parent_id, names={"en": code}))
            await session.flush()
        flat = await session.get_one(Place, desk.place.id)
        flat.parent_id = ids["3-12"]
    return {**ids, "3-12-B": desk.place.id}


async def write(supervisor: Window, place_id: str, kind: str, text: str) -> dict[str, Any]:
    made = await supervisor.post("/admin/place-facts", {"place_id": place_id, "kind": kind, "texts": {"en": text}})
    assert made.status == 201, made.json
    return dict(made.json)


async def test_a_flat_knows_what_holds_above_it_nearest_first(
    supervisor: Window, agent: Window, places: dict[str, str]
) -> None:
    await write(supervisor, places["EBG"], "water", "tanks on the roofs")
    await write(supervisor, places["3-12-B"], "water", "valve behind the washing machine")
    await write(supervisor, places["3"], "water", "pump room on the podium")
    await write(supervisor, places["5"], "water", "tower 5 only")
    await write(supervisor, places["3"], "gas", "meter in the corridor")
    found = (await agent.get(f"/places/{places['3-12-B']}/facts")).json["items"]
    assert [(row["kind"], row["place_code"], row["is_inherited"]) for row in found] == [
        ("water", "3-12-B", False),
        ("water", "3", True),
        ("water", "EBG", True),
        ("gas", "3", True),
    ]
    only = (await agent.get(f"/places/{places['3-12-B']}/facts", kind="gas")).json["items"]
    assert [row["texts"]["en"] for row in only] == ["meter in the corridor"]
    assert (await agent.get("/places/nowhere/facts")).status == 404


async def test_beside_an_article_stand_the_facts_of_its_subject_at_the_contacts_place(
    supervisor: Window, agent: Window, places: dict[str, str], desk: Desk, db: Database
) -> None:
    await write(supervisor, places["3"], "water", "pump room")
    await write(supervisor, places["3"], "parking", "spaces of tower 3")
    async with db.transaction() as session:
        article = await make_article(session, draft("廚房漏水點算", category="repairs"))
    address = f"/articles/{article.id}/facts"
    by_contact = (await agent.get(address, contact=desk.contact.id)).json["items"]
    assert [row["texts"]["en"] for row in by_contact] == ["pump room"]
    assert (await agent.get(address, place=places["5"])).json["items"] == []
    assert (await agent.get(address)).json["items"] == []
    assert (await agent.get("/articles/nothing/facts", place=places["5"])).status == 404


async def test_those_in_charge_keep_the_facts(supervisor: Window, agent: Window, places: dict[str, str]) -> None:
    fact = await write(supervisor, places["3"], "water", "old")
    address = f"/admin/place-facts/{fact['id']}"
    assert (await agent.patch(address, {"texts": {"en": "mine"}})).status == 403
    changed = await supervisor.patch(address, {"texts": {"en": "new"}, "kind": "fire", "version": 1})
    assert (changed.json["texts"], changed.json["kind"], changed.json["version"]) == ({"en": "new"}, "fire", 2)
    assert changed.json["updated_by_name"] == "Supervisor"
    stale = await supervisor.patch(address, {"texts": {"en": "late"}, "version": 1})
    assert (stale.status, stale.code) == (409, "stale")
    assert (await supervisor.delete(address)).status == 204
    assert (await supervisor.delete(address)).status == 404


async def test_a_fact_needs_words_a_kind_and_a_place(supervisor: Window, places: dict[str, str]) -> None:
    refused = await supervisor.post(
        "/admin/place-facts", {"place_id": "nowhere", "kind": "water", "texts": {"en": " "}}
    )
    assert (refused.status, set(refused.json["error"]["details"]["fields"])) == (422, {"place_id", "texts"})
    body = {"place_id": places["3"], "kind": "magic", "texts": {"en": "x"}}
    assert (await supervisor.post("/admin/place-facts", body)).status == 422


async def test_facts_are_found_by_place_kind_and_words(
    supervisor: Window, agent: Window, places: dict[str, str]
) -> None:
    await write(supervisor, places["3"], "water", "pump room")
    await write(supervisor, places["3-12-B"], "gas", "meter")
    await write(supervisor, places["5"], "water", "tank")

    async def texts(**query: Any) -> list[str]:
        return [row["texts"]["en"] for row in (await agent.get("/admin/place-facts", **query)).json["items"]]

    assert await texts() == ["pump room", "meter", "tank"]
    assert await texts(place=places["3"]) == ["pump room", "meter"]
    assert await texts(place=places["3"], exact="true") == ["pump room"]
    assert await texts(kind="water", q="TANK") == ["tank"]
