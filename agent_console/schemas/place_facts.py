"""Facts of places."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Filter, Moment, Names, Query, RowId, Version
from agent_console.schemas.places import Kind as PlaceKind
from agent_console.schemas.settings import columns_given
from knowledge_base.place_facts.service import LONGEST_FACT

FactKind = Literal["water", "power", "gas", "fire", "parking", "lift", "access", "waste", "other"]
Texts = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_FACT)]]


class PlaceFact(Answer):
    """What is so at a place; `place_…` says where it is written down, which may be above the place asked for."""

    id: str
    kind: FactKind
    texts: Names
    place_id: str
    place_code: str
    place_kind: PlaceKind
    place_names: Names
    is_inherited: bool
    updated_at: Moment
    version: int


class PlaceFacts(Answer):
    """By kind, and of one kind what is written nearest to the place first."""

    items: list[PlaceFact]


class PlaceFactsQuery(Filter):
    kind: list[FactKind] = Field(default_factory=list)


class ArticleFactsQuery(Filter):
    """The place, or the contact whose place (else only home) it is."""

    place: RowId | None = None
    contact: RowId | None = None


class AdminFact(Answer):
    """A fact where it is kept."""

    id: str
    kind: FactKind
    texts: Names
    place_id: str
    place_code: str
    place_kind: PlaceKind
    place_names: Names
    updated_by_name: str | None
    updated_at: Moment
    version: int


class AdminFactQuery(PageQuery):
    """`place` finds what is written at it or below it, with `exact` at it alone; `q` words of the facts."""

    place: RowId | None = None
    exact: bool = False
    kind: FactKind | None = None
    q: Query | None = None


class NewFact(Body):
    place_id: RowId
    kind: FactKind
    texts: Texts


class FactPatch(Body):
    """What is left out stays as it is."""

    place_id: RowId | None = None
    kind: FactKind | None = None
    texts: Texts | None = None
    version: Version = None

    def columns(self) -> dict[str, object]:
        return columns_given(self)
