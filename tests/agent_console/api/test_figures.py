"""The report of the service, the contacts behind its figures, and the board."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.agents.service import set_presence
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.jobs.keep_clocks import KeepClocks
from contactcenter.journal import history
from tests.support.builders.routing import make_queue
from tests.support.builders.sla import make_policy
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window

SERVICE = "/reports/service"


async def waiting(db: Database, desk: Desk, number: int, *, began: datetime, queue_id: str, **values: Any) -> Contact:
    """A text that came then and waits."""
    async with db.transaction() as session:
        contact, _ = await make_contact(
            session, agent=None, customer=desk.customer, place=desk.place, reference=f"C-2026-09{number:02}",
            state="queued", queue_id=queue_id, queued_at=began, created_at=began, updated_at=began, **values,
        )  # fmt: skip
        details = {"to": "queued"}
        await history.write(session, "contact", contact.id, "arrived", author_id=None, at=began, details=details)
    return contact


@pytest.fixture
async def queue_id(db: Database) -> str:
    async with db.transaction() as session:
        return (await make_queue(session, "texts")).id


@pytest.fixture
async def worked(agent: Window, desk: Desk, db: Database, queue_id: str) -> list[str]:
    """Three texts: one is taken at once and answered, one is closed by its sender's silence, one waits."""
    now = clock.now()
    async with db.transaction() as session:
        await make_policy(session, valid_from=now - timedelta(days=1))
        await set_presence(session, desk.agent, "available", author_id=desk.agent.id, now=now - timedelta(minutes=1))
    taken = await waiting(db, desk, 1, began=now - timedelta(seconds=5), queue_id=queue_id, thread_key="a")
    left = await waiting(db, desk, 2, began=now - timedelta(minutes=2), queue_id=queue_id, thread_key="b")
    late = await waiting(db, desk, 3, began=now - timedelta(minutes=90), queue_id=queue_id, thread_key="c")
    assert (await agent.post(f"/contacts/{taken.id}/accept")).status == 200
    async with db.transaction() as session:
        closed = {"from": "queued", "to": "closed"}
        await history.write(session, "contact", left.id, "closed", author_id=None, at=now, details=closed)
        row = await session.get(Contact, left.id)
        assert row is not None
        row.state, row.closed_at = "closed", now
    await KeepClocks().fire(db, now=clock.now())
    return [taken.id, left.id, late.id]


def asked(**query: str) -> str:
    since = (clock.now() - timedelta(hours=3)).isoformat().replace("+00:00", "Z")
    return SERVICE + "?" + "&".join(f"{name}={value}" for name, value in {"from": since, **query}.items())


async def test_a_report_counts_what_waited_and_says_by_which_formulas(
    supervisor: Window, worked: list[str], queue_id: str
) -> None:
    report = (await supervisor.get(asked())).json
    total = report["total"]
    assert (total["offered"], total["answered"], total["other"], total["waiting"]) == (3, 1, 1, 1)
    assert total["service_level"] == pytest.approx(1 / 3)
    assert 5 <= total["asa_seconds"] < 60
    formulas = {each["code"]: each["formula"] for each in report["formulas"]}
    assert set(formulas) == set(total)
    assert formulas["service_level"] == "answered_in_time / (offered - short_abandoned)"
    [group] = report["groups"]
    assert (group["key"], group["names"], group["figures"]["offered"]) == (queue_id, {"en": "texts"}, 3)


async def test_agents_are_busy_or_ready(supervisor: Window, worked: list[str], desk: Desk) -> None:
    report = (await supervisor.get(asked(by="agent"))).json
    groups = {group["key"]: group for group in report["groups"]}
    assert groups[desk.agent.id]["name"] == desk.agent.name
    assert groups[desk.agent.id]["figures"]["answered"] == 1
    assert 0 < groups[desk.agent.id]["figures"]["occupancy"] < 1
    assert groups[""]["figures"]["offered"] == 2


@pytest.mark.parametrize("by", ["queue", "channel", "agent", "hour", "day"])
async def test_the_parts_add_up_to_the_whole(supervisor: Window, worked: list[str], by: str) -> None:
    report = (await supervisor.get(asked(by=by))).json
    additive = [each["code"] for each in report["formulas"] if each["unit"] == "contacts" or by in ("agent", "hour")]
    for code in additive:
        if code.endswith(("_rate", "level", "accuracy", "occupancy", "_seconds")):
            continue
        assert sum(group["figures"][code] for group in report["groups"]) == report["total"][code]


async def test_every_figure_can_be_traced_to_its_contacts(supervisor: Window, worked: list[str]) -> None:
    taken, left, late = worked
    rows = (await supervisor.get(asked(figure="service_level").replace(SERVICE, f"{SERVICE}/rows"))).json["items"]
    assert [(row["contact_id"], row["counts"]) for row in rows] == [(late, False), (left, False), (taken, True)]
    assert [row["outcome"] for row in rows] == ["waiting", "closed", "answered"]
    page = asked(figure="offered", limit="2").replace(SERVICE, f"{SERVICE}/rows")
    first = (await supervisor.get(page)).json
    assert [row["contact_id"] for row in first["items"]] == [late, left]
    second = (await supervisor.get(f"{page}&cursor={first['next_cursor']}")).json
    assert ([row["contact_id"] for row in second["items"]], second["next_cursor"]) == ([taken], None)
    busy = (await supervisor.get(asked(figure="occupancy").replace(SERVICE, f"{SERVICE}/rows"))).json["items"]
    assert [row["contact_id"] for row in busy] == [taken]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("?from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z", "until"),
        ("?from=2026-01-01T00:00:00Z&until=2026-12-01T00:00:00Z", "until"),
        ("?by=moon", "by"),
        ("/rows?figure=luck", "figure"),
    ],
)
async def test_what_cannot_be_reported_is_refused(supervisor: Window, path: str, field: str) -> None:
    answer = await supervisor.get(SERVICE + path)
    assert answer.status == 422
    assert field in answer.json["error"]["details"]["fields"]


async def test_agents_see_the_board_and_leads_the_report(agent: Window, plumber: Window) -> None:
    assert (await agent.get(SERVICE)).status == 403
    assert (await agent.get("/board")).status == 200
    assert (await plumber.get("/board")).status == 403


async def test_the_board_shows_who_waits_who_is_there_and_what_is_late(
    agent: Window, worked: list[str], queue_id: str, desk: Desk, db: Database
) -> None:
    async with db.transaction() as session:
        fire = await session.get(Contact, worked[2])
        assert fire is not None
        fire.class_ = "emergency"
    board = (await agent.get("/board")).json
    [queue] = [each for each in board["queues"] if each["id"] == queue_id]
    assert (queue["waiting"], queue["by_class"], queue["by_channel"]) == (1, {"emergency": 1}, {"sms": 1})
    assert 5390 <= queue["longest_wait_seconds"] <= 5500
    assert (queue["signed_in"], queue["available"], board["agents"]["available"]) == (1, 1, 1)
    assert 0 <= queue["figures"]["offered"] <= 3
    assert (board["waiting"], board["breached"]) == (1, 1)
    [breach] = board["breaches"]
    assert (breach["contact_id"], breach["kind"]) == (worked[2], "first_answer")
    [emergency] = board["emergencies"]
    assert (emergency["contact_id"], emergency["escalation_id"]) == (worked[2], None)
    assert board["coverage"] == []
