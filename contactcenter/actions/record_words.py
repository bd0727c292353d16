"""What caller and agent say to each other, written down as they say it."""

from datetime import datetime

from contactcenter.actions.lift_emergencies import lift_emergencies
from contactcenter.agents.service import get_agents
from contactcenter.calls.service import HeldCall, lock_call
from contactcenter.calls.thread import add_words
from contactcenter.contacts.service import touch
from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.places.in_texts import find_places_in_texts


async def record_words(
    session: Session, call_id: str, *, text: str, external_id: str, is_customer: bool, now: datetime
) -> None:
    """Told twice it is written once. What the caller says may name her home, or be an emergency."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    if not text.strip():
        return
    if not is_customer:
        agent_id = held.call.agent_id or held.contact.agent_id or ""
        agent = (await get_agents(session, [agent_id])).get(agent_id)
        who = (agent_id, agent.name if agent else "")
        await add_words(session, held.contact, text.strip(), external_id=external_id, agent=who, now=now)
        return
    await hear_customer(session, held, text.strip(), external_id=external_id, now=now)


async def hear_customer(session: Session, held: HeldCall, text: str, *, external_id: str, now: datetime) -> None:
    """The customer's own words, on the telephone or in a message she left."""
    contact = held.contact
    customer_id = contact.customer_id
    customer = (await get_customers(session, [customer_id])).get(customer_id) if customer_id else None
    name = customer.name if customer else ""
    if not await add_words(session, contact, text, external_id=external_id, customer_name=name, now=now):
        return
    contact.last_inbound_at = now
    if contact.place_id is None:
        contact.place_id = (await find_places_in_texts(session, {"said": text})).get("said")
        if contact.place_id is not None:
            await touch(session, contact, now=now)
    await lift_emergencies(session, [(contact, text)], now=now)
