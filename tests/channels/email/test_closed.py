"""Mails that arrive while the mailbox is closed: people hear when it opens, machines hear nothing."""

import pytest
from sqlalchemy import update

from contactcenter import clock
from contactcenter.calendars.changes import add_calendar
from contactcenter.calendars.hours import WEEKDAYS
from contactcenter.contacts.models import Contact
from contactcenter.lines.models import Line
from tests.channels.email.conftest import Entrance
from tests.support.builders.templates import make_template
from tests.support.mails import raw_mail


@pytest.fixture
async def closed(entrance: Entrance, mailbox: Line) -> None:
    """The mailbox is open for a quarter of an hour, in twelve hours' time."""
    async with entrance.db.transaction() as session:
        hour = (clock.local(clock.now()).hour + 12) % 24
        weekly = {day: [[f"{hour:02}:00", f"{hour:02}:15"]] for day in WEEKDAYS}
        calendar_id = await add_calendar(session, code="office", names={"en": "Office"}, weekly=weekly)
        await session.execute(update(Line).values(calendar_id=calendar_id))
        text = "我們{opening}開始處理，編號{reference}"
        await make_template(session, "acknowledgement_closed", text)


async def test_a_person_hears_when_it_opens(entrance: Entrance, closed: None) -> None:
    await entrance.receive(raw_mail())
    [told] = await entrance.messages(direction="outbound")
    [contact] = await entrance.contacts()
    assert told.text.startswith(("我們今日", "我們明日"))
    assert contact.reference in told.text
    assert contact.acknowledged_at is not None


async def test_who_answers_on_is_told_once(entrance: Entrance, closed: None) -> None:
    await entrance.receive(raw_mail())
    async with entrance.db.transaction() as session:
        await session.execute(update(Contact).values(state="waiting"))
    [first] = await entrance.messages(direction="outbound")
    for _ in range(2):
        await entrance.receive(raw_mail("仲有", in_reply_to=first.external_id or ""))
    assert len(await entrance.contacts()) == 1
    assert len(await entrance.messages(direction="outbound")) == 1


async def test_machines_hear_nothing(entrance: Entrance, closed: None) -> None:
    await entrance.receive(raw_mail("I am away.", Auto_Submitted="auto-replied"))
    assert await entrance.messages(direction="outbound") == []
