"""Notices at the API, and beside a contact."""

from datetime import timedelta

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.places.models import Place
from contactcenter.places.service import find_place_by_code
from tests.support.builders.notices import make_notice
from tests.support.builders.places import make_home
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window

NOW = clock.now()
HOUR = timedelta(hours=1)


async def plan(db: Database) -> Place:
    """Lift work in tower 5 was yesterday, the water there is off tomorrow, and 5-3-C has a notice of its own."""
    async with db.transaction() as session:
        home = await make_home(session, "5-3-C")
        tower = await find_place_by_code(session, "5")
        assert tower is not None
        await make_notice(session, tower, title="lift", kind="lift", starts_at=NOW - 24 * HOUR)
        await make_notice(session, tower, title="water", starts_at=NOW + 24 * HOUR)
        await make_notice(session, home, title="own", kind="works", starts_at=NOW + 48 * HOUR)
        await make_notice(session, home, title="draft", starts_at=NOW + 72 * HOUR, published_at=None)
        return home


def titles(reply_items: list[dict[str, dict[str, str]]]) -> list[str]:
    return [notice["titles"]["en"] for notice in reply_items]


async def test_notices_are_listed_by_place_kind_and_time(agent: Window, db: Database) -> None:
    home = await plan(db)
    everything = (await agent.get("/notices")).json["items"]
    assert titles(everything) == ["lift", "water", "own"]
    assert everything[1]["place_code"] == "5"
    assert titles((await agent.get("/notices", active="true")).json["items"]) == ["water", "own"]
    assert titles((await agent.get("/notices", active="false")).json["items"]) == ["lift"]
    assert titles((await agent.get("/notices", kind="lift")).json["items"]) == ["lift"]
    of_home = await agent.get("/notices", place=home.id, active="true")
    assert titles(of_home.json["items"]) == ["water", "own"]
    tower = next(place for place in (await agent.get("/places", kind="building")).json["items"] if place["code"] == "5")
    assert titles((await agent.get("/notices", place=tower["id"])).json["items"]) == ["lift", "water"]
    first = await agent.get("/notices", limit=1)
    second = await agent.get("/notices", limit=1, cursor=first.json["next_cursor"])
    assert titles(second.json["items"]) == ["water"]
    assert (await agent.get("/notices", place="nothing")).json["items"] == []
    assert (await agent.get("/notices", kind="nonsense")).status == 422


async def test_the_notices_of_the_home_stand_beside_a_contact(agent: Window, desk: Desk, db: Database) -> None:
    home = await plan(db)
    async with db.transaction() as session:
        at_home, _ = await make_contact(session, agent=desk.agent, customer=desk.customer, place=home)
    context = (await agent.get(f"/contacts/{at_home.id}/context")).json
    assert titles(context["notices"]) == ["water", "own"]
