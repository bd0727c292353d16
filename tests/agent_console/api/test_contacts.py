"""Reading contacts: shape, filters, search, who may read, and what stands beside one."""

from datetime import timedelta

import pytest

from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, new_id
from contactcenter.routing.models import Offer, Queue
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.customers import make_customer
from tests.support.builders.places import make_home
from tests.support.builders.work_orders import LINE, Desk, make_contact, make_inbound_text, make_order
from tests.support.console import Window

PINNED = {
    "id", "reference", "channel", "direction", "state", "class", "address", "line", "customer_id", "place_id",
    "queue_id", "agent_id", "subject", "matters", "queued_at", "created_at", "closed_at", "version",
}  # fmt: skip
PINNED_MESSAGE = {
    "id", "contact_id", "kind", "direction", "author", "text", "html", "attachments", "delivery", "created_at",
}  # fmt: skip


async def test_a_contact_has_all_pinned_fields_and_the_names_around_it(agent: Window, desk: Desk, db: Database) -> None:
    async with db.transaction() as session:
        await make_inbound_text(session, desk.contact, "廚房漏水")
    one = (await agent.get(f"/contacts/{desk.contact.id}")).json
    assert set(one) >= PINNED
    assert (one["class"], one["customer_name"], one["place_code"]) == ("normal", "陳先生", "3-12-B")
    assert one["agent_name"] == desk.agent.name
    assert [matter["subject"] for matter in one["matters"]] == ["廚房漏水"]
    assert one["last_message"]["text"] == "廚房漏水"
    assert one["created_at"].endswith("Z")
    assert one.pop("sla") == []
    assert (await agent.get("/contacts")).json["items"] == [one]


async def test_a_message_has_all_pinned_fields(agent: Window, desk: Desk, db: Database) -> None:
    async with db.transaction() as session:
        await make_inbound_text(session, desk.contact, "廚房漏水")
    [message] = (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"]
    assert set(message) >= PINNED_MESSAGE
    assert message["author"]["kind"] == "customer"
    assert message["delivery"] == {"state": None, "error_code": None, "error_text": None}


async def test_my_live_offer_stands_on_the_contact_and_in_my_list(
    agent: Window, supervisor: Window, desk: Desk, db: Database
) -> None:
    now = clock.now()
    async with db.transaction() as session:
        contact, _matter = await make_contact(
            session, agent=None, customer=desk.customer, place=desk.place, state="offered", reference="C-2026-0901"
        )
        offer = Offer(
            id=new_id(),
            contact_id=contact.id,
            agent_id=desk.agent.id,
            created_at=now,
            expires_at=now + timedelta(hours=1),
        )
        session.add(offer)
    assert (await agent.get(f"/contacts/{contact.id}")).json["offer"]["id"] == offer.id
    assert (await supervisor.get(f"/contacts/{contact.id}")).json["offer"] is None
    [mine] = (await agent.get("/offers")).json["items"]
    assert (mine["id"], mine["contact"]["id"]) == (offer.id, contact.id)
    assert (await supervisor.get("/offers")).json["items"] == []


@pytest.fixture
async def found(db: Database, desk: Desk) -> Contact:
    """One contact among others, with something telling in each field."""
    async with db.transaction() as session:
        home = await make_home(session, "7-21-A")
        mrs_lau = await make_customer(session, name="劉麗珍", phone="+85298765432")
        queue = Queue(id=new_id(), code="general", names={"en": "General"})
        session.add(queue)
        await session.flush()
        contact, _matter = await make_contact(
            session,
            agent=None,
            customer=mrs_lau,
            place=home,
            reference="C-2026-0777",
            address="+85298765432",
            state="queued",
            queue_id=queue.id,
            subject="門鎖",
        )
        await make_inbound_text(session, contact, "大門的鎖壞了, cannot open_it 100%")
    return contact


@pytest.mark.parametrize(
    "q",
    [
        pytest.param("0777", id="part of the reference"),
        pytest.param("c-2026-0777", id="reference in small letters"),
        pytest.param("9876 5432", id="number as people write it"),
        pytest.param("7座21樓A室", id="unit in Chinese"),
        pytest.param("7-21-a", id="unit code"),
        pytest.param("刘丽珍", id="name in the other script"),
        pytest.param("大門的鎖", id="text"),
        pytest.param("open_it", id="underscore is no wildcard"),
        pytest.param("100%", id="percent is no wildcard"),
    ],
)
async def test_q_searches_reference_number_unit_name_and_text(q: str, agent: Window, found: Contact) -> None:
    assert [item["id"] for item in (await agent.get("/contacts", q=q)).json["items"]] == [found.id]


@pytest.mark.parametrize("q", ["openXit", "%", "_", "C-2026-9999", "13"])
async def test_q_finds_nothing_else(q: str, agent: Window, desk: Desk, found: Contact) -> None:
    items = (await agent.get("/contacts", q=q)).json["items"]
    assert items == [] or {item["id"] for item in items} == {found.id}


async def test_each_filter_finds_what_it_says(agent: Window, desk: Desk, found: Contact) -> None:
    for filters in (
        {"state": "queued"},
        {"queue": found.queue_id},
        {"place": found.place_id},
        {"customer": found.customer_id},
        {"reference": "c-2026-0777"},
        {"address": "9876 5432"},
        {"channel": "sms", "state": "queued,new"},
    ):
        items = (await agent.get("/contacts", **filters)).json["items"]
        assert [item["id"] for item in items] == [found.id], filters
    assert [i["id"] for i in (await agent.get("/contacts", agent="me")).json["items"]] == [desk.contact.id]
    assert (await agent.get("/contacts", channel="voice")).json["items"] == []
    assert (await agent.get("/contacts", state="lost")).status == 422


async def test_asking_for_a_building_finds_its_units(agent: Window, found: Contact) -> None:
    tower = next(p for p in (await agent.get("/places", kind="building")).json["items"] if p["code"] == "7")
    assert [i["id"] for i in (await agent.get("/contacts", place=tower["id"])).json["items"]] == [found.id]


async def test_the_back_office_reads_only_contacts_behind_orders_of_its_groups(
    plumber: Window, desk: Desk, db: Database, sign_in: OpenWindow
) -> None:
    path = f"/contacts/{desk.contact.id}"
    assert (await plumber.get(path)).status == 404
    async with db.transaction() as session:
        await make_order(session, desk)
    outsider = await sign_in(desk.outsider)
    assert [(await plumber.get(path)).status, (await plumber.get(f"{path}/messages")).status] == [200, 200]
    assert [(await outsider.get(path)).status, (await outsider.get(f"{path}/messages")).status] == [404, 404]
    assert (await outsider.post(f"{path}/note", {"text": "let me in"})).status == 404
    assert [item["id"] for item in (await plumber.get("/contacts")).json["items"]] == [desk.contact.id]
    assert (await outsider.get("/contacts")).json["items"] == []


async def test_the_context_shows_the_home_its_people_and_what_is_open(agent: Window, db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "5-3-C", note="Dog on the balcony.")
        owner = await make_customer(session, name="何先生", phone="+85261111111", home_id=home.id)
        tenant = await make_customer(session, name="Ms Ng", phone="+85262222222", home_id=home.id, role="tenant")
        old, _matter = await make_contact(
            session, agent=None, customer=owner, place=home, state="closed", reference="C-2026-0801"
        )
        contact, _matter = await make_contact(
            session, agent=None, customer=owner, place=None, state="queued", reference="C-2026-0802"
        )
    context = (await agent.get(f"/contacts/{contact.id}/context")).json
    assert (context["customer"]["name"], context["place"]["code"]) == ("何先生", "5-3-C")
    assert context["customer"]["occupancies"][0]["place_code"] == "5-3-C"
    assert [each["customer_id"] for each in context["occupants"]] == [owner.id, tenant.id]
    assert "Dog on the balcony." in context["standing_note"]
    assert [each["id"] for each in context["recent_contacts"]] == [old.id]
    assert context["candidates"] == []


async def test_somebody_known_by_number_only_may_be_any_of_the_home(agent: Window, db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "5-3-C")
        owner = await make_customer(session, name="何先生", home_id=home.id)
        unknown = await make_customer(session, name="", phone="+85263333333")
        contact, _matter = await make_contact(session, agent=None, customer=unknown, place=home, line=LINE)
    context = (await agent.get(f"/contacts/{contact.id}/context")).json
    assert [each["id"] for each in context["candidates"]] == [owner.id]
    assert context["customer"]["id"] == unknown.id


async def test_a_contact_that_is_not_there_is_404_everywhere(agent: Window) -> None:
    for path in ("", "/messages", "/context", "/work-order-draft"):
        assert (await agent.get(f"/contacts/nothing{path}")).status == 404
