"""Notices."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Moment, Names, Query, RowId, Version
from agent_console.schemas.settings import columns_given
from contactcenter.notices.administration import LONGEST_TEXT, LONGEST_TITLE

Kind = Literal[
    "water", "power", "gas", "lift", "fire_drill", "weather", "works", "cleaning", "security", "event", "other"
]
State = Literal["draft", "waiting", "planned", "current", "over"]
Titles = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TITLE)]]
Texts = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT)]]


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


class AdminNotice(Answer):
    """A notice as those in charge keep it. `waiting` is one whose publishing is still to come."""

    id: str
    kind: Kind
    place_id: str
    place_code: str
    place_names: Names
    titles: Names
    texts: Names
    starts_at: Moment
    ends_at: Moment | None
    published_at: Moment | None
    state: State
    version: int


class AdminNoticeQuery(PageQuery):
    """`from` and `until` ask for what happens in that span, drafts too; `q` for words of a title."""

    state: State | None = None
    kind: Kind | None = None
    place: RowId | None = None
    q: Query | None = None
    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None


class NewNotice(Body):
    """Seen from `published_at` on; a draft without it. A standing fact has no `ends_at`."""

    kind: Kind
    place_id: RowId
    titles: Titles
    texts: Texts = Field(default_factory=dict)
    starts_at: Moment
    ends_at: Moment | None = None
    published_at: Moment | None = None


class NoticePatch(Body):
    """What is left out stays as it is."""

    kind: Kind | None = None
    place_id: RowId | None = None
    titles: Titles | None = None
    texts: Texts | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    published_at: Moment | None = None
    version: Version = None

    def columns(self) -> dict[str, object]:
        return columns_given(self, may_be_none=frozenset({"ends_at", "published_at"}))
