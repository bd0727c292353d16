"""The filters of the contact list, as conditions of its query."""

import re

from sqlalchemy import ColumnElement, or_, select

from agent_console.queries.places import ids_within
from agent_console.queries.rows import AnySelect
from agent_console.schemas.contacts import ContactQuery
from contactcenter.contacts.models import Contact, Message
from contactcenter.customers.models import Customer, CustomerAddress
from contactcenter.groups.models import GroupMember
from contactcenter.places.models import Place
from contactcenter.places.spelling import read_place_codes
from contactcenter.text.numbers import normalise_phone
from contactcenter.text.scripts import fold

ME = "me"
MINE = "mine"
NUMBER = re.compile(r"[+\d][\d\s()-]{2,}")


def apply_filters(query: AnySelect, filters: ContactQuery, *, agent_id: str) -> AnySelect:
    """Narrow a query over contacts; `agent_id` is who `me` is."""
    if filters.state:
        query = query.where(Contact.state.in_(filters.state))
    if filters.channel:
        query = query.where(Contact.channel.in_(filters.channel))
    if filters.queue:
        query = query.where(Contact.queue_id.in_(filters.queue))
    if filters.agent:
        query = query.where(Contact.agent_id.in_([agent_id if who == ME else who for who in filters.agent]))
    if filters.group:
        mine = select(GroupMember.group_id).where(GroupMember.agent_id == agent_id)
        named = Contact.group_id.in_([group for group in filters.group if group != MINE])
        query = query.where(or_(named, Contact.group_id.in_(mine)) if MINE in filters.group else named)
    if filters.place:
        query = query.where(Contact.place_id.in_(ids_within(filters.place)))
    if filters.customer:
        query = query.where(Contact.customer_id == filters.customer)
    if filters.reference:
        query = query.where(Contact.reference == filters.reference.upper())
    if filters.address:
        query = query.where(Contact.address == (normalise_phone(filters.address) or filters.address.lower()))
    if filters.q:
        query = query.where(_matches(filters.q))
    return query


def _matches(q: str) -> ColumnElement[bool]:
    """Reference, number, unit, name or text contain the words; none of the ways multiplies rows."""
    people = select(Customer.id).where(Customer.folded_name.contains(fold(q), autoescape=True))
    ways = [
        Contact.reference.icontains(q, autoescape=True),
        Contact.subject.icontains(q, autoescape=True),
        Contact.address.icontains(q, autoescape=True),
        Contact.customer_id.in_(people),
        Contact.place_id.in_(select(Place.id).where(_is_place(q))),
        select(Message.id).where(Message.contact_id == Contact.id, Message.text.icontains(q, autoescape=True)).exists(),
    ]
    if NUMBER.fullmatch(q):
        digits = re.sub(r"\D", "", q)
        owners = select(CustomerAddress.customer_id).where(CustomerAddress.address.contains(digits, autoescape=True))
        ways += [Contact.address.contains(digits, autoescape=True), Contact.customer_id.in_(owners)]
    return or_(*ways)


def _is_place(q: str) -> ColumnElement[bool]:
    codes = read_place_codes(q)
    return Place.code.in_(codes) if codes else Place.code.istartswith(q, autoescape=True)
