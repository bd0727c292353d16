"""Articles as readers get them: in lists, and one by one."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.attachments import Attachment
from agent_console.schemas.base import Answer, Language, Moment, Names, Query, RowId

Kind = Literal["article", "tree"]
Audience = Literal["public", "staff", "group"]
State = Literal["draft", "review", "published", "retired"]
Pending = Literal["", "draft", "review"]
Sort = Literal["newest", "updated", "review_due", "code"]


class ArticleRow(Answer):
    """An article in a list. `pending_state` says how far a change of what is published is; empty where none is made.

    `outdated_languages` are translations that say less than the main language by now; `broken_links` counts.
    """

    id: str
    code: str
    kind: Kind
    category: str
    audience: Audience
    state: State
    pending_state: Pending
    languages: list[Language]
    language: Language
    title: str
    owner_id: str | None
    owner_name: str | None
    reviewer_id: str | None
    group_id: str | None
    valid_from: Moment | None
    valid_until: Moment | None
    review_due_at: Moment | None
    published_at: Moment | None
    updated_at: Moment
    outdated_languages: list[Language]
    broken_links: int
    version: int


class ArticlePlace(Answer):
    id: str
    code: str
    names: Names


class ArticleGroup(Answer):
    id: str
    names: Names


class Article(ArticleRow):
    """`short_text` fits into one text message. `body` is the Markdown of which `body_html` is made.

    `tree` is null but for a decision tree: {"start": id, "steps": {id: {"text", "html", "kind": question | answer,
    "choices": [{"text", "to"}], "short_text"}}}. `translation_outdated` speaks of the text shown, `is_valid` of the
    moment.
    """

    body: str
    body_html: str
    body_text: str
    short_text: str
    sample_questions: list[str]
    tree: dict[str, Any] | None
    places: list[ArticlePlace]
    groups: list[ArticleGroup]
    reviewer_name: str | None
    author_name: str | None
    main_language: str
    translation_outdated: bool
    is_valid: bool
    attachments: list[Attachment]


class ArticleQuery(PageQuery):
    """`owner=me` are those of whoever asks; `place` those that speak of it or of what lies above it."""

    q: Query | None = None
    language: Language | None = None
    category: Query | None = None
    state: list[State] = Field(default_factory=list)
    pending: list[Literal["draft", "review"]] = Field(default_factory=list)
    kind: Kind | None = None
    audience: Audience | None = None
    group: RowId | None = None
    owner: RowId | None = None
    reviewer: RowId | None = None
    place: RowId | None = None
    review_due: Annotated[bool, Field(description="Published, and to be looked over by now.")] = False
    outdated: Annotated[bool, Field(description="A translation says less than the main language by now.")] = False
    missing: Annotated[Language | None, Field(description="Not written in this language.")] = None
    broken_links: bool = False
    sort: Sort = "newest"


class OneArticleQuery(BaseModel):
    """Left out, `language` is that of whoever asks."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None


class Category(Answer):
    """`articles` counts those in it, retired ones too."""

    code: str
    names: Names
    position: int
    articles: int
    version: int
