"""Service cards, and what owners said to them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Filter, Moment, Names, OptionalWords, RowId, Version
from agent_console.schemas.settings import columns_given
from agent_console.schemas.work_orders import WorkOrder

OfferSaid = Literal["offered", "accepted", "declined"]
Titles = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]]
Texts = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]]
RowIds = Annotated[list[RowId], Field(max_length=200)]
Categories = Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=100)]


class ServiceCard(Answer):
    """A service to offer after the matter is settled. `prices` are words; no places means everywhere."""

    id: str
    titles: Names
    texts: Names
    prices: Names
    place_ids: list[str]
    places: list[Names]
    categories: list[str]
    article_id: str | None
    article_titles: Names | None
    group_id: str | None
    group_names: Names | None
    is_active: bool
    valid_from: Moment | None
    valid_until: Moment | None
    offered_count: int
    accepted_count: int
    declined_count: int
    updated_at: Moment
    version: int


class ServiceCardQuery(PageQuery):
    active: bool | None = None


class NewServiceCard(Body):
    titles: Titles
    texts: Texts = Field(default_factory=dict)
    prices: Titles = Field(default_factory=dict)
    place_ids: RowIds = Field(default_factory=list)
    categories: Categories = Field(default_factory=list)
    article_id: RowId | None = None
    group_id: RowId | None = None
    is_active: bool = True
    valid_from: Moment | None = None
    valid_until: Moment | None = None


class ServiceCardPatch(Body):
    """What is left out stays as it is."""

    titles: Titles | None = None
    texts: Texts | None = None
    prices: Titles | None = None
    place_ids: RowIds | None = None
    categories: Categories | None = None
    article_id: RowId | None = None
    group_id: RowId | None = None
    is_active: bool | None = None
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    version: Version = None

    def columns(self) -> dict[str, object]:
        return columns_given(self, may_be_none=frozenset({"article_id", "group_id", "valid_from", "valid_until"}))


class OfferedService(Answer):
    """A service that fits a contact; `result` is what was said to it there, null where nothing was."""

    id: str
    titles: Names
    texts: Names
    prices: Names
    article_id: str | None
    makes_order: bool
    result: OfferSaid | None


class ServiceOffersQuery(Filter):
    """`article` is what the contact was answered with by word of mouth, if with anything."""

    article: RowId | None = None


class ServiceOffers(Answer):
    """`accepts_offers` is the owner's wish: false for no more offers, null where nobody asked."""

    items: list[OfferedService]
    customer_id: str | None
    accepts_offers: bool | None


class ServiceAnswer(Body):
    """What the owner said. With `raises_order` an accepted service becomes a work order of its group."""

    result: OfferSaid
    accepts_offers: bool | None = None
    raises_order: bool = False
    type_code: RowId | None = None
    note: OptionalWords = ""


class ServiceAnswered(Answer):
    """What was noted, and the order raised from it."""

    service: OfferedService
    accepts_offers: bool | None
    work_order: WorkOrder | None
