"""Service cards at the API: kept by those in charge, offered once a matter is settled."""

from datetime import timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.contacts.models import Contact, Matter
from contactcenter.customers.models import Customer
from contactcenter.db import Database, new_id
from contactcenter.journal import history
from knowledge_base.searches.models import Search
from knowledge_base.service_cards.models import ServiceOffer
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk, make_contact, make_order, make_type
from tests.support.console import Window


async def write(supervisor: Window, title: str = "Pipe check", **values: Any) -> str:
    made = await supervisor.post("/admin/service-cards", {"titles": {"en": title, "zh-Hant": title}, **values})
    assert made.status == 201, made.json
    return str(made.json["id"])


async def offered(agent: Window, desk: Desk) -> list[str]:
    return [
        row["titles"]["en"] for row in (await agent.get(f"/contacts/{desk.contact.id}/service-cards")).json["items"]
    ]


async def answer_with_article(db: Database, desk: Desk, category: str) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft(category=category, code=category))
        (await session.get_one(Matter, desk.matter.id)).article_id = article.id


async def test_only_what_fits_place_matter_and_time_is_offered(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    await write(supervisor, "everywhere")
    await write(supervisor, "here", place_ids=[desk.place.id])
    await write(supervisor, "repairs", categories=["repairs"])
    await write(supervisor, "fees", categories=["fees"])
    await write(supervisor, "switched off", is_active=False)
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    await write(supervisor, "not yet", valid_from=tomorrow)
    assert await offered(agent, desk) == ["everywhere", "here"]
    await answer_with_article(db, desk, "repairs")
    assert await offered(agent, desk) == ["everywhere", "here", "repairs"]


async def test_an_article_inserted_or_read_out_tells_the_subject_before_the_end(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    await write(supervisor, "repairs", categories=["repairs"])
    card = await write(supervisor, "fees", categories=["fees"])
    async with db.transaction() as session:
        repairs = await make_article(session, draft(category="repairs", code="repairs"))
        fees = await make_article(session, draft(category="fees", code="fees"))
    address = f"/contacts/{desk.contact.id}/service-cards"
    by_word_of_mouth = (await agent.get(address, article=repairs.id)).json["items"]
    assert [row["titles"]["en"] for row in by_word_of_mouth] == ["repairs"]
    async with db.transaction() as session:
        search = Search(
            id=new_id(),
            at=clock.now(),
            source="console",
            language="zh-Hant",
            words="管理費",
            folded="管理费",
            contact_id=desk.contact.id,
            article_id=fees.id,
            outcome="opened",
        )
        session.add(search)
    assert await offered(agent, desk) == []
    async with db.transaction() as session:
        (await session.get_one(Search, search.id)).outcome = "inserted"
    assert await offered(agent, desk) == ["fees"]
    assert (await agent.post(f"{address}/{card}", {"result": "offered"})).status == 200


async def test_nothing_is_offered_in_an_emergency_or_against_the_owners_wish(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    await write(supervisor)
    assert len(await offered(agent, desk)) == 1
    said = await agent.patch(f"/customers/{desk.customer.id}", {"accepts_offers": False})
    assert said.json["accepts_offers"] is False
    assert await offered(agent, desk) == []
    await agent.patch(f"/customers/{desk.customer.id}", {"accepts_offers": True})
    assert len(await offered(agent, desk)) == 1
    async with db.transaction() as session:
        contact = await session.get_one(Contact, desk.contact.id)
        contact.class_ = "emergency"
        contact.version += 1
    assert await offered(agent, desk) == []


async def test_nothing_is_offered_to_who_complains(supervisor: Window, agent: Window, desk: Desk, db: Database) -> None:
    await write(supervisor)
    await answer_with_article(db, desk, "complaint")
    assert await offered(agent, desk) == []


async def test_who_said_no_is_left_alone_for_ninety_days(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    card = await write(supervisor)
    said = await agent.post(f"/contacts/{desk.contact.id}/service-cards/{card}", {"result": "declined"})
    assert (said.status, said.json["service"]["result"]) == (200, "declined")
    async with db.transaction() as session:
        next_contact, _matter = await make_contact(session, agent=desk.agent, customer=desk.customer, place=desk.place)
    address = f"/contacts/{next_contact.id}/service-cards"
    assert (await agent.get(address)).json["items"] == []
    refused = await agent.post(f"{address}/{card}", {"result": "offered"})
    assert (refused.status, refused.code) == (409, "does_not_fit")
    async with db.transaction() as session:
        offer = await session.get_one(ServiceOffer, await _only_offer(session))
        offer.at -= timedelta(days=91)
    assert len((await agent.get(address)).json["items"]) == 1


async def _only_offer(session: Any) -> str:
    from_table = ServiceOffer.__table__.select()
    return str((await session.execute(from_table)).one().id)


async def test_an_accepted_service_becomes_one_order_of_its_group(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    card = await write(supervisor, group_id=desk.after_sales.id, prices={"zh-Hant": "$180 起"})
    address = f"/contacts/{desk.contact.id}/service-cards/{card}"
    body = {"result": "accepted", "raises_order": True, "accepts_offers": True, "note": "Saturday morning"}
    done = await agent.post(address, body)
    assert done.status == 200, done.json
    order = done.json["work_order"]
    assert (order["group_id"], order["title"]) == (desk.after_sales.id, "Pipe check")
    assert order["description"] == "Saturday morning\n$180 起"
    assert done.json["accepts_offers"] is True
    again = await agent.post(address, body)
    assert again.json["work_order"]["id"] == order["id"]
    matters = (await agent.get(f"/contacts/{desk.contact.id}")).json["matters"]
    assert [(matter["subject"], matter["outcome"]) for matter in matters] == [
        ("廚房漏水", None),
        ("Pipe check", "work_order"),
    ]
    async with db.reading() as session:
        acts = [line.act for line in await history.of_subject(session, "contact", desk.contact.id)]
    assert acts.count("service_offered") == 1


@pytest.mark.parametrize(
    ("values", "body", "field"),
    [
        pytest.param({}, {"result": "accepted", "raises_order": True}, "raises_order", id="no group does it"),
        pytest.param({}, {"result": "declined", "raises_order": True}, "raises_order", id="declined is no order"),
        pytest.param({}, {"result": "perhaps"}, "result", id="an unknown answer"),
    ],
)
async def test_an_answer_that_makes_no_sense_is_refused(
    supervisor: Window, agent: Window, desk: Desk, values: dict[str, Any], body: dict[str, Any], field: str
) -> None:
    card = await write(supervisor, **values)
    refused = await agent.post(f"/contacts/{desk.contact.id}/service-cards/{card}", body)
    assert (refused.status, field in refused.json["error"]["details"]["fields"]) == (422, True)


async def test_the_owners_wish_needs_an_owner(supervisor: Window, agent: Window, desk: Desk, db: Database) -> None:
    card = await write(supervisor)
    async with db.transaction() as session:
        contact = await session.get_one(Contact, desk.contact.id)
        contact.customer_id = None
        contact.version += 1
    body = {"result": "declined", "accepts_offers": False}
    refused = await agent.post(f"/contacts/{desk.contact.id}/service-cards/{card}", body)
    assert refused.status == 422
    assert (await agent.get(f"/contacts/{desk.contact.id}/service-cards")).json["items"][0]["result"] is None


async def test_only_the_holder_answers_for_the_owner(supervisor: Window, plumber: Window, desk: Desk) -> None:
    card = await write(supervisor)
    refused = await plumber.post(f"/contacts/{desk.contact.id}/service-cards/{card}", {"result": "offered"})
    assert refused.status == 403


async def test_those_in_charge_keep_the_cards_and_see_what_was_said(
    supervisor: Window, agent: Window, desk: Desk
) -> None:
    card = await write(supervisor, place_ids=[desk.place.id], group_id=desk.engineering.id)
    assert (await agent.post("/admin/service-cards", {"titles": {"en": "x"}})).status == 403
    await agent.post(f"/contacts/{desk.contact.id}/service-cards/{card}", {"result": "offered"})
    await agent.post(f"/contacts/{desk.contact.id}/service-cards/{card}", {"result": "accepted"})
    [row] = (await agent.get("/admin/service-cards")).json["items"]
    assert (row["offered_count"], row["accepted_count"], row["declined_count"]) == (1, 1, 0)
    assert (row["places"], row["group_names"]) == ([{"zh-Hant": "3座12樓B室"}], {"en": "engineering-3"})
    address = f"/admin/service-cards/{card}"
    assert (await supervisor.delete(address)).code == "in_use"
    off = await supervisor.patch(address, {"is_active": False, "version": 1})
    assert (off.json["is_active"], off.json["version"]) == (False, 2)
    assert (await supervisor.patch(address, {"is_active": True, "version": 1})).code == "stale"
    other = await write(supervisor, "never offered")
    assert (await supervisor.delete(f"/admin/service-cards/{other}")).status == 204


async def test_a_card_that_points_nowhere_is_refused(supervisor: Window) -> None:
    body = {
        "titles": {"en": " "},
        "place_ids": ["nowhere"],
        "group_id": "nobody",
        "article_id": "nothing",
        "valid_from": "2026-05-02T00:00:00Z",
        "valid_until": "2026-05-01T00:00:00Z",
    }
    refused = await supervisor.post("/admin/service-cards", body)
    fields = {"titles", "place_ids", "group_id", "article_id", "valid_until"}
    assert (refused.status, set(refused.json["error"]["details"]["fields"])) == (422, fields)


async def test_an_order_for_a_complaint_ends_all_offers(
    supervisor: Window, agent: Window, desk: Desk, db: Database
) -> None:
    await write(supervisor)
    async with db.transaction() as session:
        await make_type(session, "complaint", due_hours=24)
        await make_order(session, desk, type_code="complaint", form={})
    assert await offered(agent, desk) == []


async def test_the_wish_about_offers_stands_in_the_history(agent: Window, desk: Desk, db: Database) -> None:
    await agent.patch(f"/customers/{desk.customer.id}", {"accepts_offers": False})
    async with db.reading() as session:
        last = (await history.of_subject(session, "customer", desk.customer.id))[-1]
        customer = await session.get_one(Customer, desk.customer.id)
    assert (last.details, last.author_id, customer.accepts_offers) == ({"accepts_offers": False}, desk.agent.id, False)
