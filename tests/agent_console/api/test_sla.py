"""What was promised: the clocks of a contact, due times in lists, and the policies behind them."""

from datetime import timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.jobs.keep_clocks import KeepClocks
from contactcenter.journal import history
from tests.support.builders.sla import make_policy
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window

PATH = "/admin/sla-policies"
NORMAL_TEXTS = {"class": "normal", "channel": "sms", "first_answer_seconds": 1800}


async def waiting_contact(db: Database, desk: Desk) -> str:
    """A text that came half an hour ago and is in the hands of an agent who has not answered it."""
    began = clock.now() - timedelta(minutes=30)
    async with db.transaction() as session:
        await make_policy(session, valid_from=began - timedelta(days=1))
        contact, _ = await make_contact(
            session, agent=desk.agent, customer=desk.customer, place=desk.place, reference="C-2026-0950",
            queued_at=began, created_at=began,
        )  # fmt: skip
        entry = {"author_id": None, "details": {"to": "queued"}}
        await history.write(session, "contact", contact.id, "arrived", at=began, **entry)
        await history.write(
            session, "contact", contact.id, "accepted", at=began, author_id=None,
            details={"from": "queued", "to": "active"},
        )  # fmt: skip
    return contact.id


async def test_a_contact_shows_its_clocks_and_lists_show_when_it_is_due(
    agent: Window, desk: Desk, db: Database
) -> None:
    contact_id = await waiting_contact(db, desk)
    await KeepClocks().fire(db, now=clock.now())
    one = (await agent.get(f"/contacts/{contact_id}")).json
    clocks = {each["kind"]: each for each in one["sla"]}
    assert {kind: each["state"] for kind, each in clocks.items()} == {"first_answer": "running", "solution": "running"}
    assert clocks["first_answer"]["target_seconds"] == 3600
    assert 1790 <= clocks["first_answer"]["remaining_seconds"] <= 1800
    assert one["due_at"] == clocks["first_answer"]["due_at"]
    rows = {row["id"]: row["due_at"] for row in (await agent.get("/contacts")).json["items"]}
    assert rows == {contact_id: one["due_at"], desk.contact.id: None}


async def test_an_answer_meets_the_clock_at_once_and_waiting_stops_the_other(
    agent: Window, desk: Desk, db: Database
) -> None:
    contact_id = await waiting_contact(db, desk)
    assert (await agent.post(f"/contacts/{contact_id}/reply", {"text": "馬上來", "then": "wait"})).status == 201
    one = (await agent.get(f"/contacts/{contact_id}")).json
    first, solution = one["sla"]
    assert (first["state"], first["end_reason"]) == ("met", "answered")
    assert (solution["state"], solution["due_at"], one["due_at"]) == ("paused", None, None)
    [pause] = solution["pauses"]
    assert (pause["reason"], pause["until"]) == ("waiting", None)


async def test_an_administrator_promises_something_and_changes_it(administrator: Window) -> None:
    made = await administrator.post(PATH, NORMAL_TEXTS)
    assert (made.status, made.json["version"], made.json["pauses_in"]) == (201, 1, ["waiting", "snoozed"])
    path = f"{PATH}/{made.json['id']}"
    step = {"clock": "first_answer", "action": "warn", "at_percent": 80}
    changed = await administrator.patch(path, {"steps": [step], "solution_seconds": 86400, "version": 1})
    assert (changed.status, changed.json["version"], changed.json["first_answer_seconds"]) == (200, 2, 1800)
    assert changed.json["steps"] == [{**step, "target": "", "after_seconds": None}]
    assert (await administrator.get(path)).json == changed.json
    assert (await administrator.get(PATH)).json["items"] == [changed.json]
    versions = (await administrator.get(f"{path}/versions")).json["items"]
    assert [each["version"] for each in versions] == [2, 1]
    assert versions[1]["terms"]["solution_seconds"] is None


async def test_what_somebody_else_changed_meanwhile_is_not_overwritten(administrator: Window) -> None:
    path = f"{PATH}/{(await administrator.post(PATH, NORMAL_TEXTS)).json['id']}"
    await administrator.patch(path, {"solution_seconds": 60, "version": 1})
    late = await administrator.patch(path, {"solution_seconds": 90, "version": 1})
    assert (late.status, late.json["error"]["code"]) == (409, "stale")


async def test_a_class_and_channel_have_one_policy(administrator: Window) -> None:
    await administrator.post(PATH, NORMAL_TEXTS)
    again = await administrator.post(PATH, NORMAL_TEXTS)
    assert (again.status, again.json["error"]["code"]) == (409, "policy_exists")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_answer_seconds": 0}, "first_answer_seconds"),
        ({"solution_seconds": 10**9}, "solution_seconds"),
        ({"calendar_id": "nowhere"}, "calendar_id"),
        ({"pauses_in": ["waiting", "waiting"]}, "pauses_in"),
        ({"steps": [{"clock": "first_answer", "action": "warn"}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "warn", "at_percent": 0}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "warn", "at_percent": 5, "after_seconds": 5}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "class", "target": "low", "at_percent": 5}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "tell", "target": "role:king", "at_percent": 5}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "queue", "target": "none", "at_percent": 5}]}, "steps.0"),
        ({"steps": [{"clock": "solution", "action": "warn", "at_percent": 5}]}, "steps.0"),
        ({"steps": [{"clock": "first_answer", "action": "warn", "at_percent": 5}] * 2}, "steps.1"),
    ],
)
async def test_what_is_wrong_is_named_by_its_field(administrator: Window, wrong: dict[str, Any], field: str) -> None:
    answer = await administrator.post(PATH, NORMAL_TEXTS | wrong)
    assert answer.status == 422
    assert field in answer.json["error"]["details"]["fields"]


async def test_only_administrators_promise_and_leads_may_look(
    agent: Window, supervisor: Window, administrator: Window
) -> None:
    assert (await agent.get(PATH)).status == 403
    assert (await supervisor.get(PATH)).status == 200
    assert (await supervisor.post(PATH, NORMAL_TEXTS)).status == 403
    assert (await administrator.get(f"{PATH}/none")).status == 404
