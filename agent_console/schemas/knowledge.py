"""Articles, search hits and gaps."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Channel, Language, Moment, Query, RowId, Words


class SearchQuery(BaseModel):
    """`language` is the reader's: what says the same in several languages is shown in this one."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(max_length=400)]
    language: Language | None = None
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
    score: float


class ArticleRow(Answer):
    """An article in a list."""

    id: str
    code: str
    category: str
    state: str
    languages: list[Language]
    language: Language
    title: str
    updated_at: Moment
    version: int


class Article(ArticleRow):
    """`short_text` fits into one text message."""

    body_html: str
    body_text: str
    short_text: str
    sample_questions: list[str]


class ArticleQuery(PageQuery):
    category: Query | None = None
    state: Query | None = None
    q: Query | None = None
    language: Language | None = None


class OneArticleQuery(BaseModel):
    """Left out, `language` is that of whoever asks."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None


class GapAsker(Answer):
    contact_id: str | None
    contact_reference: str | None
    channel: Channel | None
    customer_name: str | None
    at: Moment


class Gap(Answer):
    """A question without an article, and all who asked it."""

    id: str
    question: str
    words_searched: str
    language: Language
    state: Literal["open", "answered"]
    askers: list[GapAsker]
    article_id: str | None
    created_by_name: str | None
    created_at: Moment
    version: int


class GapQuery(PageQuery):
    state: list[Literal["open", "answered"]] = Field(default_factory=list)


class NewGap(Body):
    question: Words
    words_searched: Annotated[str, Field(max_length=400)] = ""
    matter_id: RowId | None = None
