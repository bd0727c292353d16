"""Reads what the flow decides by beside where a call stands: menus, hours, who calls. For actions and routing."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.calendars.service import is_open
from contactcenter.calls.menus import Menu, read_menu
from contactcenter.calls.models import Menu as MenuRow
from contactcenter.calls.service import HeldCall
from contactcenter.calls.standing import Context
from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.lines.service import calendar_of, find_line
from contactcenter.text.numbers import REAL_NUMBER, region_of


async def read_context(session: Session, held: HeldCall, *, now: datetime) -> Context:
    """For whoever speaks with a caller in the menus."""
    line = await find_line(session, "voice", held.call.line)
    return Context(
        menus=await read_menus(session),
        first_menu=line.menu_code if line else None,
        is_open=await is_open(session, await calendar_of(session, line), now),
        when_closed=line.when_closed if line else "voicemail",
        can_call_back=True,
        own_number=own_number(held),
        region=region_of(held.call.line),
        knows_language=await _knows_language(session, held),
        reference=held.contact.reference,
    )


def own_number(held: HeldCall) -> str:
    """The number she calls from; empty where it is withheld."""
    return held.call.address if REAL_NUMBER.fullmatch(held.call.address) else ""


async def read_menus(session: Session) -> dict[str, Menu]:
    """All menus by code."""
    rows = await session.scalars(select(MenuRow))
    return {row.code: read_menu(row.code, row.prompts, row.options) for row in rows}


async def _knows_language(session: Session, held: HeldCall) -> bool:
    """Of a customer we know by name the language is known too."""
    customer_id = held.contact.customer_id
    customer = (await get_customers(session, [customer_id])).get(customer_id) if customer_id else None
    return customer is not None and bool(customer.name)
