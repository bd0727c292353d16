"""Emergencies over the API: what the desk sees, raises, takes back and hands on."""

from contactcenter import clock
from contactcenter.basics.seed import add_safety_scripts
from contactcenter.db import Database
from contactcenter.escalations.links import AlertLinks
from contactcenter.jobs.climb_ladders import ClimbLadders
from tests.support.builders.escalations import give_phone, make_ladder, step
from tests.support.builders.lines import make_line
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

LINKS = AlertLinks("http://localhost", "secret")


async def with_ladder(db: Database, desk: Desk) -> None:
    async with db.transaction() as session:
        await add_safety_scripts(session)
        await make_line(session, address="+85239990000")
        plumber = await give_phone(session, await session.merge(desk.plumber), "+85261110001")
        await make_ladder(session, step(plumber, channels=("sms",)))


async def test_the_desk_raises_sees_and_takes_back(agent: Window, desk: Desk, db: Database) -> None:
    await with_ladder(db, desk)
    path = f"/contacts/{desk.contact.id}/emergency"
    never = await agent.get(path)
    assert (never.status, never.code) == (404, "no_emergency")
    wrong = await agent.post(path, {"kind": "unclear"})
    assert wrong.status == 422
    raised = await agent.post(path, {"kind": "water"})
    assert raised.status == 201, raised.json
    assert (raised.json["kind"], raised.json["state"], raised.json["class"]) == ("water", "raised", "emergency")
    assert raised.json["raised_by_name"] == desk.agent.name
    assert raised.json["script"]["steps"]
    assert raised.json["script"]["region"] in ("HK", "")
    assert raised.json["escalation"]["state"] == "climbing"
    again = await agent.post(path, {"kind": "water"})
    assert (again.status, again.code) == (409, "already_raised")
    assert (await agent.get(f"/contacts/{desk.contact.id}")).json["emergency_kind"] == "water"

    await ClimbLadders(LINKS).fire(db, now=clock.now())
    (escalation,) = (await agent.get(f"/escalations?contact={desk.contact.id}")).json["items"]
    (call,) = escalation["calls"]
    assert (call["name"], call["channel"], call["address"], call["round"]) == (
        desk.plumber.name,
        "sms",
        "+85261110001",
        1,
    )
    empty = await agent.post(f"{path}/withdraw", {"reason": ""})
    assert empty.status == 422
    withdrawn = await agent.post(f"{path}/withdraw", {"reason": "只係滴水"})
    assert withdrawn.status == 200, withdrawn.json
    assert (withdrawn.json["state"], withdrawn.json["reason"]) == ("withdrawn", "只係滴水")
    assert (withdrawn.json["escalation"]["state"], withdrawn.json["class"]) == ("ended", "normal")
    assert (await agent.post(f"{path}/withdraw", {"reason": "x"})).code == "no_emergency"


async def test_the_desk_says_who_comes(agent: Window, desk: Desk, db: Database) -> None:
    await with_ladder(db, desk)
    raised = (await agent.post(f"/contacts/{desk.contact.id}/emergency", {"kind": "lift"})).json
    path = f"/escalations/{raised['escalation']['id']}"
    nobody = await agent.post(f"{path}/acknowledge", {})
    assert (nobody.status, list(nobody.json["error"]["details"]["fields"])) == (422, ["name"])
    taken = await agent.post(f"{path}/acknowledge", {"agent_id": desk.plumber.id})
    assert taken.status == 200, taken.json
    assert (taken.json["acknowledged_name"], taken.json["acknowledged_via"]) == (desk.plumber.name, "desk")
    assert (await agent.post(f"{path}/acknowledge", {"name": "林師傅"})).code == "already_taken"
    assert (await agent.get(path)).json["state"] == "acknowledged"
    assert (await agent.get("/escalations?state=climbing")).json["items"] == []


async def test_the_plumber_reads_but_raises_nothing(plumber: Window, desk: Desk) -> None:
    path = f"/contacts/{desk.contact.id}/emergency"
    assert (await plumber.post(path, {"kind": "fire"})).status == 403
    assert (await plumber.post(f"{path}/withdraw", {"reason": "x"})).status == 403
