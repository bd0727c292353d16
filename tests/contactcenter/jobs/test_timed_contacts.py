"""Contacts whose time has come."""

from datetime import timedelta

from sqlalchemy import select

from contactcenter.actions.wrap_up import wrap_up
from contactcenter.contacts.models import AgentRelease, Contact
from contactcenter.contacts.service import get_contact, matters_of, set_outcome
from contactcenter.db import Database
from contactcenter.jobs import close_waiting, end_wrap_ups, wake_snoozed
from contactcenter.journal.history import of_subject
from contactcenter.routing.service import loads
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact


async def stored(db: Database, contact: Contact) -> Contact:
    async with db.reading() as session:
        return await get_contact(session, contact.id)


async def test_a_snoozed_contact_returns_to_its_place_when_its_time_has_come(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="snoozed", agent=agent, waiting_minutes=90, snoozed_until=NOW)
    assert await wake_snoozed.fire(db, now=NOW - timedelta(seconds=1)) == 0
    assert await wake_snoozed.fire(db, now=NOW) == 1
    assert await wake_snoozed.fire(db, now=NOW) == 0
    after = await stored(db, contact)
    assert (after.state, after.agent_id, after.preferred_agent_id) == ("queued", None, agent.id)
    assert (after.queued_at, after.snoozed_until) == (contact.queued_at, None)


async def test_silence_of_three_days_closes_what_was_answered(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="waiting", agent=await make_agent(session))
    assert await close_waiting.fire(db, now=NOW + timedelta(hours=71)) == 0
    end = NOW + timedelta(hours=72)
    assert await close_waiting.fire(db, now=end) == 1
    after = await stored(db, contact)
    assert (after.state, after.closed_at) == ("closed", end)
    async with db.reading() as session:
        (matter,) = await matters_of(session, contact.id)
        assert (matter.outcome, matter.decided_by) == ("answered", None)
        entries = await of_subject(session, "contact", contact.id)
    assert (entries[-1].act, entries[-1].author_id) == ("closed_itself", None)


async def test_after_wrap_up_what_is_decided_closes_by_itself(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        (matter,) = await matters_of(session, contact.id)
        await set_outcome(session, matter, "no_action", author_id=agent.id, now=NOW)
        await wrap_up(session, contact.id, agent=agent, now=NOW)
    assert await end_wrap_ups.fire(db, now=NOW + timedelta(seconds=60)) == 1
    assert (await stored(db, contact)).state == "closed"


async def test_after_wrap_up_what_is_undecided_stays_but_frees_the_agent(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        await wrap_up(session, contact.id, agent=agent, now=NOW)
        assert await loads(session, [agent.id]) == {agent.id: {"sms": 1}}
    end = NOW + timedelta(seconds=60)
    assert await end_wrap_ups.fire(db, now=NOW + timedelta(seconds=59)) == 0
    assert await end_wrap_ups.fire(db, now=end) == 1
    assert await end_wrap_ups.fire(db, now=end) == 0
    after = await stored(db, contact)
    assert (after.state, after.agent_id, after.wrap_up_until) == ("wrap_up", agent.id, None)
    async with db.reading() as session:
        assert await loads(session, [agent.id]) == {agent.id: {}}
        assert (await session.scalars(select(AgentRelease))).one().released_at == end
