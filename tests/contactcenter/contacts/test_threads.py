"""One thread has one open contact, and who saw an older version fails."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from contactcenter.actions.receive_messages import receive_messages
from contactcenter.contacts.models import Contact
from contactcenter.contacts.open_items import ContactsOpenItems
from contactcenter.contacts.service import change_state, get_contact, hand_to_agent, lock_contact, touch
from contactcenter.db import Database
from contactcenter.errors import Conflict, NotFound
from contactcenter.journal.history import of_subject
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact, make_text
from tests.support.builders.customers import make_customer
from tests.support.builders.places import make_home


async def test_texts_arriving_at_the_same_moment_join_one_contact(db: Database) -> None:
    async def receive(number: int) -> None:
        async with db.transaction() as session:
            await receive_messages(session, [make_text(f"第{number}條")], now=NOW)

    results = await asyncio.gather(*(receive(number) for number in range(6)), return_exceptions=True)
    assert not [result for result in results if result is not None]
    async with db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Contact)) == 1


async def test_a_version_seen_before_a_change_is_stale(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        await touch(session, contact, now=NOW)
    async with db.transaction() as session:
        with pytest.raises(Conflict) as refused:
            await lock_contact(session, contact.id, version=1)
        assert (await lock_contact(session, contact.id, version=2)).id == contact.id
        with pytest.raises(NotFound):
            await lock_contact(session, "nothing")
    assert (refused.value.code, refused.value.details) == ("stale", {"version": 2})


async def test_a_write_over_somebody_elses_change_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
    async with db.transaction() as session:
        await change_state(session, await get_contact(session, contact.id), "offered", author_id=None, now=NOW)
    async with db.transaction() as session:
        session.add(contact)  # as it was read before
        with pytest.raises(Conflict) as refused:
            await change_state(session, contact, "active", author_id=None, now=NOW)
        await session.rollback()
    assert refused.value.code == "stale"


async def test_a_move_that_does_not_exist_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="closed", closed_at=NOW)
        with pytest.raises(Conflict) as refused:
            await change_state(session, contact, "active", author_id=None, now=NOW)
    assert refused.value.details == {"state": "closed", "to": "active"}


async def test_every_change_of_state_has_an_author_a_time_and_a_reason(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        await change_state(session, contact, "queued", author_id=agent.id, now=NOW, reason="shift ends", agent_id=None)
        (entry,) = await of_subject(session, "contact", contact.id)
    assert (entry.act, entry.author_id, entry.at) == ("queued", agent.id, NOW)
    assert entry.details == {
        "from": "active",
        "to": "queued",
        "reason": "shift ends",
        "from_agent": agent.id,
        "to_agent": None,
    }


async def test_a_handover_passes_what_is_still_held(db: Database) -> None:
    async with db.transaction() as session:
        old, new = await make_agent(session), await make_agent(session)
        held = await make_contact(session, state="waiting", agent=old)
        over = await make_contact(session, state="closed", agent=old, closed_at=NOW)
        taken = await make_contact(session, state="active", agent=await make_agent(session), address="+85290000001")
        for contact in (held, over, taken):
            await hand_to_agent(session, contact.id, from_agent_id=old.id, to_agent_id=new.id, now=NOW)
    assert (held.agent_id, held.state) == (new.id, "waiting")
    assert over.agent_id == old.id
    assert taken.agent_id not in (old.id, new.id)


async def test_open_items_are_what_the_agent_holds(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        home, customer = await make_home(session), await make_customer(session, name="陳大文")
        held = await make_contact(
            session, state="waiting", agent=agent, customer_id=customer.id, place_id=home.id, class_="priority"
        )
        await make_contact(session, state="closed", agent=agent, closed_at=NOW)
        await make_contact(session, address="+85290000001")
        span = {"since": NOW, "until": datetime(2026, 11, 24, tzinfo=UTC)}
        (item,) = await ContactsOpenItems().open_items(session, agent_id=agent.id, **span)
    assert (item.kind, item.subject_id, item.reference, item.title) == ("contact", held.id, held.reference, "廚房漏水")
    assert item.facts["customer_name"] == "陳大文"
    assert item.facts["place_code"] == "3-12-B"
    assert (item.facts["state"], item.facts["class"]) == ("waiting", "priority")
