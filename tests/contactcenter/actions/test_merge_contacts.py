"""Contacts that turn out to be the same, and a merge that was a mistake."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.merge_contacts import merge_contacts
from contactcenter.actions.receive_mails import receive_mails
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.reply import reply
from contactcenter.actions.unmerge_contact import unmerge_contact
from contactcenter.agents.models import Agent
from contactcenter.contacts.answering import ways_of
from contactcenter.contacts.merges import members_of, survivor_ids, thread_ids
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import get_contact, matters_of
from contactcenter.contracts import InboundMail
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.journal.history import of_subject
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.offers import live_offers_of, make_offers
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, OWNER, make_contact, make_text
from tests.support.builders.customers import make_customer
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent

SECOND = "+85297654321"
MAILBOX, HOME = "desk@example.org", "owner@home.example"
LATER = NOW + timedelta(minutes=5)


async def two(session: Session, agent: Agent, **values: Any) -> tuple[Contact, Contact]:
    """One held by the agent, and a younger one in the queue."""
    first = await make_contact(session, state="active", agent=agent, waiting_minutes=30)
    second = await make_contact(session, address=SECOND, waiting_minutes=10, **values)
    return first, second


async def acts_of(session: Session, contact: Contact) -> list[str]:
    return [entry.act for entry in await of_subject(session, "contact", contact.id)]


def a_mail(text: str, message_id: str, at: datetime, **values: Any) -> InboundMail:
    said = {"subject": "水管漏水", "text": text, "answer": text, "words": text, "content_hash": message_id}
    return InboundMail(f"mail:{message_id}", HOME, at, (MAILBOX,), message_id=message_id, **said, **values)


async def test_the_merged_one_closes_and_what_it_was_about_is_decided_in_the_other(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session, name="Ada Wong")
        first, second = await two(session, agent)
        survivor = await merge_contacts(session, second.id, into_id=first.id, agent=agent, reason="same leak", now=NOW)
        assert survivor is first
        assert (second.state, second.merged_into_id, second.closed_at) == ("closed", first.id, NOW)
        assert (first.state, first.agent_id) == ("active", agent.id)
        assert len(await matters_of(session, first.id)) == 2
        assert await matters_of(session, second.id) == []
        with pytest.raises(InvalidInput) as refused:
            await close_contact(session, first.id, outcomes=[], note="", agent=agent, now=NOW)
        assert refused.value.code == "outcome_missing"
        assert await thread_ids(session, first.id) == [first.id, second.id]
        entry = (await of_subject(session, "contact", second.id))[-1]
        assert (entry.act, entry.author_id, entry.details["reason"]) == ("merged", agent.id, "same leak")
        entry = next(e for e in await of_subject(session, "contact", first.id) if e.act == "took_in")
        assert (entry.author_id, entry.details["reference"]) == (agent.id, second.reference)


async def test_a_merge_tells_the_owner_nothing(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        await unmerge_contact(session, second.id, agent=agent, now=LATER)
        assert (await session.scalars(select(OutboxCommand))).all() == []
        said = (await session.scalars(select(Message))).all()
        assert {message.kind for message in said} == {"system"}


async def test_a_later_text_on_the_merged_thread_reaches_the_survivor(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        first.state = "waiting"
        await session.flush()
        await receive_messages(session, [make_text("仲漏緊", sender=SECOND, at=LATER)], now=LATER)
    async with db.reading() as session:
        assert len((await session.scalars(select(Contact))).all()) == 2
        kept = await get_contact(session, second.id)
        woken = await get_contact(session, first.id)
        assert (kept.state, woken.state, woken.preferred_agent_id) == ("closed", "queued", agent.id)
        (message,) = (await session.scalars(select(Message).where(Message.kind == "message"))).all()
        assert (message.contact_id, message.text) == (second.id, "仲漏緊")


async def test_a_text_reaches_a_survivor_that_came_by_mail(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        await make_line(session, channel="email", address=MAILBOX)
        agent = await make_agent(session)
        mailed = await make_contact(
            session, channel="email", address=HOME, line=MAILBOX, state="waiting", agent=agent, thread_key="mail"
        )
        texted = await make_contact(session, state="active", agent=agent)
        await merge_contacts(session, texted.id, into_id=mailed.id, agent=agent, now=NOW)
        await receive_messages(session, [make_text("仲漏緊", at=LATER)], now=LATER)
        await reply(session, mailed.id, "即刻到", agent=agent, now=LATER)
        commands = (await session.scalars(select(OutboxCommand))).all()
        assert [(command.kind, command.payload["recipient"]) for command in commands] == [("send_text", OWNER)]


async def test_texts_on_both_threads_at_once_move_the_survivor_once(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        first.state = "waiting"
        await session.flush()
        texts = [make_text("一", at=LATER), make_text("二", sender=SECOND, at=LATER)]
        await receive_messages(session, texts, now=LATER)
        assert (await acts_of(session, first)).count("owner_answered") == 1


async def test_a_merged_thread_whose_survivor_ended_long_ago_begins_anew(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        outcomes = [MatterOutcome(matter.id, "no_action") for matter in await matters_of(session, first.id)]
        await close_contact(session, first.id, outcomes=outcomes, note="", agent=agent, now=NOW)
        lately, long_after = NOW + timedelta(hours=70), NOW + timedelta(hours=300)
        await receive_messages(session, [make_text(sender=SECOND, at=lately)], now=lately)
    async with db.transaction() as session:
        reopened = await get_contact(session, first.id)
        assert reopened.state == "queued"
        reopened.state, reopened.closed_at = "closed", lately
        await session.flush()
        await receive_messages(session, [make_text(sender=SECOND, at=long_after)], now=long_after)
        assert len((await session.scalars(select(Contact))).all()) == 3


async def test_a_mail_to_the_merged_thread_reaches_the_survivor(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session, channel="email", address=MAILBOX)
        agent = await make_agent(session)
        await receive_mails(session, [a_mail("水管漏水", "one@home", NOW)], now=NOW)
        mailed = (await session.scalars(select(Contact))).one()
        first = await make_contact(session, state="active", agent=agent)
        await merge_contacts(session, mailed.id, into_id=first.id, agent=agent, now=NOW, is_confirmed=True)
        answer = a_mail("仲漏緊", "two@home", LATER, in_reply_to="one@home")
        await receive_mails(session, [answer], now=LATER)
        assert len((await session.scalars(select(Contact))).all()) == 2
        assert mailed.state == "closed"
        message = (await session.scalars(select(Message).order_by(Message.id.desc()).limit(1))).one()
        assert message.contact_id == mailed.id
    async with db.reading() as session:
        assert (await get_contact(session, first.id)).last_inbound_at == LATER


async def test_the_answer_goes_where_the_owner_wrote_last_or_where_it_is_told(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        await receive_messages(session, [make_text(sender=SECOND, at=LATER)], now=LATER)
        by_itself = await reply(session, first.id, "即刻到", agent=agent, now=LATER)
        named = await reply(session, first.id, "已通知", agent=agent, answer_on=first.id, now=LATER)
        assert (by_itself.contact_id, named.contact_id) == (second.id, first.id)
        recipients = [c.payload["recipient"] for c in await session.scalars(select(OutboxCommand).order_by("id"))]
        assert recipients == [SECOND, OWNER]
        assert [way.way.recipient for way in await ways_of(session, first)] == [SECOND, OWNER]
        stranger = await make_contact(session, address="+85260000000")
        with pytest.raises(InvalidInput):
            await reply(session, first.id, "?", agent=agent, answer_on=stranger.id, now=LATER)


async def test_nobody_loses_a_place_or_an_emergency_by_a_merge(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        young = await make_contact(session, waiting_minutes=1)
        old = await make_contact(session, address=SECOND, waiting_minutes=20, class_="emergency")
        key, queued_at = old.queue_key, young.queued_at
        await merge_contacts(session, old.id, into_id=young.id, agent=agent, now=NOW)
        assert (young.class_, young.queue_key, young.queued_at) == ("emergency", key, queued_at)
        await unmerge_contact(session, old.id, agent=agent, now=LATER)
        assert (young.class_, young.head_start_seconds) == ("normal", 0)
        assert (old.state, old.queue_key) == ("queued", key)


async def test_what_rings_for_the_merged_one_rings_no_more(db: Database) -> None:
    async with db.transaction() as session:
        agent, other = await make_agent(session), await make_free_agent(session)
        first, second = await two(session, agent)
        await make_offers(session, second, agent_ids=[other.id], seconds=20, now=NOW)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        assert await live_offers_of(session, second.id) == []
        assert second.state == "closed"


async def test_an_undone_merge_gives_state_agent_and_matters_back(db: Database) -> None:
    async with db.transaction() as session:
        agent, supervisor = await make_agent(session), await make_agent(session, roles=["supervisor"])
        first = await make_contact(session, state="active", agent=supervisor)
        until = NOW + timedelta(hours=3)
        second = await make_contact(session, address=SECOND, state="snoozed", agent=agent, snoozed_until=until)
        (matter,) = await matters_of(session, second.id)
        await merge_contacts(session, second.id, into_id=first.id, agent=supervisor, now=NOW)
        assert matter.id in {each.id for each in await matters_of(session, first.id)}
        await unmerge_contact(session, second.id, agent=supervisor, reason="other leak", now=LATER)
        assert (second.state, second.agent_id, second.snoozed_until) == ("snoozed", agent.id, until)
        assert (second.merged_into_id, second.closed_at) == (None, None)
        assert [each.id for each in await matters_of(session, second.id)] == [matter.id]
        assert len(await matters_of(session, first.id)) == 1
        assert await thread_ids(session, first.id) == [first.id]
        entry = next(e for e in await of_subject(session, "contact", second.id) if e.act == "unmerged")
        assert (entry.author_id, entry.details["reason"]) == (supervisor.id, "other leak")
        assert "gave_back" in await acts_of(session, first)
        with pytest.raises(Conflict) as refused:
            await unmerge_contact(session, second.id, agent=supervisor, now=LATER)
        assert refused.value.code == "not_merged"


async def test_a_survivor_reopened_by_the_merge_alone_is_closed_again(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        old = await make_contact(session, state="closed", agent=agent, closed_at=NOW - timedelta(hours=5), matters=0)
        mine = await make_contact(session, address=SECOND, state="active", agent=agent)
        await merge_contacts(session, mine.id, into_id=old.id, agent=agent, now=NOW)
        assert (old.state, old.agent_id, old.closed_at) == ("active", agent.id, None)
        await unmerge_contact(session, mine.id, agent=agent, now=LATER)
        assert (old.state, mine.state, mine.agent_id) == ("closed", "active", agent.id)


async def test_what_was_merged_twice_is_read_in_the_last_and_comes_out_whole(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        first, second = await two(session, agent)
        third = await make_contact(session, address="+85298888888", state="active", agent=agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        await merge_contacts(session, first.id, into_id=third.id, agent=agent, now=NOW)
        assert await members_of(session, [third.id]) == {first.id: third.id, second.id: third.id}
        assert await survivor_ids(session, [second.id]) == {second.id: third.id}
        assert len(await matters_of(session, third.id)) == 3
        await unmerge_contact(session, second.id, agent=agent, now=LATER)
        assert (second.state, len(await matters_of(session, second.id))) == ("queued", 1)
        assert len(await matters_of(session, third.id)) == 2


async def test_a_thread_that_began_anew_is_not_doubled(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        first, second = await two(session, agent)
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        newer = await make_contact(session, address=SECOND)
        with pytest.raises(Conflict) as refused:
            await unmerge_contact(session, second.id, agent=agent, now=LATER)
        assert (refused.value.code, refused.value.details["reference"]) == ("thread_open", newer.reference)


async def test_contacts_of_strangers_are_merged_only_on_confirmation(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        chan, lee = await make_customer(session, name="陳先生"), await make_customer(session, name="李小姐")
        first, second = await two(session, agent, customer_id=lee.id)
        first.customer_id = chan.id
        await session.flush()
        with pytest.raises(Conflict) as refused:
            await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        assert refused.value.code == "other_customer"
        assert set(refused.value.details["customers"]) == {"陳先生", "李小姐"}
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, is_confirmed=True, now=NOW)
        assert second.merged_into_id == first.id


async def test_what_cannot_be_merged_is_refused_with_a_reason(db: Database) -> None:
    async with db.transaction() as session:
        agent, colleague = await make_agent(session), await make_agent(session)
        first, second = await two(session, agent)
        with pytest.raises(InvalidInput):
            await merge_contacts(session, first.id, into_id=first.id, agent=agent, now=NOW)
        with pytest.raises(NotAllowed):
            await merge_contacts(session, first.id, into_id=second.id, agent=colleague, now=NOW)
        third = await make_contact(
            session, address="+85298888888", state="closed", closed_at=NOW - timedelta(hours=80), agent=agent
        )
        with pytest.raises(Conflict) as refused:
            await merge_contacts(session, third.id, into_id=first.id, agent=agent, now=NOW)
        assert refused.value.code == "wrong_state"
        await merge_contacts(session, second.id, into_id=first.id, agent=agent, now=NOW)
        for one, other in ((second, first), (first, second)):
            with pytest.raises(Conflict) as refused:
                await merge_contacts(session, one.id, into_id=other.id, agent=agent, now=NOW)
            assert refused.value.code == "already_merged"
