"""Calls arrive: one contact each, of the right person, in the right queue and class."""

import asyncio

import pytest
from sqlalchemy import func, select

from contactcenter.actions.choose_in_menu import choose_in_menu
from contactcenter.actions.receive_call import receive_call
from contactcenter.basics.menus import FIRST_MENU, MAIN_MENU
from contactcenter.calls.models import Call
from contactcenter.calls.steps import Gather, Park
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from tests.support.builders.calls import arrive, contact_of, make_voice_line, queue_call
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.customers import make_customer
from tests.support.builders.places import make_home
from tests.support.builders.routing import make_queue


async def events(db: Database) -> list[tuple[str, dict[str, object]]]:
    async with db.reading() as session:
        query = select(Message).where(Message.kind == "call_event").order_by(Message.id)
        return [(m.event["name"], m.event["details"]) for m in await session.scalars(query) if m.event]


async def test_a_call_begins_a_contact_of_whoever_has_the_number(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        home = await make_home(session)
        owner = await make_customer(session, phone=OWNER, language="en", home_id=home.id)
        call = await arrive(session)
    contact = await contact_of(db, call)
    assert (contact.channel, contact.state, contact.thread_key) == ("voice", "new", call.id)
    assert (contact.customer_id, contact.place_id, contact.language) == (owner.id, home.id, "en")
    assert (call.state, call.menu_code, call.language, call.address) == ("menu", FIRST_MENU, "en", OWNER)
    assert await events(db) == [("call.started", {"address": OWNER})]


@pytest.mark.parametrize("caller", ["", "anonymous", "266696687"])
async def test_a_withheld_number_is_nobodys(db: Database, caller: str) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        call = await queue_call(session, caller=caller)
    contact = await contact_of(db, call)
    assert (contact.state, contact.customer_id, contact.address) == ("queued", None, caller)


async def test_a_call_is_told_of_twice_and_is_one(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        call = await arrive(session)
        await choose_in_menu(session, call.id, menu_code=FIRST_MENU, digits="1", words="", now=NOW)
        steps = await receive_call(session, external_id=call.external_id, caller=OWNER, line_address=LINE, now=NOW)
        assert isinstance(steps[0], Gather), "what she is to hear now"
        await choose_in_menu(session, call.id, menu_code=MAIN_MENU, digits="1", words="", now=NOW)
        again = await receive_call(session, external_id=call.external_id, caller=OWNER, line_address=LINE, now=NOW)
        assert again == (Park(),)
        assert await session.scalar(select(func.count()).select_from(Contact)) == 1


async def test_two_requests_at_once_make_one_call(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))

    async def tell() -> None:
        async with db.transaction() as session:
            await receive_call(session, external_id="CA1", caller=OWNER, line_address=LINE, now=NOW)

    await asyncio.gather(*(tell() for _ in range(4)))
    async with db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Call)) == 1
        assert await session.scalar(select(func.count()).select_from(Contact)) == 1


async def test_the_menus_lead_into_the_queue_with_a_place_from_then_on(db: Database) -> None:
    async with db.transaction() as session:
        general, repairs = await make_queue(session), await make_queue(session, "repairs")
        line = await make_voice_line(session, repairs)
        line.queue_id = general.id
        call = await queue_call(session)
    contact = await contact_of(db, call)
    assert (contact.state, contact.queue_id, contact.subject) == ("queued", repairs.id, "報修")
    assert (contact.queued_at, call.queued_at) == (NOW, NOW)
    assert [name for name, _ in await events(db)] == ["call.started", "menu.chosen", "menu.chosen", "call.queued"]
    assert (await events(db))[-1] == ("call.queued", {"position": 1})
    assert (await events(db))[2][1]["label"] == "報修"


async def test_the_language_chosen_is_that_of_the_contact(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        call = await arrive(session)
        await choose_in_menu(session, call.id, menu_code=FIRST_MENU, digits="", words="English please", now=NOW)
        assert (call.language, call.menu_code) == ("en", MAIN_MENU)
    assert (await contact_of(db, call)).language == "en"


async def test_the_key_for_emergencies_goes_before_all_others(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        await queue_call(session, caller="+85291234568")
        call = await arrive(session)
        await choose_in_menu(session, call.id, menu_code=FIRST_MENU, digits="9", words="", now=NOW)
    contact = await contact_of(db, call)
    assert (contact.class_, contact.state) == ("emergency", "queued")
    assert (await events(db))[-1] == ("call.queued", {"position": 1})


async def test_a_choice_for_a_menu_left_already_changes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        call = await queue_call(session)
        before = len((await session.scalars(select(Message))).all())
        steps = await choose_in_menu(session, call.id, menu_code=FIRST_MENU, digits="9", words="", now=NOW)
        assert steps == (Park(),)
        assert len((await session.scalars(select(Message))).all()) == before
    assert (await contact_of(db, call)).class_ == "normal"


async def test_a_number_that_is_no_line_of_ours_waits_in_the_general_queue(db: Database) -> None:
    async with db.transaction() as session:
        general = await make_queue(session)
        await receive_call(session, external_id="CA1", caller=OWNER, line_address="+85230009999", now=NOW)
        call = (await session.scalars(select(Call))).one()
        assert [matter.subject for matter in await matters_of(session, call.contact_id)] == ["來電"]
    contact = await contact_of(db, call)
    assert (contact.state, contact.queue_id, call.state) == ("queued", general.id, "queued")
