"""Customers, their addresses and homes, and what an agent sees beside a contact."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Language, Line, Names, OptionalWords, Query, RowId, Version
from agent_console.schemas.contacts import Contact
from agent_console.schemas.notices import Notice
from agent_console.schemas.places import Place
from agent_console.schemas.promises import Promise
from agent_console.schemas.work_orders import WorkOrder

Kind = Literal["person", "organisation"]
AddressKind = Literal["phone", "email"]
OccupancyRole = Literal["owner", "tenant", "family", "agent"]


class Address(Answer):
    kind: AddressKind
    address: str


class Occupancy(Answer):
    place_id: str
    place_code: str
    place_names: Names
    role: OccupancyRole
    from_date: date
    to_date: date | None


class Customer(Answer):
    """An empty `name` means that only an address is known so far; `accepts_offers` null that nobody asked yet."""

    id: str
    name: str
    kind: Kind
    language: Language
    note: str
    accepts_offers: bool | None
    addresses: list[Address]
    occupancies: list[Occupancy]
    version: int


class CustomerQuery(PageQuery):
    q: Query | None = None
    address: Query | None = None
    place: RowId | None = None


class NewAddress(Body):
    kind: AddressKind
    address: Line


class NewCustomer(Body):
    """With `place_id`, somebody who belongs to that home from today on, as `role`."""

    name: Line
    kind: Kind = "person"
    language: Language = "zh-Hant"
    note: OptionalWords = ""
    addresses: Annotated[list[NewAddress], Field(max_length=20)] = Field(default_factory=list)
    place_id: RowId | None = None
    role: OccupancyRole = "owner"


class CustomerPatch(Body):
    """What is left out stays as it is; `addresses` are added to those known."""

    name: Line | None = None
    kind: Kind | None = None
    language: Language | None = None
    note: OptionalWords | None = None
    accepts_offers: bool | None = None
    addresses: Annotated[list[NewAddress], Field(max_length=20)] = Field(default_factory=list)
    version: Version = None


class Occupant(Answer):
    customer_id: str
    name: str
    role: OccupancyRole
    from_date: date


class ContactContext(Answer):
    """Who this is and what is open there. `candidates` are the people who share the home while nobody is linked."""

    customer: Customer | None
    place: Place | None
    occupants: list[Occupant]
    standing_note: str
    notices: list[Notice]
    open_work_orders: list[WorkOrder]
    recent_contacts: list[Contact]
    promises: list[Promise]
    candidates: list[Customer]
