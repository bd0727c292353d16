"""The vendor's paging: newest first, a page number for show and a token that says where to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from channels.simulator.rest.errors import RestError

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 1000
TOKEN_PREFIX = "PA"


@dataclass(frozen=True)
class PageRequest:
    """`after` is the sid of the last row of the page before."""

    size: int
    number: int
    after: str


def read_page_request(query: Mapping[str, str]) -> PageRequest:
    return PageRequest(
        size=_number(query, "PageSize", DEFAULT_PAGE_SIZE, 1, MAX_PAGE_SIZE),
        number=_number(query, "Page", 0, 0, 1_000_000),
        after=query.get("PageToken", "").removeprefix(TOKEN_PREFIX),
    )


def _number(query: Mapping[str, str], name: str, default: int, lowest: int, highest: int) -> int:
    value = query.get(name, str(default))
    if not value.isdecimal() or not lowest <= int(value) <= highest:
        raise RestError(20001, name)
    return int(value)


def page_json(
    key: str,
    rows: Sequence[dict[str, Any]],
    *,
    page: PageRequest,
    path: str,
    filters: Mapping[str, str],
    token_of: str = "sid",
) -> dict[str, Any]:
    """`rows` may hold one more than the page: that is how we know of a next one."""
    shown = list(rows[: page.size])
    start = page.number * page.size

    def uri(number: int, **extra: str) -> str:
        query = {**filters, "PageSize": str(page.size), "Page": str(number), **extra}
        return f"{path}?{urlencode(query)}"

    has_more = len(rows) > page.size
    return {
        "end": start + len(shown) - 1 if shown else start,
        "first_page_uri": uri(0),
        key: shown,
        "next_page_uri": uri(page.number + 1, PageToken=TOKEN_PREFIX + shown[-1][token_of]) if has_more else None,
        "page": page.number,
        "page_size": page.size,
        "previous_page_uri": None,
        "start": start,
        "uri": uri(page.number, **({"PageToken": TOKEN_PREFIX + page.after} if page.after else {})),
    }
