import pytest

from contactcenter.db import Database
from contactcenter.errors import InvalidInput
from contactcenter.work_orders.drafts import draft_from_contact
from tests.support.builders.work_orders import make_desk, make_inbound_text, make_order


async def test_an_order_is_filled_in_from_the_texts(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await make_inbound_text(session, desk.contact, "3座12樓B室 廚房漏水")
        draft = await draft_from_contact(session, desk.contact)
    assert (draft.type.code, draft.title, draft.priority) == ("repair_plumbing", "廚房漏水", "normal")
    assert draft.place is not None
    assert draft.place.code == "3-12-B"
    assert draft.group is not None
    assert draft.group.code == "engineering-3"
    assert draft.form == {"area": "kitchen", "phone": "+85291234567"}
    assert draft.similar == []


async def test_an_open_twin_is_shown_and_an_ended_one_is_not(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        twin = await make_order(session, desk)
        ended = await make_order(session, desk)
        ended.state = "closed"
        await session.flush()
        draft = await draft_from_contact(session, desk.contact, type_code="repair_plumbing")
        other = await draft_from_contact(session, desk.contact, type_code="fee_query")
    assert [order.id for order in draft.similar] == [twin.id]
    assert other.similar == []


async def test_an_unknown_type_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        with pytest.raises(InvalidInput):
            await draft_from_contact(session, desk.contact, type_code="magic")


async def test_without_a_rule_the_draft_has_no_group(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        desk.contact.place_id = None
        await session.flush()
        draft = await draft_from_contact(session, desk.contact, type_code="repair_plumbing")
    assert draft.place is None
    assert draft.group is not None
    assert draft.group.code == "after-sales"
