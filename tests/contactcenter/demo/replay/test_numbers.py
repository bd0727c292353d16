"""Contacts and orders of the history are numbered in the order of time, and real ones go on."""

from datetime import UTC, datetime

from contactcenter.contacts.references import next_references
from contactcenter.db import Database
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.history_shapes import ContactScript, Line, MatterScript, OrderScript
from contactcenter.demo.replay.numbers import number_all

# Two hours after midnight at the desk.
NEW_YEAR = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)


def contact(key: str, minutes_ago: float, *, raised_after: float | None = None) -> HistoryContact:
    order = None
    if raised_after is not None:
        order = OrderScript("lift", "Lift", "Lift", "new", raised_after=raised_after)
    lines = (Line(0, "customer", "…"),)
    matter = MatterScript("Lift", "work_order" if order else "answered", order=order)
    script = ContactScript(key, "sms", "en", minutes_ago, "agent1", lines, (matter,))
    return HistoryContact(script, None, "", "", None, lines)


async def test_each_year_counts_for_itself_and_real_ones_go_on(db: Database) -> None:
    history = [contact("third", 30), contact("first", 180), contact("second", 150)]
    async with db.transaction() as session:
        numbers = await number_all(session, history, NEW_YEAR)
        assert numbers.contacts == {"first": "C-2026-0001", "second": "C-2026-0002", "third": "C-2027-0001"}
        assert await next_references(session, "C", 1, NEW_YEAR) == ["C-2027-0002"]


async def test_orders_are_numbered_by_when_they_were_raised(db: Database) -> None:
    history = [contact("slow", 100, raised_after=70), contact("quick", 60, raised_after=5)]
    async with db.transaction() as session:
        numbers = await number_all(session, history, NEW_YEAR)
    assert numbers.orders == {("quick", 0): "W-2027-0001", ("slow", 0): "W-2027-0002"}
