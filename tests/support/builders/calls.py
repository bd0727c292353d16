"""Builders of calls: menus, a voice line, and calls brought as far as a test begins."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.actions.answer_leg import answer_leg
from contactcenter.actions.choose_in_menu import choose_in_menu
from contactcenter.actions.join_conversation import join_agent, join_customer
from contactcenter.actions.receive_call import receive_call
from contactcenter.basics.menus import FIRST_MENU, MAIN_MENU, service_menus
from contactcenter.basics.seed import add_menus
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.service import HeldCall, lock_call
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session, new_id
from contactcenter.jobs import offer_waiting
from contactcenter.lines.models import Line
from contactcenter.routing.models import Offer, Queue
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.lines import make_line

GREETING = {"zh-Hant": "歡迎。", "zh-Hans": "欢迎。", "en": "Welcome."}


async def make_voice_line(session: Session, queue: Queue, *, menu_code: str | None = FIRST_MENU) -> Line:
    """The service line with its menus; key 1 at each leads to `queue`, key 9 to it as an emergency."""
    await add_menus(session, service_menus(GREETING, {"repairs": queue.code, "emergencies": queue.code}))
    line = await make_line(session, channel="voice", queue_id=queue.id)
    line.menu_code = menu_code
    return line


async def arrive(session: Session, *, caller: str = OWNER, now: datetime = NOW) -> Call:
    """A call that hears its first menu."""
    external_id = f"CA{new_id()}"
    await receive_call(session, external_id=external_id, caller=caller, line_address=LINE, now=now)
    return (await session.scalars(select(Call).where(Call.external_id == external_id))).one()


async def queue_call(session: Session, *, caller: str = OWNER, now: datetime = NOW) -> Call:
    """A call that waits in the line."""
    call = await arrive(session, caller=caller, now=now)
    for menu in (FIRST_MENU, MAIN_MENU):
        await choose_in_menu(session, call.id, menu_code=menu, digits="1", words="", now=now)
    return call


async def ringing_call(db: Database, *, caller: str = OWNER, now: datetime = NOW) -> Call:
    """A call for which the telephone of a free agent rings."""
    async with db.transaction() as session:
        call = await queue_call(session, caller=caller, now=now)
    assert await offer_waiting.fire(db, now=now) == 1, "somebody is free"
    return call


async def talking_call(db: Database, *, caller: str = OWNER, now: datetime = NOW) -> Call:
    """A call in which caller and agent talk."""
    call = await ringing_call(db, caller=caller, now=now)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id=f"CA{leg.id}", now=now)
        await join_agent(session, leg.id, number=1, now=now)
        await join_customer(session, call.id, now=now)
    return call


async def agent_leg(db: Database, call: Call) -> Leg:
    """The last telephone rung for this call."""
    async with db.reading() as session:
        query = select(Leg).where(Leg.call_id == call.id, Leg.role == "agent").order_by(Leg.id.desc())
        return (await session.scalars(query.limit(1))).one()


async def held(db: Database, call: Call) -> HeldCall:
    """The call with its contact and legs as they stand now."""
    async with db.transaction() as session:
        return await lock_call(session, call.id)


async def contact_of(db: Database, call: Call) -> Contact:
    return (await held(db, call)).contact


async def live_offer(db: Database) -> Offer | None:
    async with db.reading() as session:
        return (await session.scalars(select(Offer).where(Offer.state == "offered"))).one_or_none()
