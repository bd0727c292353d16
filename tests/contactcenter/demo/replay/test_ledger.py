"""Rows of the history get ids and numbers in the order of time, whatever the order they were thought of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.references import next_references
from contactcenter.db import Database
from contactcenter.demo.replay.ledger import Ledger, Row

NEW_YEAR = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # midnight at the desk


def make_contact(ledger: Ledger, key: str, at: datetime) -> Row:
    columns: dict[str, Any] = {"queued_at": at, "created_at": at, "updated_at": at, "thread_key": key}
    return ledger.add(Contact, at, channel="sms", subject=key, **columns)


async def test_each_year_counts_for_itself_and_real_contacts_go_on(db: Database) -> None:
    ledger = Ledger()
    for key, minutes in (("third", 10), ("first", -90), ("second", -30)):
        make_contact(ledger, key, NEW_YEAR + timedelta(minutes=minutes))
    async with db.transaction() as session:
        await ledger.write(session)
        in_order = (await session.execute(select(Contact.subject, Contact.reference).order_by(Contact.id))).all()
        after = await next_references(session, "C", 1, NEW_YEAR + timedelta(hours=1))
    expected = [("first", "C-2026-0001"), ("second", "C-2026-0002"), ("third", "C-2027-0001")]
    assert [tuple(row) for row in in_order] == expected
    assert after == ["C-2027-0002"]


async def test_texts_wait_for_the_numbers_they_name(db: Database) -> None:
    ledger = Ledger()
    contact = make_contact(ledger, "one", NEW_YEAR)
    for text, seconds in (("later", 9), (lambda: f"Your number is {contact.reference}", 1)):
        at = NEW_YEAR + timedelta(seconds=seconds)
        row = ledger.add(Message, at, contact_id=contact, channel="sms", text=text, created_at=at)
        row.values |= {"direction": "outbound", "author_kind": "system"}
    async with db.transaction() as session:
        await ledger.write(session)
        texts = (await session.scalars(select(Message.text).order_by(Message.id))).all()
    assert texts == ["Your number is C-2027-0001", "later"]
