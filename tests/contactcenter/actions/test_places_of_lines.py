"""A line may give what arrives there a class and a head start; words and choices may give more."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.receive_messages import receive_messages
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import queue_key
from contactcenter.db import Database
from contactcenter.lines.models import Line
from tests.support.builders.calls import contact_of, make_voice_line, queue_call
from tests.support.builders.contacts import NOW, make_text
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_emergency_word, make_queue


async def test_a_text_begins_where_its_line_says(db: Database) -> None:
    async with db.transaction() as session:
        line = await make_line(session, queue_id=(await make_queue(session)).id, acknowledges=False)
        line.class_, line.head_start_seconds = "priority", 300
        await session.flush()
        await receive_messages(session, [make_text("想問管理費")], now=NOW)
    async with db.reading() as session:
        contact = (await session.scalars(select(Contact))).one()
    assert (contact.class_, contact.head_start_seconds) == ("priority", 300)
    assert contact.queue_key == queue_key("normal", contact.queued_at - timedelta(seconds=300), 0) - (
        queue_key("normal", NOW, 0) - queue_key("priority", NOW, 0)
    )


async def test_an_emergency_outweighs_the_line(db: Database) -> None:
    async with db.transaction() as session:
        line = await make_line(session, queue_id=(await make_queue(session)).id, acknowledges=False)
        line.class_ = "low"
        await make_emergency_word(session, "煤氣味", kind="gas")
        await receive_messages(session, [make_text("有煤氣味")], now=NOW)
    async with db.reading() as session:
        assert (await session.scalars(select(Contact.class_))).one() == "emergency"


@pytest.mark.parametrize(("class_", "expected"), [("priority", "priority"), ("normal", "normal"), ("low", "low")])
async def test_a_call_begins_where_its_line_says(db: Database, class_: str, expected: str) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        line = (await session.scalars(select(Line))).one()
        line.class_, line.head_start_seconds = class_, 60
        await session.flush()
        call = await queue_call(session)
    contact = await contact_of(db, call)
    assert (contact.state, contact.class_, contact.head_start_seconds) == ("queued", expected, 60)
    assert contact.queue_key == queue_key(expected, contact.queued_at, 60)
