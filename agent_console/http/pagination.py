"""Lists in pages: an opaque cursor says where the last page ended, so rows added meanwhile shift nothing."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from contactcenter.db import Session, UtcDateTime
from contactcenter.errors import InvalidInput

LARGEST_PAGE = 200

Row = TypeVar("Row")
Item = TypeVar("Item")
Key = InstrumentedAttribute[Any] | ColumnElement[Any]


class PageQuery(BaseModel):
    """The parameters of every list; filters are added by inheriting, and an unknown one is refused."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="Rows per page.")] = 50
    cursor: Annotated[str | None, Field(max_length=400, description="`next_cursor` of the page before.")] = None


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next_cursor` is null on the last one."""

    items: list[Item]
    next_cursor: str | None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        return f"{params[0].__name__}Page"


async def fetch_page(
    session: Session,
    query: Select[*tuple[Any, ...]],
    page: PageQuery,
    *,
    order: Sequence[Key],
    descending: bool = False,
) -> tuple[list[Any], str | None]:
    """The rows of this page, ordered by `order` (the last of which is unique), and the cursor of the next one.

    Each row is what the query selects: the entity or value where it selects one, else the tuple of them.
    """
    key = tuple_(*order)
    if page.cursor is not None:
        values = zip(_read_cursor(page.cursor, order), order, strict=True)
        position = tuple_(*(literal(value, column.type) for value, column in values))
        query = query.where(key < position if descending else key > position)
    query = query.order_by(*(part.desc() if descending else part.asc() for part in order))
    found = (await session.execute(query.add_columns(*order).limit(page.limit + 1))).all()
    width = len(order)
    rows = [tuple(row[:-width]) if len(row) > width + 1 else row[0] for row in found[: page.limit]]
    more = len(found) > page.limit
    return rows, _write_cursor(found[page.limit - 1][-width:]) if more else None


def cut_page(rows: Sequence[Row], page: PageQuery, *, key: Callable[[Row], str]) -> tuple[list[Row], str | None]:
    """A page of rows that a service found, asked for one more than `page.limit` and for those after `last_seen`."""
    kept = list(rows[: page.limit])
    return kept, _write_cursor([key(kept[-1])]) if len(rows) > page.limit else None


def last_seen(page: PageQuery) -> str | None:
    """The key of the last row of the page before, where lists are ordered by one text."""
    return None if page.cursor is None else str(_decode(page.cursor, [str])[0])


def _write_cursor(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(values))).decode().rstrip("=")


def _read_cursor(cursor: str, order: Sequence[Key]) -> list[Any]:
    return _decode(cursor, [_kind_of(column) for column in order])


def _kind_of(column: Key) -> type[Any]:
    # A type of our own making does not say what it gives.
    return datetime if isinstance(column.type, UtcDateTime) else column.type.python_type


def _decode(cursor: str, kinds: Sequence[type[Any]]) -> list[Any]:
    try:
        values = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list):
            raise ValueError
        return [_read_key(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except (ValueError, TypeError, binascii.Error):
        raise InvalidInput(details={"fields": {"cursor": "This is no cursor of this list."}}) from None


def _read_key(value: Any, kind: type[Any]) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    # A text with NUL cannot be asked for, and a number of the wrong kind is no key.
    if type(value) is not kind or (kind is str and "\x00" in value):
        raise ValueError
    return value
