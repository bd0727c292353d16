"""Reads what the flow decides by beside where the call stands: menus, hours, the place in line. Called by actions."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.calendars.service import is_open
from contactcenter.calls.menus import Menu, read_menu
from contactcenter.calls.models import Menu as MenuRow
from contactcenter.calls.service import HeldCall
from contactcenter.calls.standing import Context
from contactcenter.calls.waiting import answered_lately, expected_seconds, position_of
from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.lines.service import find_line

# After so long in the line a message is proposed instead.
LONGEST_WAIT_SECONDS = 600


async def read_context(session: Session, held: HeldCall, *, now: datetime) -> Context:
    """For whoever speaks with a caller in the menus."""
    line = await find_line(session, "voice", held.call.line)
    return Context(
        menus=await read_menus(session),
        first_menu=line.menu_code if line else None,
        is_open=await is_open(session, line.calendar_id if line else None, now),
        knows_language=await _knows_language(session, held),
        reference=held.contact.reference,
    )


async def read_waiting_context(session: Session, held: HeldCall, *, now: datetime) -> Context:
    """For whoever speaks with a caller in the line."""
    call, contact = held.call, held.contact
    line = await find_line(session, "voice", call.line)
    position = await position_of(session, contact)
    since = call.voicemail_offered_at or call.queued_at or now
    return Context(
        menus=await read_menus(session),
        first_menu=line.menu_code if line else None,
        reference=contact.reference,
        position=position,
        expected_seconds=expected_seconds(position, await answered_lately(session, contact, now=now)),
        waited_seconds=(now - since).total_seconds(),
        longest_wait_seconds=LONGEST_WAIT_SECONDS,
    )


async def read_menus(session: Session) -> dict[str, Menu]:
    """All menus by code."""
    rows = await session.scalars(select(MenuRow))
    return {row.code: read_menu(row.code, row.prompts, row.options) for row in rows}


async def _knows_language(session: Session, held: HeldCall) -> bool:
    """Of a customer we know by name the language is known too."""
    customer_id = held.contact.customer_id
    customer = (await get_customers(session, [customer_id])).get(customer_id) if customer_id else None
    return customer is not None and bool(customer.name)
