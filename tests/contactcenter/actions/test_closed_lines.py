"""Texts that arrive while the line is closed: the owner hears when it opens, once; an emergency hears nothing of it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.receive_messages import receive_messages
from contactcenter.calendars.changes import add_calendar, put_exception
from contactcenter.contacts.models import Contact, Message
from contactcenter.contracts import InboundText
from contactcenter.db import Database
from contactcenter.outbox.models import OutboxCommand
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import make_contact, make_text
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_emergency_word, make_queue
from tests.support.builders.templates import make_template

OPEN, CLOSED = "已收到 {reference}", "{opening}開始處理 {reference}"
HOUR = timedelta(hours=1)
# 10:00 in Hong Kong on a Monday.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NAMES = {"en": "Office"}


async def prepare(db: Database, *, line: list[str] | None = None, queue: list[str] | None = None) -> str:
    """A line with hours of its own, or by its queue's; gives the id of the calendar made last."""
    calendar_id = ""
    async with db.transaction() as session:
        row = await make_queue(session)
        own = await make_line(session, queue_id=row.id)
        for code, target, block in (("queue", row, queue), ("line", own, line)):
            if block is not None:
                weekly = {day: [block] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
                calendar_id = await add_calendar(session, code=code, names=NAMES, weekly=weekly)
                target.calendar_id = calendar_id
        await session.flush()
        await make_template(session, "acknowledgement", OPEN)
        await make_template(session, "acknowledgement_closed", CLOSED)
    return calendar_id


async def receive(db: Database, *texts: InboundText, at: datetime = NOW) -> None:
    async with db.transaction() as session:
        await receive_messages(session, texts, now=at)


async def told(db: Database) -> list[str]:
    """What owners were told, in its order."""
    async with db.reading() as session:
        said = select(Message.text).where(Message.direction == "outbound").order_by(Message.id)
        return list(await session.scalars(said))


@pytest.mark.parametrize(
    ("line", "queue", "expected"),
    [
        pytest.param(["08:00", "20:00"], None, "已收到 C-2026-0001", id="open"),
        pytest.param(["12:00", "20:00"], None, "今日12:00開始處理 C-2026-0001", id="opens later today"),
        pytest.param(["08:00", "09:00"], None, "明日08:00開始處理 C-2026-0001", id="closed for today"),
        pytest.param(None, ["08:00", "09:00"], "明日08:00開始處理 C-2026-0001", id="the queue's hours"),
        pytest.param(["08:00", "20:00"], ["08:00", "09:00"], "已收到 C-2026-0001", id="the line's own come first"),
        pytest.param(None, None, "已收到 C-2026-0001", id="no hours at all"),
    ],
)
async def test_a_text_is_answered_by_the_hours(
    db: Database, line: list[str] | None, queue: list[str] | None, expected: str
) -> None:
    await prepare(db, line=line, queue=queue)
    await receive(db, make_text("想問管理費"))
    assert await told(db) == [expected]
    async with db.reading() as session:
        assert (await session.scalars(select(Contact.state))).one() == "queued"
        assert len(list(await session.scalars(select(OutboxCommand)))) == 1


async def test_an_exception_closes_a_day_and_names_the_next(db: Database) -> None:
    calendar_id = await prepare(db, line=["08:00", "20:00"])
    async with db.transaction() as session:
        author = await make_agent(session, roles=["administrator"])
        for days in range(2):
            day = (NOW + timedelta(days=days)).date()
            await put_exception(
                session, calendar_id, day, blocks=[], names={}, version=None, author_id=author.id, now=NOW
            )
    await receive(db, make_text("想問管理費"))
    assert await told(db) == ["11月25日（星期三）08:00開始處理 C-2026-0001"]


async def test_what_never_opens_is_not_promised_to(db: Database) -> None:
    calendar_id = await prepare(db, line=["08:00", "20:00"])
    async with db.transaction() as session:
        author = await make_agent(session)
        for days in range(110):
            day = (NOW + timedelta(days=days)).date()
            await put_exception(
                session, calendar_id, day, blocks=[], names={}, version=None, author_id=author.id, now=NOW
            )
    await receive(db, make_text("想問管理費"))
    assert await told(db) == ["已收到 C-2026-0001"]


async def test_an_emergency_knows_no_hours(db: Database) -> None:
    await prepare(db, line=["08:00", "09:00"])
    async with db.transaction() as session:
        await make_emergency_word(session, "煤氣味", kind="gas")
    await receive(db, make_text("走廊有煤氣味"))
    async with db.reading() as session:
        contact = (await session.scalars(select(Contact))).one()
    assert contact.class_ == "emergency"
    assert "已收到 C-2026-0001" in await told(db)
    assert not any("開始處理" in text for text in await told(db))


async def test_who_writes_on_is_told_once_while_it_is_closed(db: Database) -> None:
    await prepare(db, line=["08:00", "09:00"])
    async with db.transaction() as session:
        contact = await make_contact(session, state="waiting")
        contact.acknowledged_at = NOW - 24 * HOUR
        await session.flush()
    await receive(db, make_text("仲有嘢想問"))
    await receive(db, make_text("喺唔喺度"), at=NOW + HOUR)
    assert await told(db) == [f"明日08:00開始處理 {contact.reference}"]
    await receive(db, make_text("今日呢"), at=NOW + 24 * HOUR)
    assert len(await told(db)) == 2


async def test_who_is_being_answered_is_told_nothing(db: Database) -> None:
    await prepare(db, line=["08:00", "09:00"])
    async with db.transaction() as session:
        agent = await make_agent(session)
        await make_contact(session, state="active", agent=agent)
    await receive(db, make_text("仲有嘢想問"))
    assert await told(db) == []
