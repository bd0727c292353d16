"""Whatever happens to a call, in whatever order and however often: it has an owner, and no agent is stuck with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from contactcenter.actions import answer_leg as answering
from contactcenter.actions import end_call, hold_call, join_conversation, lose_leg, wait_in_queue
from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.leave_voicemail import leave_voicemail
from contactcenter.actions.set_presence import set_presence
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.actions.wrap_up import wrap_up
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.service import HeldCall, lock_call
from contactcenter.calls.standing import NUMBER_RIGHT
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.jobs import end_wrap_ups, expire_offers, offer_waiting
from contactcenter.jobs.reconcile_calls import ReconcileCalls
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.models import Offer
from contactcenter.routing.offers import live_offers_of
from contactcenter.routing.service import loads
from tests.support.builders.calls import make_voice_line, queue_call
from tests.support.builders.contacts import NOW
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import GONE, REFUSED, Switchboard

VERBS = ("ring", "bring in", "send to queue", "hold", "resume", "end")
# What the contact may be while its call is …
OWNED = {
    "queued": {"queued"},
    "ringing": {"offered", "active"},
    "talking": {"active"},
    "voicemail": {"queued"},
    # Settled: the contact by which she is called back goes on from it.
    "callback": {"queued", "closed"},
    # Whom we owe a call back, or who left a message, is taken by an agent like any letter.
    "ended": {"queued", "offered", "active", "wrap_up", "closed"},
}


class Desk:
    """Two agents, one carrier, and a call to which anything may happen."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now: datetime = NOW
        self.agents: list[Agent] = []
        self.call: Call
        self.carrier = Switchboard()
        self.numbers = 0

    async def open(self) -> None:
        async with self.db.transaction() as session:
            queue = await make_queue(session)
            await make_voice_line(session, queue)
            self.agents = [await make_free_agent(session, queue) for _ in range(2)]

    async def begin(self) -> None:
        self.now += timedelta(hours=1)
        self.carrier = Switchboard()
        async with self.db.transaction() as session:
            await _clear_away(session, self.now)
            for agent in self.agents:
                await set_presence(session, await get_agent(session, agent.id), "available", author=agent, now=self.now)
            self.call = await queue_call(session, now=self.now)

    async def happens(self, name: str) -> None:
        self.now += timedelta(seconds=1)
        if name in JOBS:
            await JOBS[name](self)
            return
        try:
            async with self.db.transaction() as session:
                await ACTS[name](self, session)
        except (Conflict, NotAllowed, InvalidInput):
            pass  # Refused to whoever clicked; nothing was changed.

    async def legs(self, session: Session) -> list[Leg]:
        query = select(Leg).where(Leg.call_id == self.call.id, Leg.role == "agent").order_by(Leg.id)
        return list(await session.scalars(query))

    async def check(self) -> None:
        async with self.db.transaction() as session:
            held = await lock_call(session, self.call.id)
            offers = await live_offers_of(session, held.contact.id)
            taken = await loads(session, [agent.id for agent in self.agents])
            live = [leg for leg in await self.legs(session) if leg.left_at is None]
            owed = await _asked_for_owed_call(session, held.contact)
        self._check_owner(held, bool(offers), live)
        busy = {agent_id for agent_id, load in taken.items() if any(load.values())}
        holder = held.contact.agent_id if held.contact.state in ("active", "wrap_up") else None
        allowed = {holder} | {offer.agent_id for offer in offers} | owed
        assert busy <= allowed, "nobody is held by a call that is not theirs"

    def _check_owner(self, held: HeldCall, is_offered: bool, live: list[Leg]) -> None:
        state = held.contact.state
        assert state in OWNED[held.call.state], f"a call that is {held.call.state} with a contact {state}"
        assert is_offered == (state == "offered")
        assert len(live) <= 1, "one telephone at a time"
        if held.call.state in ("queued", "voicemail", "callback", "ended"):
            assert not live
        if is_offered and live:
            assert live[0].state in ("asked", "ringing"), "whoever answered has accepted"
        if held.call.state == "talking" or (state == "active" and held.call.state != "ended"):
            assert [leg.agent_id for leg in live] == [held.contact.agent_id]
        assert (held.call.ended_at is not None) == (held.call.state == "ended")

    async def finish(self) -> None:
        """The caller hangs up at last: everybody is free, and what is left to do is in the queue or closed."""
        await self.happens("everything is carried out")
        await self.happens("the caller hangs up")
        await self.check()
        self.now += timedelta(minutes=5)
        await end_wrap_ups.fire(self.db, now=self.now)
        async with self.db.transaction() as session:
            held = await lock_call(session, self.call.id)
            assert held.call.state == "ended"
            if held.contact.state in ("offered", "active") or await _asked_for_owed_call(session, held.contact):
                return
            taken = await loads(session, [agent.id for agent in self.agents])
            assert not any(any(load.values()) for load in taken.values())


async def _clear_away(session: Session, now: datetime) -> None:
    """What the last example left, also where it failed in the middle."""
    await session.execute(delete(OutboxCommand))
    await session.execute(update(Offer).where(Offer.state == "offered").values(state="withdrawn", ended_at=now))
    await session.execute(update(Leg).values(left_at=now))
    await session.execute(update(Call).values(state="ended", ended_at=now))
    await session.execute(update(Contact).values(state="closed", agent_id=None, closed_at=now))


async def _asked_for_owed_call(session: Session, contact: Contact) -> set[str]:
    """Whom the call back rings at that she asked for."""
    asked = select(Offer.agent_id).join(Contact, Contact.id == Offer.contact_id)
    return set(await session.scalars(asked.where(Contact.origin_id == contact.id, Offer.state == "offered")))


Act = Callable[[Desk, Session], Awaitable[Any]]


def on_leg(act: Callable[..., Awaitable[Any]], which: int = -1, **values: Any) -> Act:
    """Something about the last telephone rung, or about the first: an old one."""

    async def happens(desk: Desk, session: Session) -> None:
        legs = await desk.legs(session)
        if legs:
            desk.numbers += 1
            given = {name: value(desk, legs[which]) if callable(value) else value for name, value in values.items()}
            await act(session, legs[which].id, now=desk.now, **given)

    return happens


def on_call(act: Callable[..., Awaitable[Any]], **values: Any) -> Act:
    async def happens(desk: Desk, session: Session) -> None:
        given = {name: value(desk) if callable(value) else value for name, value in values.items()}
        await act(session, desk.call.id, now=desk.now, **given)

    return happens


def by_agent(act: Callable[..., Awaitable[Any]], *, of_contact: bool, which: int = 0, **values: Any) -> Act:
    async def happens(desk: Desk, session: Session) -> None:
        agent = await get_agent(session, desk.agents[which].id)
        subject = desk.call.contact_id if of_contact else desk.call.id
        given = {name: value(desk) if callable(value) else value for name, value in values.items()}
        await act(session, subject, agent=agent, now=desk.now, **given)

    return happens


async def available(desk: Desk, session: Session) -> None:
    for agent in desk.agents:
        await set_presence(session, await get_agent(session, agent.id), "available", author=agent, now=desk.now)


def sid(_desk: Desk, leg: Leg) -> str:
    return f"CA{leg.id}"


def next_number(desk: Desk, _leg: Leg) -> int:
    return desk.numbers


ACTS: dict[str, Act] = {
    "it is answered": on_leg(answering.answer_leg, external_id=sid),
    "an old leg is answered": on_leg(answering.answer_leg, 0, external_id=sid),
    "it rings": on_leg(answering.ring_leg, external_id=sid),
    "the agent joins": on_leg(join_conversation.join_agent, number=next_number),
    "an old agent joins": on_leg(join_conversation.join_agent, 0, number=next_number),
    "an old report of joining": on_leg(join_conversation.join_agent, number=0),
    "it is missed": on_leg(lose_leg.miss_leg, external_id=sid, is_declined=False),
    "it is declined": on_leg(lose_leg.miss_leg, external_id=sid, is_declined=True),
    "the agent is lost": on_leg(lose_leg.lose_leg),
    "an old agent is lost": on_leg(lose_leg.lose_leg, 0),
    "the agent outlives it": on_leg(lose_leg.outlive_conversation),
    "the caller joins": on_call(join_conversation.join_customer),
    "the caller hangs up": on_call(end_call.end_call),
    "we lose the caller": on_call(end_call.end_call, by="system"),
    "the talk ends under her": on_call(end_call.end_talk),
    "the caller waits": on_call(wait_in_queue.wait_in_queue),
    "the caller asks for the line": on_call(wait_in_queue.come_back_to_queue),
    "the caller wants to leave a message": on_call(wait_in_queue.choose_waiting, digits="2"),
    "the caller wants to be called back": on_call(wait_in_queue.choose_waiting, digits="1"),
    "the number is right": on_call(wait_in_queue.choose_callback, menu_code=NUMBER_RIGHT, digits="1"),
    "the caller has an emergency": on_call(wait_in_queue.choose_waiting, digits="9"),
    "the line is left": on_call(wait_in_queue.leave_queue, has_failed=False),
    "the line fails": on_call(wait_in_queue.leave_queue, has_failed=True),
    "the caller takes the message": on_call(wait_in_queue.choose_voicemail, digits="1"),
    "a message is recorded": on_call(leave_voicemail, external_id=lambda desk: f"RE{desk.call.id}", seconds=7),
    "silence is recorded": on_call(leave_voicemail, external_id=lambda desk: f"RE0{desk.call.id}", seconds=0),
    "the first agent accepts": by_agent(accept_contact, of_contact=True),
    "the second agent accepts": by_agent(accept_contact, of_contact=True, which=1),
    "the first agent declines": by_agent(decline_contact, of_contact=True),
    "the second agent declines": by_agent(decline_contact, of_contact=True, which=1),
    "the first agent holds": by_agent(hold_call.hold_call, of_contact=False),
    "the first agent resumes": by_agent(hold_call.resume_call, of_contact=False),
    "the first agent hangs up": by_agent(hang_up_call, of_contact=False),
    "the second agent hangs up": by_agent(hang_up_call, of_contact=False, which=1),
    "the first agent wraps up": by_agent(wrap_up, of_contact=True),
    "the first agent transfers": by_agent(
        transfer_contact, of_contact=True, to_agent_id=lambda desk: desk.agents[1].id
    ),
    "all are available": available,
}


async def offer(desk: Desk) -> None:
    await offer_waiting.fire(desk.db, now=desk.now)


async def expire(desk: Desk) -> None:
    desk.now += timedelta(seconds=21)
    await expire_offers.fire(desk.db, now=desk.now)


async def carry_out(desk: Desk, error: Any = None) -> None:
    desk.carrier.fails = {verb: [error] * 50 for verb in VERBS} if error else {}
    await desk.carrier.carry_out(desk.db, now=desk.now)
    desk.carrier.fails = {}


async def reconcile(desk: Desk) -> None:
    """Everybody is quiet for two minutes, and the carrier says that all of it is over."""
    desk.now += timedelta(minutes=2)
    async with desk.db.reading() as session:
        desk.carrier.over = {leg.external_id for leg in await session.scalars(select(Leg)) if leg.external_id}
    await ReconcileCalls(desk.carrier).fire(desk.db, now=desk.now)
    desk.carrier.over = set()


JOBS: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "an offer is made": offer,
    "an offer runs out": expire,
    "everything is carried out": carry_out,
    "the carrier says gone": partial(carry_out, error=GONE),
    "the carrier refuses": partial(carry_out, error=REFUSED),
    "the carrier says it is all over": reconcile,
}

# Ways that lead somewhere stand more often than chance would have them.
USUAL = ("an offer is made", "it is answered", "the agent joins", "everything is carried out", "the caller joins")
happenings = st.lists(st.sampled_from([*ACTS, *JOBS, *USUAL, *USUAL, *USUAL]), max_size=25)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=happenings)
def test_a_call_always_has_an_owner_and_no_agent_is_stuck(
    runner: asyncio.Runner, database_url: str, desks: dict[str, Desk], sequence: list[str]
) -> None:
    runner.run(_play(database_url, desks, sequence))


async def _play(database_url: str, desks: dict[str, Desk], sequence: list[str]) -> None:
    desk = desks.get(database_url)
    if desk is None:
        desk = desks[database_url] = Desk(Database(database_url))
        await desk.open()
    await desk.begin()
    for name in sequence:
        await desk.happens(name)
        await desk.check()
    await desk.finish()


@pytest.fixture
def desks(runner: asyncio.Runner) -> Iterator[dict[str, Desk]]:
    """One desk for all examples of the test: opening one takes longer than many calls."""
    opened: dict[str, Desk] = {}
    yield opened
    for desk in opened.values():
        runner.run(desk.db.close())


@pytest.mark.parametrize(
    "sequence",
    [
        pytest.param([*USUAL, "the first agent holds", "the agent is lost", "the carrier says gone"], id="gone"),
        pytest.param([*USUAL[:3], "the carrier refuses", "the caller joins"], id="brought in too late"),
        pytest.param(["an offer is made", "the caller wants to leave a message", "it is answered"], id="crossed"),
        pytest.param([*USUAL, "the first agent transfers", "an old agent joins", *USUAL], id="transferred"),
    ],
)
def test_orders_that_were_once_thought_of(
    runner: asyncio.Runner, database_url: str, desks: dict[str, Desk], sequence: list[str]
) -> None:
    runner.run(_play(database_url, desks, sequence))
