"""The figures of one moment, read from the rows."""

from datetime import UTC, datetime, timedelta

from contactcenter.db import Database
from contactcenter.gauges.figures import Waiting, read_figures
from contactcenter.journal.models import InboundEvent
from contactcenter.outbox import service as outbox
from contactcenter.routing.models import Queue
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_queue


async def test_an_idle_service_tells_zeros(db: Database) -> None:
    async with db.reading() as session:
        figures = await read_figures(session, now=NOW)
    assert (figures.journal, figures.journal_failed, figures.outbox, figures.contacts) == (Waiting(0, 0), 0, {}, {})
    assert set(figures.agents.values()) == {0}


async def test_who_waits_is_told_by_queue_and_class_with_the_oldest(db: Database) -> None:
    async with db.transaction() as session:
        queue: Queue = await make_queue(session, code="repairs")
        await make_contact(session, queue_id=queue.id, waiting_minutes=5, address="+85291000001")
        await make_contact(session, queue_id=queue.id, waiting_minutes=2, address="+85291000002", state="offered")
        await make_contact(session, queue_id=queue.id, class_="emergency", address="+85291000003")
        await make_contact(session, queue_id=queue.id, state="active", waiting_minutes=9, address="+85291000004")
        await make_contact(session, waiting_minutes=1, address="+85291000005")
    async with db.reading() as session:
        found = (await read_figures(session, now=NOW)).contacts
    assert found[("repairs", "normal")] == Waiting(2, 300)
    assert found[("repairs", "emergency")].count == 1
    assert found[("repairs", "low")] == Waiting(0, 0)
    assert found[("none", "normal")] == Waiting(1, 60)


async def test_journal_and_outbox_tell_their_backlog(db: Database) -> None:
    async with db.transaction() as session:
        for number, (state, minutes) in enumerate([("waiting", 3), ("waiting", 1), ("failed", 9), ("projected", 9)]):
            session.add(event(number, state, NOW - timedelta(minutes=minutes)))
        for key in ("a", "b"):
            await outbox.enqueue(session, "send_text", {}, ordering_key=key, now=NOW, deadline_seconds=60)
        claimed = await outbox.claim_due(session, kinds=["send_text"], now=NOW, limit=1)
        await outbox.settle(session, claimed[0], now=NOW)
    async with db.reading() as session:
        figures = await read_figures(session, now=NOW + timedelta(seconds=30))
    assert figures.journal == Waiting(2, 210)
    assert figures.journal_failed == 1
    assert figures.outbox == {"send_text": Waiting(1, 30)}


def event(number: int, state: str, received_at: datetime) -> InboundEvent:
    return InboundEvent(
        channel="sms", kind="text", external_id=f"SM{number}", received_at=received_at.astimezone(UTC), state=state
    )


async def test_agents_are_counted_by_presence_and_former_ones_are_not(db: Database) -> None:
    async with db.transaction() as session:
        for presence in ("available", "available", "away"):
            await make_agent(session, presence=presence)
        former = await make_agent(session)
        former.is_active = False
    async with db.reading() as session:
        agents = (await read_figures(session, now=NOW)).agents
    assert (agents["available"], agents["away"], agents["offline"], agents["missed"]) == (2, 1, 0, 0)
