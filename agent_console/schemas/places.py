"""Places of the estate."""

from typing import Literal

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Names, Query, RowId

Kind = Literal["estate", "building", "floor", "unit"]


class Place(Answer):
    """`code` is how the desk writes it (3-12-B); `note` is a standing instruction."""

    id: str
    parent_id: str | None
    kind: Kind
    code: str
    building: str
    names: Names
    note: str


class PlaceQuery(PageQuery):
    q: Query | None = None
    kind: Kind | None = None
    parent: RowId | None = None
