"""Articles that may answer what an owner says, and what came of searches."""

from typing import Literal

from pydantic import Field

from agent_console.schemas.base import Answer, Body, RowId
from agent_console.schemas.search import SearchHit


class Suggestion(SearchHit):
    """`short_text` is the answer that fits a text message, in the language of this hit."""

    short_text: str


class Suggestions(Answer):
    """At most three, best first; none where nothing fits. `words` is what the owner said that led to them.

    `search_id` names them when it is told what came of them; null where there are none.
    """

    search_id: str | None
    words: str
    items: list[Suggestion]


class NewPick(Body):
    """Of what was found, this article was opened, or its words were put into an answer. `rank` counts from 1."""

    article_id: RowId
    rank: int = Field(ge=1, le=200)
    outcome: Literal["opened", "inserted"]
