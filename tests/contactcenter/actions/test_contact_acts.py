"""What an agent does with a contact in hand."""

from datetime import timedelta
from typing import Literal

import pytest
from sqlalchemy import select

from contactcenter.actions.add_matter import add_matter
from contactcenter.actions.add_note import add_note
from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.enter_contact import enter_contact
from contactcenter.actions.link_contact import link_contact
from contactcenter.actions.reply import reply
from contactcenter.actions.resume_contact import resume_contact
from contactcenter.actions.snooze_contact import snooze_contact
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.actions.wrap_up import wrap_up
from contactcenter.contacts.models import AgentRelease, Contact
from contactcenter.contacts.service import get_contact, matters_of
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.jobs import offer_waiting
from contactcenter.journal.history import of_subject
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.offers import live_offers_of, live_offers_to
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import LINE, NOW, OWNER, make_contact
from tests.support.builders.customers import make_customer
from tests.support.builders.lines import make_line
from tests.support.builders.places import make_home
from tests.support.builders.routing import make_free_agent, make_queue

LATER = NOW + timedelta(minutes=5)


async def last_act(db: Database, contact: Contact) -> tuple[str, str | None]:
    async with db.reading() as session:
        entry = (await of_subject(session, "contact", contact.id))[-1]
        return entry.act, entry.author_id


async def test_a_reply_goes_out_through_the_outbox(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session, name="Ada Wong")
        contact = await make_contact(session, state="active", agent=agent)
        message = await reply(session, contact.id, "  師傅即刻到  ", agent=agent, now=NOW)
    assert (message.text, message.direction, message.delivery_state) == ("師傅即刻到", "outbound", "waiting")
    assert (message.author_kind, message.author_id, message.author_name) == ("agent", agent.id, "Ada Wong")
    async with db.reading() as session:
        command = (await session.scalars(select(OutboxCommand))).one()
        assert command.payload == {"sender": LINE, "recipient": OWNER, "text": "師傅即刻到"}
        assert (await get_contact(session, contact.id)).state == "active"
    assert await last_act(db, contact) == ("replied", agent.id)


async def test_reply_and_wait_makes_it_the_owners_turn(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        await reply(session, contact.id, "有冇相?", agent=agent, then="wait", now=NOW)
        assert (contact.state, contact.agent_id) == ("waiting", agent.id)
        assert (await session.get_one(AgentRelease, agent.id)).released_at == NOW


async def test_an_article_used_answers_the_matter(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent, matters=2)
        await reply(session, contact.id, "請關水掣", agent=agent, article_id="article-1", now=NOW)
        first, second = await matters_of(session, contact.id)
        assert (first.outcome, first.article_id, first.decided_by) == ("answered", "article-1", agent.id)
        assert second.outcome is None


async def test_two_agents_never_answer_the_same_twice(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        supervisor = await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session, state="active", agent=agent)
        seen = contact.version
        await reply(session, contact.id, "一", agent=agent, version=seen, now=NOW)
        with pytest.raises(Conflict) as refused:
            await reply(session, contact.id, "一", agent=supervisor, version=seen, now=NOW)
    assert refused.value.code == "stale"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("  ", "empty_text", id="nothing"),
        pytest.param("水" * 1601, "text_too_long", id="more than carriers take"),
    ],
)
async def test_texts_that_cannot_be_sent_are_refused(db: Database, text: str, code: str) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        with pytest.raises(InvalidInput) as refused:
            await reply(session, contact.id, text, agent=agent, now=NOW)
    assert refused.value.code == code


async def test_a_contact_is_answered_only_by_its_holder_or_a_supervisor(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="active", agent=await make_agent(session))
        with pytest.raises(NotAllowed):
            await reply(session, contact.id, "?", agent=await make_agent(session), now=NOW)
        await reply(session, contact.id, "好", agent=await make_agent(session, roles=["supervisor"]), now=NOW)
        assert contact.state == "active"


async def test_what_nobody_holds_must_be_accepted_before_it_is_answered(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        with pytest.raises(Conflict):
            await reply(session, contact.id, "?", agent=await make_agent(session, roles=["supervisor"]), now=NOW)


async def test_a_visitor_is_answered_on_the_phone_we_know(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
        agent = await make_agent(session)
        customer = await make_customer(session, phone=OWNER)
        contact = await enter_contact(
            session, agent=agent, source="walk_in", subject="", text="冇水", customer_id=customer.id, now=NOW
        )
        message = await reply(session, contact.id, "已安排", agent=agent, now=NOW)
        assert message.channel == "sms"
        nobody = await enter_contact(session, agent=agent, source="letter", subject="", text="信", now=NOW)
        with pytest.raises(InvalidInput) as refused:
            await reply(session, nobody.id, "?", agent=agent, now=NOW)
    assert refused.value.code == "no_address"


async def test_a_note_is_for_colleagues_and_makes_no_reply_stale(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="active", agent=await make_agent(session))
        before = contact.version
        note = await add_note(session, contact.id, "老人家獨居", agent=await make_agent(session), now=NOW)
        assert (note.kind, note.direction, note.delivery_state) == ("note", "internal", None)
        assert contact.version == before
        assert (await session.scalars(select(OutboxCommand))).first() is None


async def test_a_transfer_to_a_queue_keeps_the_place(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        repairs = await make_queue(session, "repairs")
        contact = await make_contact(session, state="active", agent=agent, waiting_minutes=40)
        queued_at = contact.queued_at
        await transfer_contact(session, contact.id, agent=agent, queue_id=repairs.id, note="要水喉匠", now=NOW)
        assert (contact.state, contact.queue_id, contact.queued_at) == ("queued", repairs.id, queued_at)
        assert (contact.agent_id, contact.preferred_agent_id) == (None, None)
    assert await last_act(db, contact) == ("transferred", agent.id)


async def test_a_transfer_to_a_colleague_is_offered_to_them_first(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_agent(session)
        colleague = await make_free_agent(session, since=NOW)
        await make_free_agent(session, queue, since=NOW - timedelta(hours=1))
        contact = await make_contact(session, state="active", agent=agent, queue_id=queue.id)
        await transfer_contact(session, contact.id, agent=agent, to_agent_id=colleague.id, now=NOW)
    assert await offer_waiting.fire(db, now=NOW) == 1
    async with db.reading() as session:
        assert [offer.contact_id for offer in await live_offers_to(session, colleague.id)] == [contact.id]


@pytest.mark.parametrize("state", ["active", "waiting", "snoozed", "wrap_up"])
async def test_a_supervisor_takes_a_contact_over_by_naming_herself(db: Database, state: str) -> None:
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session, state=state, agent=await make_agent(session))
        await transfer_contact(session, contact.id, agent=supervisor, to_agent_id=supervisor.id, now=NOW)
        assert (contact.state, contact.agent_id) == (state, supervisor.id)


async def test_a_supervisor_takes_what_rings_at_somebody_else(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_free_agent(session, queue)
        supervisor = await make_agent(session, roles=["supervisor"])
        contact = await make_contact(session, queue_id=queue.id)
    assert await offer_waiting.fire(db, now=NOW) == 1
    async with db.transaction() as session:
        taken = await transfer_contact(session, contact.id, agent=supervisor, to_agent_id=supervisor.id, now=NOW)
        assert (taken.state, taken.agent_id) == ("active", supervisor.id)
        assert not await live_offers_of(session, contact.id)


@pytest.mark.parametrize("case", ["nobody", "both", "unknown", "back office", "self"])
async def test_transfers_that_name_nobody_right_are_refused(
    db: Database, case: Literal["nobody", "both", "unknown", "back office", "self"]
) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        queue = await make_queue(session)
        fitter = await make_agent(session, roles=["back_office"])
        contact = await make_contact(session, state="active", agent=agent)
        targets: dict[str, dict[str, str]] = {
            "nobody": {},
            "both": {"queue_id": queue.id, "to_agent_id": agent.id},
            "unknown": {"queue_id": "no such queue"},
            "back office": {"to_agent_id": fitter.id},
            "self": {"to_agent_id": agent.id},
        }
        with pytest.raises(InvalidInput):
            await transfer_contact(session, contact.id, agent=agent, now=NOW, **targets[case])


async def test_snoozed_and_resumed(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        await snooze_contact(session, contact.id, until=LATER, agent=agent, now=NOW)
        assert (contact.state, contact.snoozed_until, contact.agent_id) == ("snoozed", LATER, agent.id)
        await resume_contact(session, contact.id, agent=agent, now=NOW)
        assert (contact.state, contact.snoozed_until, contact.agent_id) == ("active", None, agent.id)
        with pytest.raises(InvalidInput):
            await snooze_contact(session, contact.id, until=NOW, agent=agent, now=NOW)


async def test_wrap_up_lasts_as_long_as_the_queue_says(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        queue = await make_queue(session, wrap_up_seconds=90)
        contact = await make_contact(session, state="active", agent=agent, queue_id=queue.id)
        await wrap_up(session, contact.id, agent=agent, now=NOW)
        assert (contact.state, contact.wrap_up_until) == ("wrap_up", NOW + timedelta(seconds=90))


async def test_closing_needs_an_outcome_for_each_matter(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent, matters=2)
        first, second = await matters_of(session, contact.id)
        answered = MatterOutcome(first.id, "answered", article_id="article-1")
        with pytest.raises(InvalidInput) as refused:
            await close_contact(session, contact.id, outcomes=[answered], note="", agent=agent, now=NOW)
        assert refused.value.code == "outcome_missing"
        assert refused.value.details == {"matters": [{"id": second.id, "subject": second.subject}]}
        nothing = MatterOutcome(second.id, "no_action", note="已自行處理")
        await close_contact(session, contact.id, outcomes=[nothing], note=" 已教業主關掣 ", agent=agent, now=LATER)
        assert (contact.state, contact.closed_at, contact.wrap_up_note) == ("closed", LATER, "已教業主關掣")
        assert contact.agent_id == agent.id, "who closed it stays known"
        assert [matter.outcome for matter in await matters_of(session, contact.id)] == ["answered", "no_action"]
        assert (await session.get_one(AgentRelease, agent.id)).released_at == LATER


async def test_an_unknown_outcome_or_matter_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        (matter,) = await matters_of(session, contact.id)
        outcomes = [MatterOutcome(matter.id, "solved")]
        with pytest.raises(InvalidInput):
            await close_contact(session, contact.id, outcomes=outcomes, note="", agent=agent, now=NOW)
        outcomes = [MatterOutcome("another", "answered")]
        with pytest.raises(NotFound):
            await close_contact(session, contact.id, outcomes=outcomes, note="", agent=agent, now=NOW)


async def test_an_agent_does_not_close_what_waits_in_the_queue_but_a_supervisor_does(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        (matter,) = await matters_of(session, contact.id)
        outcomes = [MatterOutcome(matter.id, "spam")]
        with pytest.raises(NotAllowed):
            await close_contact(
                session, contact.id, outcomes=outcomes, note="", agent=await make_agent(session), now=NOW
            )
        supervisor = await make_agent(session, roles=["supervisor"])
        await close_contact(session, contact.id, outcomes=outcomes, note="", agent=supervisor, now=NOW)
        assert (contact.state, contact.agent_id) == ("closed", supervisor.id)


async def test_linking_says_who_and_where_but_keeps_what_arrived(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        home = await make_home(session)
        customer = await make_customer(session)
        contact = await make_contact(session, state="active", agent=agent)
        await link_contact(session, contact.id, agent=agent, customer_id=customer.id, place_id=home.id, now=NOW)
        assert (contact.customer_id, contact.place_id, contact.address) == (customer.id, home.id, OWNER)
        with pytest.raises(InvalidInput):
            await link_contact(session, contact.id, agent=agent, customer_id="nobody", now=NOW)
    assert await last_act(db, contact) == ("linked", agent.id)


async def test_one_more_matter_needs_an_outcome_too(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        matter = await add_matter(session, contact.id, "管理費", agent=agent, now=NOW)
        assert [each.id for each in await matters_of(session, contact.id)][-1] == matter.id
        with pytest.raises(InvalidInput):
            await add_matter(session, contact.id, "  ", agent=agent, now=NOW)


async def test_a_letter_keyed_in_is_the_agents_own_and_as_old_as_it_is(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        yesterday = NOW - timedelta(days=1)
        contact = await enter_contact(
            session, agent=agent, source="letter", subject="投訴", text="信", occurred_at=yesterday, now=NOW
        )
        assert (contact.channel, contact.source, contact.state) == ("manual", "letter", "active")
        assert (contact.agent_id, contact.queued_at, contact.created_at) == (agent.id, yesterday, NOW)
        assert contact.thread_key == contact.id
        with pytest.raises(InvalidInput):
            await enter_contact(
                session, agent=agent, source="visit", subject="", text="?", occurred_at=NOW + timedelta(1), now=NOW
            )
