"""Pages of a list: stable while rows are added, whatever the order, and no cursor from elsewhere."""

import base64
import itertools
from datetime import timedelta

import pytest

from contactcenter.db import Database
from tests.support.builders.handover import make_shift
from tests.support.builders.work_orders import NOW, Desk, make_contact
from tests.support.console import Window

_numbers = itertools.count(1)


async def add_contacts(db: Database, desk: Desk, count: int) -> list[str]:
    async with db.transaction() as session:
        made = [
            await make_contact(
                session, agent=None, customer=desk.customer, place=None, reference=f"C-2026-{next(_numbers):04}"
            )
            for _ in range(count)
        ]
    return [contact.id for contact, _matter in made]


async def test_rows_added_between_two_pages_shift_nothing(agent: Window, desk: Desk, db: Database) -> None:
    first = await add_contacts(db, desk, 5)
    page = await agent.get("/contacts", limit=3)
    assert [item["id"] for item in page.json["items"]] == first[:1:-1]
    await add_contacts(db, desk, 3)
    rest = await agent.get("/contacts", limit=3, cursor=page.json["next_cursor"])
    assert [item["id"] for item in rest.json["items"]] == [first[1], first[0], desk.contact.id]
    assert rest.json["next_cursor"] is None


async def test_a_page_that_ends_with_the_list_has_no_next_cursor(agent: Window, desk: Desk, db: Database) -> None:
    await add_contacts(db, desk, 2)
    assert (await agent.get("/contacts", limit=3)).json["next_cursor"] is None


async def test_rows_that_are_equal_in_order_are_each_seen_once(agent: Window, desk: Desk, db: Database) -> None:
    async with db.transaction() as session:
        shifts = [
            await make_shift(session, person, state="closed", starts_at=NOW + timedelta(hours=hour))
            for hour in (0, 1)
            for person in (desk.agent, desk.colleague, desk.supervisor)
        ]
    seen: list[str] = []
    cursor = None
    while True:
        page = await agent.get("/shifts", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [item["id"] for item in page.json["items"]]
        cursor = page.json["next_cursor"]
        if cursor is None:
            break
    assert sorted(seen) == sorted(shift.id for shift in shifts)
    assert {*seen[:3]} == {shift.id for shift in shifts[3:]}


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("nonsense!", id="no base64"),
        pytest.param(base64.urlsafe_b64encode(b"[").decode(), id="no json"),
        pytest.param(base64.urlsafe_b64encode(b'["a","b"]').decode(), id="of another list"),
        pytest.param(base64.urlsafe_b64encode(b"[1]").decode(), id="of another kind"),
        pytest.param(base64.urlsafe_b64encode(b'["\\u0000"]').decode(), id="with a character no text contains"),
        pytest.param("é", id="not ascii"),
    ],
)
async def test_a_cursor_that_is_none_of_ours_is_422(cursor: str, agent: Window) -> None:
    reply = await agent.get("/contacts", cursor=cursor)
    assert reply.status == 422
    assert list(reply.json["error"]["details"]["fields"]) == ["cursor"]
    assert (await agent.get("/places", cursor=cursor)).status in (200, 422)


async def test_a_time_in_a_cursor_must_have_a_zone(agent: Window) -> None:
    cursor = base64.urlsafe_b64encode(b'["2026-01-01T00:00:00","x"]').decode()
    assert (await agent.get("/shifts", cursor=cursor)).status == 422
