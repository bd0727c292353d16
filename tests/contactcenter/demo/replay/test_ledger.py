"""Rows of the history have ids in the order of time, whatever the order they were thought of."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Database, new_id
from contactcenter.demo.replay.ledger import Ledger, Row

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def make_contact(ledger: Ledger, key: str, at: datetime) -> Row:
    times = {"queued_at": at, "created_at": at, "updated_at": at, "state_since": at}
    return ledger.add(Contact, at, channel="sms", reference=key, subject=key, thread_key=key, queue_key=1, **times)


def make_message(ledger: Ledger, contact: Row, text: str, at: datetime) -> Row:
    author = {"direction": "inbound", "author_kind": "customer", "attachments": []}
    return ledger.add(Message, at, contact_id=contact.id, channel="sms", text=text, created_at=at, **author)


async def test_lists_sorted_by_id_are_sorted_by_time(db: Database) -> None:
    ledger = Ledger()
    for key, minutes in (("third", 10), ("first", -90), ("second", -30)):
        make_contact(ledger, key, NOON + timedelta(minutes=minutes))
    async with db.transaction() as session:
        await ledger.write_contacts(session)
        keys = (await session.scalars(select(Contact.subject).order_by(Contact.id))).all()
    assert keys == ["first", "second", "third"]


async def test_what_happens_at_one_moment_keeps_its_order(db: Database) -> None:
    ledger = Ledger()
    contact = make_contact(ledger, "one", NOON)
    for number in range(40):
        make_message(ledger, contact, str(number), NOON)
    async with db.transaction() as session:
        await ledger.write_contacts(session)
        texts = (await session.scalars(select(Message.text).order_by(Message.id))).all()
    assert texts == [str(number) for number in range(40)]


def test_ids_of_the_past_come_before_those_of_real_work() -> None:
    row = make_contact(Ledger(), "one", datetime.now(UTC) - timedelta(seconds=1))
    assert len(row.id) == len(new_id())
    assert row.id < new_id()


async def test_what_was_written_is_not_written_again(db: Database) -> None:
    ledger = Ledger()
    contact = make_contact(ledger, "one", NOON)
    async with db.transaction() as session:
        await ledger.write_contacts(session)
        make_message(ledger, contact, "later", NOON)
        await ledger.write_contacts(session)
        assert (await session.scalars(select(Message.text))).all() == ["later"]
