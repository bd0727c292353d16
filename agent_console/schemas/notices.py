"""Notices."""

from typing import Literal

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Moment, Names, RowId

Kind = Literal[
    "water", "power", "gas", "lift", "fire_drill", "weather", "works", "cleaning", "security", "event", "other"
]


class Notice(Answer):
    """`starts_at` to `ends_at` is when it happens; a standing fact has no end."""

    id: str
    kind: Kind
    place_id: str
    place_code: str
    place_names: Names
    titles: Names
    texts: Names
    starts_at: Moment
    ends_at: Moment | None
    published_at: Moment
    version: int


class NoticeQuery(PageQuery):
    """`active`: not over yet, or (false) over."""

    place: RowId | None = None
    kind: Kind | None = None
    active: bool | None = None
