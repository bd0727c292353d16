"""The filled-in form an agent sees before raising an order from a contact. Called by the console; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.groups.models import Group
from contactcenter.groups.service import get_group
from contactcenter.places.models import Place
from contactcenter.places.service import find_place_in_text, get_place
from contactcenter.work_orders import drafting
from contactcenter.work_orders.models import WorkOrder, WorkOrderType
from contactcenter.work_orders.service import find_similar, group_for, list_types


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new order would be. `group` is None where no rule matches; `similar` are open orders, perhaps its twin."""

    type: WorkOrderType
    place: Place | None
    group: Group | None
    title: str
    description: str
    priority: str
    form: dict[str, Any]
    similar: Sequence[WorkOrder]


async def draft_from_contact(
    session: Session, contact: Contact, *, type_code: str | None = None, place_id: str | None = None
) -> Draft:
    """Fill an order in from what the owner wrote; `type_code` and `place_id` are the agent's choice over the guess."""
    texts = await _owner_texts(session, contact)
    words = "\n".join(texts) or contact.subject
    type_ = await _choose_type(session, words, type_code)
    place = await get_place(session, place_id) if place_id else await _find_place(session, contact, words)
    return Draft(
        type=type_,
        place=place,
        group=await _find_group(session, type_, place),
        title=drafting.title_of(texts[0] if texts else contact.subject),
        description=drafting.description_of(texts or [contact.subject]),
        priority=drafting.draft_priority(type_.priority, contact.class_),
        form=drafting.prefill_form(type_, words, phone=contact.address if contact.address.startswith("+") else None),
        similar=await find_similar(session, type_code=type_.code, place_id=place.id if place else None),
    )


async def _owner_texts(session: Session, contact: Contact) -> list[str]:
    query = select(Message.text).where(
        Message.contact_id == contact.id, Message.kind == "message", Message.direction == "inbound"
    )
    return [text for text in await session.scalars(query.order_by(Message.id)) if text.strip()]


async def _choose_type(session: Session, words: str, type_code: str | None) -> WorkOrderType:
    types = await list_types(session)
    if not types:
        raise InvalidInput("There are no types of work order yet; an administrator can add them.")
    wanted = type_code or drafting.guess_type(words, types) or types[0].code
    chosen = next((type_ for type_ in types if type_.code == wanted), None)
    if chosen is None:
        raise InvalidInput("There is no such type of work order.", details={"type_code": wanted})
    return chosen


async def _find_place(session: Session, contact: Contact, words: str) -> Place | None:
    """A place the owner names beats the known home: people report the lobby lamp too."""
    named = await find_place_in_text(session, words)
    if named is None and contact.place_id is not None:
        return await get_place(session, contact.place_id)
    return named


async def _find_group(session: Session, type_: WorkOrderType, place: Place | None) -> Group | None:
    try:
        return await get_group(session, await group_for(session, type_code=type_.code, place=place))
    except InvalidInput:
        # The agent may still choose another type or place; raising the order is what is refused.
        return None
