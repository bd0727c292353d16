"""Searching the knowledge base."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.schemas.base import Answer, Filter, Language, Query, RowId

Kind = Literal["article", "tree"]


class SearchQuery(Filter):
    """`language` is the reader's: what says the same in several languages is shown in this one.

    With `contact`, that contact's language and place are meant where none is given. What is about the place comes
    first, what is about other places only comes last. `written_in`, `category` and `kind` leave out all others. `box`
    is any name of the box that is typed in: words that grow in one box are one search.
    """

    q: Annotated[str, Field(max_length=400)]
    language: Language | None = None
    written_in: Language | None = None
    category: Query | None = None
    kind: Kind | None = None
    place: RowId | None = None
    contact: RowId | None = None
    box: Annotated[str, StringConstraints(max_length=64)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 10


class SearchHit(Answer):
    """`highlights` are [start, end] in `snippet`, `title_highlights` in `title`."""

    article_id: str
    language: Language
    title: str
    snippet: str
    highlights: list[tuple[int, int]]
    title_highlights: list[tuple[int, int]]
    category: str
    kind: Kind
    score: float


class Count(Answer):
    code: str
    count: int


class Facets(Answer):
    """How many articles that fit there are of each category, kind and language, whatever of these is chosen."""

    categories: list[Count]
    kinds: list[Count]
    languages: list[Count]


class SearchPage(Answer):
    """What was found, best first. `search_id` names the search when it is told what came of it.

    `did_you_mean` is the question in the words of the articles, where it seems to hold a slip.
    """

    items: list[SearchHit]
    next_cursor: None = None
    search_id: str | None
    did_you_mean: str | None
    facets: Facets
