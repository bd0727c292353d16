"""Texts arrive."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import event, select

from contactcenter.actions.receive_messages import receive_messages
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contracts import InboundText
from contactcenter.customers.models import Customer
from contactcenter.db import Base, Database
from contactcenter.journal.history import of_subject
from contactcenter.outbox.models import OutboxCommand
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import LINE, NOW, OWNER, make_contact, make_text
from tests.support.builders.customers import make_customer
from tests.support.builders.lines import make_line
from tests.support.builders.places import make_home
from tests.support.builders.routing import make_emergency_word, make_queue
from tests.support.builders.templates import make_template

Row = TypeVar("Row", bound=Base)
ACKNOWLEDGEMENT = "已收到，編號 {reference}"


@pytest.fixture
async def line(db: Database) -> str:
    """Our line, with its queue and its acknowledgement; gives the queue's id."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_line(session, queue_id=queue.id)
        await make_template(session, "acknowledgement", ACKNOWLEDGEMENT)
        return queue.id


async def receive(db: Database, *texts: InboundText, seconds: int = 0) -> None:
    async with db.transaction() as session:
        await receive_messages(session, texts, now=NOW + timedelta(seconds=seconds))


async def all_of(db: Database, model: type[Row]) -> list[Row]:
    async with db.reading() as session:
        return list(await session.scalars(select(model).order_by(model.id)))  # type: ignore[attr-defined]


async def acts_of(db: Database, contact_id: str) -> list[str]:
    async with db.reading() as session:
        return [entry.act for entry in await of_subject(session, "contact", contact_id)]


async def test_a_text_of_a_stranger_becomes_a_queued_contact(db: Database, line: str) -> None:
    await receive(db, make_text("廚房  漏水\n請派人"))
    (contact,) = await all_of(db, Contact)
    (customer,) = await all_of(db, Customer)
    (matter,) = await all_of(db, Matter)
    assert (contact.state, contact.class_, contact.queue_id) == ("queued", "normal", line)
    assert (contact.reference, contact.address, contact.line) == ("C-2026-0001", OWNER, LINE)
    assert contact.customer_id == customer.id
    assert customer.name == ""
    assert contact.subject == matter.subject == "廚房 漏水 請派人"
    assert matter.outcome is None
    assert await acts_of(db, contact.id) == ["arrived"]


async def test_the_owner_gets_the_reference_once(db: Database, line: str) -> None:
    await receive(db, make_text(), make_text("快啲呀"))
    inbound, second, told = await all_of(db, Message)
    assert [inbound.direction, second.direction, told.direction] == ["inbound", "inbound", "outbound"]
    assert (told.text, told.delivery_state, told.author_kind) == ("已收到，編號 C-2026-0001", "waiting", "system")
    (command,) = await all_of(db, OutboxCommand)
    assert command.message_id == told.id
    assert command.payload == {"sender": LINE, "recipient": OWNER, "text": told.text}
    assert command.ordering_key == f"sms:{LINE}:{OWNER}"


async def test_second_text_joins_the_open_contact(db: Database, line: str) -> None:
    await receive(db, make_text())
    await receive(db, make_text("仲漏緊"), seconds=5)
    (contact,) = await all_of(db, Contact)
    assert contact.state == "queued"
    assert len(await all_of(db, OutboxCommand)) == 1


async def test_the_same_text_twice_is_stored_once(db: Database, line: str) -> None:
    text = make_text()
    await receive(db, text, text)
    await receive(db, text)
    assert len(await all_of(db, Contact)) == 1
    assert [message.direction for message in await all_of(db, Message)] == ["inbound", "outbound"]


async def test_a_replayed_text_of_a_long_closed_contact_begins_nothing(db: Database, line: str) -> None:
    text = make_text()
    await receive(db, text)
    async with db.transaction() as session:
        (contact,) = await session.scalars(select(Contact))
        contact.state, contact.closed_at = "closed", NOW - timedelta(days=30)
    await receive(db, text)
    assert len(await all_of(db, Contact)) == 1


async def test_one_sender_on_two_lines_is_two_threads(db: Database, line: str) -> None:
    await receive(db, make_text(), make_text(line="+85230000001"))
    assert len(await all_of(db, Contact)) == 2
    assert len(await all_of(db, Customer)) == 1


async def test_the_place_is_read_from_the_text(db: Database, line: str) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
    await receive(db, make_text("3座12樓B室 廚房漏水"))
    (contact,) = await all_of(db, Contact)
    assert contact.place_id == home.id


async def test_else_the_only_home_of_the_sender_is_the_place(db: Database, line: str) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        customer = await make_customer(session, phone=OWNER, home_id=home.id)
    await receive(db, make_text("廚房漏水"))
    (contact,) = await all_of(db, Contact)
    assert (contact.place_id, contact.customer_id) == (home.id, customer.id)


async def test_of_two_homes_none_is_guessed_and_a_later_text_says_which(db: Database, line: str) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        other = await make_home(session, "1-2-A")
        customer = await make_customer(session, phone=OWNER, home_id=home.id)
        await make_customer(session, phone="+85291110000", home_id=other.id)
        contact = await make_contact(session, customer_id=customer.id)
    await receive(db, make_text("係1座2樓A室"))
    (stored,) = await all_of(db, Contact)
    assert (stored.id, stored.place_id) == (contact.id, other.id)


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        pytest.param("queued", "queued", None, id="waits on"),
        pytest.param("active", "active", None, id="the agent reads it"),
        pytest.param("waiting", "queued", "owner_answered", id="the owner's turn is over"),
        pytest.param("snoozed", "queued", "owner_answered", id="woken"),
        pytest.param("wrap_up", "active", "owner_answered", id="not over after all"),
        pytest.param("closed", "queued", "reopened", id="reopened"),
    ],
)
async def test_what_a_text_does_to_its_contact(
    db: Database, line: str, before: str, after: str, act: str | None
) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(
            session,
            state=before,
            agent=None if before == "queued" else agent,
            waiting_minutes=30,
            closed_at=NOW - timedelta(hours=71) if before == "closed" else None,
        )
    await receive(db, make_text("仲漏緊"))
    (stored,) = await all_of(db, Contact)
    assert stored.state == after
    assert stored.queued_at == contact.queued_at, "the place is kept for life"
    assert stored.version == contact.version + 1
    assert stored.last_inbound_at == NOW
    assert stored.closed_at is None
    assert await acts_of(db, contact.id) == ([act] if act else [])
    if before in ("waiting", "snoozed", "closed"):
        assert (stored.agent_id, stored.preferred_agent_id) == (None, agent.id)
    if before in ("active", "wrap_up"):
        assert stored.agent_id == agent.id


async def test_a_reopened_contact_is_about_one_thing_more(db: Database, line: str) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="closed", closed_at=NOW - timedelta(hours=1))
    await receive(db, make_text("又漏水"))
    matters = await all_of(db, Matter)
    assert [(matter.contact_id, matter.subject) for matter in matters][-1] == (contact.id, "又漏水")
    assert len(matters) == 2
    assert not await all_of(db, OutboxCommand), "who is known to us is not acknowledged again"


async def test_after_the_reopening_window_a_new_contact_begins(db: Database, line: str) -> None:
    async with db.transaction() as session:
        old = await make_contact(session, state="closed", closed_at=NOW - timedelta(hours=73))
    await receive(db, make_text())
    contacts = await all_of(db, Contact)
    assert [contact.state for contact in contacts] == ["closed", "queued"]
    assert contacts[1].id != old.id


@pytest.mark.parametrize(
    ("sender", "acknowledges"),
    [
        pytest.param(OWNER, True, id="a person"),
        pytest.param("10086", False, id="a short code"),
        pytest.param("HSBC", False, id="a name"),
        pytest.param("+85230000009", False, id="a line of ours"),
    ],
)
async def test_only_people_are_acknowledged(db: Database, line: str, sender: str, acknowledges: bool) -> None:
    async with db.transaction() as session:
        await make_line(session, address="+85230000009")
    await receive(db, make_text(sender=sender))
    assert len(await all_of(db, Contact)) == 1
    assert bool(await all_of(db, OutboxCommand)) is acknowledges


async def test_a_line_may_keep_silent(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session, acknowledges=False)
        await make_template(session, "acknowledgement", ACKNOWLEDGEMENT)
    await receive(db, make_text())
    assert not await all_of(db, OutboxCommand)


async def test_nobody_is_acknowledged_twice_within_ten_minutes(db: Database, line: str) -> None:
    async with db.transaction() as session:
        await make_line(session, address="+85230000001")
    await receive(db, make_text(), make_text(line="+85230000001"))
    assert len(await all_of(db, OutboxCommand)) == 1
    await receive(db, make_text(line="+85230000002"), seconds=300)
    assert len(await all_of(db, OutboxCommand)) == 1


async def test_a_missing_template_loses_no_text(db: Database) -> None:
    async with db.transaction() as session:
        await make_line(session)
    await receive(db, make_text())
    assert len(await all_of(db, Message)) == 1


async def test_on_no_line_of_ours_a_text_still_waits_somewhere(db: Database, line: str) -> None:
    await receive(db, make_text(line="+85239999999"))
    (contact,) = await all_of(db, Contact)
    assert (contact.state, contact.queue_id) == ("queued", line)


async def test_the_language_is_that_of_the_text(db: Database, line: str) -> None:
    await receive(db, make_text("Water is leaking in my kitchen"), make_text("厨房漏水了", sender="+85291230002"))
    assert [contact.language for contact in await all_of(db, Contact)] == ["en", "zh-Hans"]


async def test_screens_and_the_matcher_hear_of_it(db: Database, line: str) -> None:
    heard: list[tuple[str, str]] = []
    woken: set[str] = set()

    async def publish(facts: object, topics: object) -> None:
        heard.extend((fact.type, fact.id) for fact in facts)  # type: ignore[attr-defined]
        woken.update(topics)  # type: ignore[call-overload]

    db.publish = publish
    await receive(db, make_text())
    (contact,) = await all_of(db, Contact)
    assert {("contact.changed", contact.id), ("message.added", contact.id), ("queue.changed", line)} <= set(heard)
    assert {"offers", "outbox"} <= woken


@contextmanager
def counted_statements(db: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.writer.sync_engine, "before_cursor_execute", count)
    yield statements
    event.remove(db.writer.sync_engine, "before_cursor_execute", count)


async def test_a_hundred_texts_cost_as_many_statements_as_ten(db: Database, line: str) -> None:
    costs = []
    for count in (10, 100):
        texts = [make_text("廚房漏水", sender=f"+852{91000000 + count * 1000 + number}") for number in range(count)]
        with counted_statements(db) as statements:
            await receive(db, *texts)
        costs.append(len(statements))
        with counted_statements(db) as statements:
            await receive(db, *[make_text("快啲", sender=text.sender) for text in texts])
        costs.append(len(statements))
    assert costs[0] == costs[2], "new senders"
    assert costs[1] == costs[3], "known ones"
    assert costs[2] <= 26
    assert costs[3] <= 14


async def test_an_emergency_word_puts_the_contact_before_all_others_and_says_why(db: Database, line: str) -> None:
    async with db.transaction() as session:
        await make_emergency_word(session, "煤氣味", kind="gas")
    await receive(db, make_text("走廊有啲煤气味，不急"), make_text("廚房漏水", sender="+85261112222"))
    urgent, other = await all_of(db, Contact)
    assert (urgent.class_, other.class_) == ("emergency", "normal")
    assert urgent.queue_key < other.queue_key
    async with db.reading() as session:
        [raised] = [each for each in await of_subject(session, "contact", urgent.id) if each.act == "class_raised"]
    expected = {"from": "normal", "to": "emergency", "reason": "emergency_word", "kind": "gas", "phrase": "煤氣味"}
    assert (raised.details, raised.author_id) == (expected, None)


async def test_an_emergency_word_in_a_later_text_lifts_the_contact_once(db: Database, line: str) -> None:
    async with db.transaction() as session:
        await make_emergency_word(session, "煤氣味", kind="gas")
    await receive(db, make_text("有冇人喺度"))
    await receive(db, make_text("好大煤氣味"), seconds=5)
    await receive(db, make_text("煤氣味呀！！"), seconds=9)
    (contact,) = await all_of(db, Contact)
    assert contact.class_ == "emergency"
    assert (await acts_of(db, contact.id)).count("class_raised") == 1
