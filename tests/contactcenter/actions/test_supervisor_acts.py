"""What a supervisor does with the queue: another place, other hands; and contacts handed to back-office groups."""

import asyncio

import pytest

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.assign_contact import assign_contact
from contactcenter.actions.prioritise_contact import prioritise_contact
from contactcenter.actions.reply import reply
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.contacts.messages import add_message
from contactcenter.contacts.order import queue_key
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.journal.history import of_subject
from contactcenter.routing.offers import live_offers_of, make_offers
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.groups import make_group
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent, make_queue


async def test_to_the_front_of_its_class_and_of_no_other(db: Database) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        contacts = [
            await make_contact(session, waiting_minutes=minutes, address=f"+8529000000{minutes}")
            for minutes in (9, 5, 1)
        ]
        urgent = await make_contact(session, class_="priority", address="+85290000010")
        first, last = contacts[0], contacts[-1]
        queued_at = last.queued_at
        await prioritise_contact(session, last.id, agent=supervisor, to_front=True, reason="baby at home", now=NOW)
        assert urgent.queue_key < last.queue_key < first.queue_key
        assert last.queued_at == queued_at
        entry = (await of_subject(session, "contact", last.id))[-1]
        assert (entry.act, entry.author_id, entry.details["reason"]) == ("prioritised", supervisor.id, "baby at home")
        key = last.queue_key
        await prioritise_contact(session, last.id, agent=supervisor, to_front=True, reason="again", now=NOW)
        assert last.queue_key == key


async def test_a_class_is_given_and_taken_back(db: Database) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session)
        before = contact.queue_key
        for class_ in ("emergency", "normal"):
            await prioritise_contact(session, contact.id, agent=supervisor, class_=class_, reason="so", now=NOW)
            assert contact.queue_key == queue_key(class_, contact.queued_at, 0)
        assert contact.queue_key == before
        await prioritise_contact(session, contact.id, agent=supervisor, head_start_seconds=60, reason="so", now=NOW)
        assert contact.queue_key == before - 60_000


async def test_only_a_supervisor_changes_the_order(db: Database) -> None:
    async with db.transaction() as session:
        agent, contact = await make_agent(session), await make_contact(session)
        with pytest.raises(NotAllowed):
            await prioritise_contact(session, contact.id, agent=agent, to_front=True, reason="me", now=NOW)
        with pytest.raises(NotAllowed):
            await assign_contact(session, contact.id, to_agent_id=agent.id, agent=agent, reason="me", now=NOW)


async def test_a_contact_is_given_to_somebody_who_is_busy(db: Database) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        busy, other = await make_free_agent(session), await make_free_agent(session)
        busy.presence = "busy"
        await session.flush()
        contact = await make_contact(session)
        await make_offers(session, contact, agent_ids=[other.id], seconds=20, now=NOW)
        await assign_contact(session, contact.id, to_agent_id=busy.id, agent=supervisor, reason="knows her", now=NOW)
        assert (contact.state, contact.agent_id) == ("active", busy.id)
        assert await live_offers_of(session, contact.id) == []
        entry = (await of_subject(session, "contact", contact.id))[-1]
        assert (entry.act, entry.author_id, entry.details["reason"]) == ("assigned", supervisor.id, "knows her")


async def test_what_somebody_holds_moves_to_other_hands_as_it_is(db: Database) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        holder, other = await make_free_agent(session), await make_free_agent(session)
        contact = await make_contact(session, state="waiting", agent=holder)
        await assign_contact(session, contact.id, to_agent_id=other.id, agent=supervisor, reason="off sick", now=NOW)
        assert (contact.state, contact.agent_id) == ("waiting", other.id)
        entry = (await of_subject(session, "contact", contact.id))[-1]
        assert (entry.act, entry.details["reason"], entry.details["to_agent"]) == ("passed", "off sick", other.id)
        with pytest.raises(InvalidInput) as refused:
            await assign_contact(session, contact.id, to_agent_id=other.id, agent=supervisor, reason="?", now=NOW)
        assert refused.value.code == "same_agent"


@pytest.mark.parametrize(
    ("roles", "presence", "code"),
    [
        pytest.param(["agent"], "offline", "not_there", id="has gone home"),
        pytest.param(["back_office"], "available", "not_an_agent", id="takes no contacts"),
    ],
)
async def test_nobody_gets_what_they_cannot_take(db: Database, roles: list[str], presence: str, code: str) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        colleague, contact = await make_agent(session, roles=roles), await make_contact(session)
        colleague.presence = presence
        await session.flush()
        with pytest.raises(InvalidInput) as refused:
            await assign_contact(session, contact.id, to_agent_id=colleague.id, agent=supervisor, reason="?", now=NOW)
        assert refused.value.code == code


async def test_a_contact_handed_to_a_group_is_for_its_people_whatever_their_role(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent, cashier = await make_agent(session), await make_agent(session, roles=["back_office"])
        group = await make_group(session, code="cashier", members=[cashier])
        contact = await make_contact(session, state="active", agent=agent, waiting_minutes=7)
        key = contact.queue_key
        await transfer_contact(session, contact.id, agent=agent, to_group_id=group.id, note="管理費收據", now=NOW)
        assert (contact.state, contact.group_id, contact.queue_key) == ("queued", group.id, key)
        assert (contact.agent_id, contact.preferred_agent_id) == (None, None)
        entry = (await of_subject(session, "contact", contact.id))[-1]
        assert (entry.act, entry.details["to_group"]) == ("transferred", group.id)
        with pytest.raises(NotAllowed) as refused:
            await accept_contact(session, contact.id, agent=agent, now=NOW)
        assert refused.value.code == "not_in_group"
        await accept_contact(session, contact.id, agent=cashier, now=NOW)
        assert (contact.state, contact.agent_id) == ("active", cashier.id)
        await reply(session, contact.id, "收據已寄出", agent=cashier, now=NOW)
        back = await make_queue(session)
        await transfer_contact(session, contact.id, agent=cashier, queue_id=back.id, now=NOW)
        assert (contact.group_id, contact.queue_id) == (None, back.id)
        with pytest.raises(NotAllowed):
            await accept_contact(session, contact.id, agent=cashier, now=NOW)


async def test_a_groups_contacts_wait_in_the_queue_of_the_group(db: Database) -> None:
    async with db.transaction() as session:
        agent, member = await make_agent(session), await make_agent(session)
        group = await make_group(session, code="cashier", members=[member])
        queue = await make_queue(session)
        queue.group_id = group.id
        await session.flush()
        contact = await make_contact(session, state="active", agent=agent)
        await transfer_contact(session, contact.id, agent=agent, to_group_id=group.id, now=NOW)
        assert contact.queue_id == queue.id


async def test_a_group_without_people_gets_nothing(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        group = await make_group(session, code="nobody")
        contact = await make_contact(session, state="active", agent=agent)
        with pytest.raises(InvalidInput) as refused:
            await transfer_contact(session, contact.id, agent=agent, to_group_id=group.id, now=NOW)
        assert refused.value.code == "empty_group"


async def test_of_two_who_answer_at_once_the_second_reads_the_first(db: Database) -> None:
    """Two transactions at once, as from two nodes: the contact's lock decides."""
    async with db.transaction() as session:
        await make_line(session)
        agent, supervisor = await make_agent(session), await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session, state="active", agent=agent)
        text = {"kind": "message", "direction": "inbound", "text": "幾時到?", "author_kind": "customer"}
        seen = await add_message(session, contact, author=None, now=NOW, **text)  # type: ignore[arg-type]

    async def answer(author_id: str, words: str) -> str:
        async with db.transaction() as session:
            author = agent if author_id == agent.id else supervisor
            sent = await reply(session, contact.id, words, agent=author, seen_message_id=seen.id, now=NOW)
            return sent.id

    both = await asyncio.gather(answer(agent.id, "三點"), answer(supervisor.id, "四點"), return_exceptions=True)
    (refused,) = [each for each in both if isinstance(each, BaseException)]
    assert isinstance(refused, Conflict)
    assert refused.code == "answered_meanwhile"
    (told,) = refused.details["messages"]
    assert told["text"] in ("三點", "四點")


async def test_ones_own_answer_and_those_seen_are_no_conflict(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent, supervisor = await make_agent(session), await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session, state="active", agent=agent)
        first = await reply(session, contact.id, "一", agent=agent, now=NOW)
        await reply(session, contact.id, "二", agent=agent, seen_message_id=first.id, now=NOW)
        third = await reply(session, contact.id, "三", agent=supervisor, now=NOW)
        with pytest.raises(Conflict):
            await reply(session, contact.id, "四", agent=agent, seen_message_id=first.id, now=NOW)
        await reply(session, contact.id, "四", agent=agent, seen_message_id=third.id, now=NOW)
        with pytest.raises(InvalidInput):
            await reply(session, contact.id, "五", agent=agent, seen_message_id="nothing", now=NOW)
