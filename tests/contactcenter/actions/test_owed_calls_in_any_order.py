"""Whatever happens to a call we owe, in whatever order and however often: nobody loses it, nobody is stuck with it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.answer_leg import answer_leg
from contactcenter.actions.end_call import end_call
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.join_conversation import join_agent
from contactcenter.actions.lose_leg import lose_leg, miss_leg
from contactcenter.actions.place_call import call_again
from contactcenter.actions.reach_customer import miss_customer, reach_customer
from contactcenter.actions.receive_call import receive_call
from contactcenter.actions.set_presence import set_presence
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.actions.wait_in_queue import choose_callback, choose_waiting, wait_in_queue
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.standing import NUMBER_RIGHT
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Database, Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.jobs import end_wrap_ups, expire_offers, offer_waiting, wake_snoozed
from contactcenter.jobs.reconcile_calls import ReconcileCalls
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.models import Offer
from contactcenter.routing.offers import live_offers_of
from contactcenter.routing.service import loads
from tests.support.builders.calls import make_voice_line, queue_call
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import GONE, REFUSED, SendError, Switchboard


class Desk:
    """Two agents, one carrier, and an owner whom we owe a call."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now: datetime = NOW
        self.agents: list[Agent] = []
        self.contact_id = ""
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
            await session.execute(delete(OutboxCommand))
            ended = {"state": "withdrawn", "ended_at": self.now}
            await session.execute(update(Offer).where(Offer.state == "offered").values(**ended))
            await session.execute(update(Leg).values(left_at=self.now))
            await session.execute(update(Call).values(state="ended", ended_at=self.now))
            closed = {"state": "closed", "agent_id": None, "closed_at": self.now}
            await session.execute(update(Contact).values(**closed))
            session.expire_all()
            for agent in self.agents:
                await set_presence(session, await get_agent(session, agent.id), "available", author=agent, now=self.now)
            call = await queue_call(session, now=self.now)
            await choose_waiting(session, call.id, digits="1", now=self.now)
            await choose_callback(session, call.id, menu_code=NUMBER_RIGHT, digits="1", now=self.now)
            await end_call(session, call.id, now=self.now)
            owed = select(Contact.id).where(Contact.source == "callback", Contact.state != "closed")
            self.contact_id = (await session.scalars(owed)).one()

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

    async def call(self, session: Session) -> Call | None:
        query = select(Call).where(Call.contact_id == self.contact_id).order_by(Call.id.desc())
        return (await session.scalars(query.limit(1))).one_or_none()

    async def leg(self, session: Session) -> Leg | None:
        query = select(Leg).join(Call, Call.id == Leg.call_id)
        query = query.where(Call.contact_id == self.contact_id, Leg.role == "agent").order_by(Leg.id.desc())
        return (await session.scalars(query.limit(1))).one_or_none()

    async def check(self) -> None:
        async with self.db.transaction() as session:
            contact = await lock_contact(session, self.contact_id)
            offers = await live_offers_of(session, contact.id)
            query = select(Call).where(Call.contact_id == contact.id, Call.state != "ended")
            live = (await session.scalars(query)).all()
            query_legs = select(Leg).join(Call, Call.id == Leg.call_id)
            query_legs = query_legs.where(Call.contact_id == contact.id, Call.state == "ended", Leg.left_at.is_(None))
            left = (await session.scalars(query_legs)).all()
            taken = await loads(session, [agent.id for agent in self.agents])
        assert len(live) <= 1, "one call at a time"
        assert not left, "whoever's call is over is out of it"
        assert bool(offers) == (contact.state == "offered")
        assert (contact.agent_id is not None) == (contact.state in (states.ACTIVE, states.WRAP_UP))
        for call in live:
            if call.state in ("calling", "dialing", "talking"):
                assert contact.state == "active"
                assert call.agent_id == contact.agent_id
            if call.state in ("queued", "menu"):
                assert contact.state == "queued"
        busy = {agent_id for agent_id, load in taken.items() if any(load.values())}
        assert busy <= {contact.agent_id} | {offer.agent_id for offer in offers}, "nobody is held by what is not theirs"
        if contact.state == "closed":
            assert not live

    async def finish(self) -> None:
        """In the end somebody can be asked for it, unless it was spoken about, or tried as often as may be."""
        async with self.db.transaction() as session:
            call = await self.call(session)
            if call is not None:
                await end_call(session, call.id, now=self.now)
        self.now += timedelta(hours=1)
        await end_wrap_ups.fire(self.db, now=self.now)
        await wake_snoozed.fire(self.db, now=self.now)
        await self.check()
        async with self.db.reading() as session:
            contact = await session.get(Contact, self.contact_id)
        assert contact is not None
        assert contact.state != "snoozed", "it comes back"


Act = Callable[[Desk, Session], Awaitable[object]]


def on_leg(act: Callable[..., Awaitable[object]], **values: object) -> Act:
    async def happens(desk: Desk, session: Session) -> None:
        leg = await desk.leg(session)
        if leg is not None:
            desk.numbers += 1
            given = {name: value(desk, leg) if callable(value) else value for name, value in values.items()}
            await act(session, leg.id, now=desk.now, **given)

    return happens


def on_call(act: Callable[..., Awaitable[object]], **values: object) -> Act:
    async def happens(desk: Desk, session: Session) -> None:
        call = await desk.call(session)
        if call is not None:
            given = {name: value(call) if callable(value) else value for name, value in values.items()}
            await act(session, call.id, now=desk.now, **given)

    return happens


def by_agent(act: Callable[..., Awaitable[object]], which: int = 0, **values: object) -> Act:
    async def happens(desk: Desk, session: Session) -> None:
        given = {name: value(desk) if callable(value) else value for name, value in values.items()}
        agent = await get_agent(session, desk.agents[which].id)
        await act(session, desk.contact_id, agent=agent, now=desk.now, **given)

    return happens


async def hang_up(desk: Desk, session: Session) -> None:
    call = await desk.call(session)
    if call is not None:
        await hang_up_call(session, call.id, agent=await get_agent(session, desk.agents[0].id), now=desk.now)


async def call_in(desk: Desk, session: Session) -> None:
    contact = await lock_contact(session, desk.contact_id)
    if contact.state == "closed" or contact.thread_key == contact.id:
        return  # We owe her nothing any more.
    before = await desk.call(session)
    if before is not None and before.state in ("menu", "queued", "ringing", "talking"):
        return  # She is on the telephone.
    await receive_call(session, external_id=f"CA{new_id()}", caller=OWNER, line_address=LINE, now=desk.now)


def leg_sid(_desk: Desk, leg: Leg) -> str:
    return f"CA{leg.id}"


def call_sid(call: Call) -> str:
    return call.external_id if call.external_id != call.id else f"CA{call.id}"


ACTS: dict[str, Act] = {
    "the first accepts": by_agent(accept_contact),
    "the second accepts": by_agent(accept_contact, 1),
    "the first calls again": by_agent(call_again),
    "the first transfers": by_agent(transfer_contact, to_agent_id=lambda desk: desk.agents[1].id),
    "the first hangs up": hang_up,
    "the agent answers": on_leg(answer_leg, external_id=leg_sid),
    "the agent joins": on_leg(join_agent, number=lambda desk, _leg: desk.numbers),
    "the agent does not answer": on_leg(miss_leg, external_id=leg_sid, is_declined=False),
    "the agent is lost": on_leg(lose_leg),
    "the customer answers": on_call(reach_customer, external_id=call_sid, is_machine=False),
    "a machine answers": on_call(reach_customer, external_id=call_sid, is_machine=True),
    "the customer is busy": on_call(miss_customer, external_id=call_sid, reason="busy"),
    "the customer hangs up": on_call(end_call),
    "the customer waits": on_call(wait_in_queue),
    "the customer calls herself": call_in,
}


async def carry_out(desk: Desk, error: SendError | None = None) -> None:
    verbs = ("ring", "dial", "bring in", "send to queue", "end")
    desk.carrier.fails = {verb: [error] * 50 for verb in verbs} if error else {}
    await desk.carrier.carry_out(desk.db, now=desk.now)
    desk.carrier.fails = {}


async def reconcile(desk: Desk) -> None:
    """Everybody is quiet for two minutes, and the carrier says that all of it is over."""
    desk.now += timedelta(minutes=2)
    async with desk.db.reading() as session:
        desk.carrier.over = {leg.external_id for leg in await session.scalars(select(Leg)) if leg.external_id}
    await ReconcileCalls(desk.carrier).fire(desk.db, now=desk.now)
    desk.carrier.over = set()


async def offer(desk: Desk) -> None:
    await offer_waiting.fire(desk.db, now=desk.now)


async def expire(desk: Desk) -> None:
    desk.now += timedelta(seconds=21)
    await expire_offers.fire(desk.db, now=desk.now)


async def wake(desk: Desk) -> None:
    desk.now += timedelta(minutes=15)
    await wake_snoozed.fire(desk.db, now=desk.now)


async def gone(desk: Desk) -> None:
    await carry_out(desk, GONE)


async def refused(desk: Desk) -> None:
    await carry_out(desk, REFUSED)


JOBS: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "it is offered": offer,
    "the offer runs out": expire,
    "its time comes": wake,
    "everything is carried out": carry_out,
    "the carrier says gone": gone,
    "the carrier refuses": refused,
    "the carrier says it is all over": reconcile,
}
USUAL = (
    "the first accepts",
    "everything is carried out",
    "the agent answers",
    "the agent joins",
    "everything is carried out",
    "the customer answers",
)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def desks(runner: asyncio.Runner) -> Iterator[dict[str, Desk]]:
    """One desk for all examples of the test: opening one takes longer than many calls."""
    opened: dict[str, Desk] = {}
    yield opened
    for desk in opened.values():
        runner.run(desk.db.close())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(st.sampled_from([*ACTS, *JOBS, *USUAL, *USUAL, *USUAL]), max_size=20))
def test_a_call_we_owe_is_never_lost_and_no_agent_is_stuck_with_it(
    runner: asyncio.Runner, database_url: str, desks: dict[str, Desk], sequence: list[str]
) -> None:
    runner.run(_play(database_url, desks, sequence))


@pytest.mark.parametrize(
    "sequence",
    [
        pytest.param(
            [*USUAL, "the agent is lost", "everything is carried out", "it is offered"], id="lost in the talk"
        ),
        pytest.param([*USUAL[:4], "the customer calls herself", *USUAL], id="she was faster"),
        pytest.param([*USUAL[:4], "the first hangs up", *USUAL[4:]], id="hung up before it was rung"),
        pytest.param([*USUAL[:5], "the customer is busy", "its time comes", *USUAL], id="the second time"),
        pytest.param(["it is offered", "the customer calls herself", "the first accepts", *USUAL], id="she is back"),
    ],
)
def test_orders_that_were_once_thought_of(
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
