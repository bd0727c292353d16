"""Articles as writers get them, and what writers send."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from agent_console.schemas.articles import ArticleGroup, ArticlePlace, Audience, Kind, Pending, State
from agent_console.schemas.attachments import Attachment
from agent_console.schemas.base import Answer, Body, Filter, Language, Moment, Names, OptionalWords, RowId, Version
from knowledge_base.articles.drafts import LONGEST_BODY, LONGEST_SAMPLE, LONGEST_SHORT, MOST_SAMPLES
from knowledge_base.articles.models import LONGEST_CODE, LONGEST_TITLE

Act = Literal["save", "describe", "submit", "send_back", "publish", "discard", "retire", "restore"]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_SHORT)]
BodyText = Annotated[str, Field(max_length=LONGEST_BODY, description="Markdown.")]
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SAMPLE)]
Questions = Annotated[list[Question], Field(max_length=MOST_SAMPLES)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
ArticleCode = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_CODE, pattern=r"^[^\s()<>\[\]]+$")
]
Tree = Annotated[
    dict[str, Any] | None,
    Field(
        description='Of a decision tree: {"start": id, "steps": {id: {"text", "kind": "question" | "answer", '
        '"choices": [{"text", "to"}], "short_text"}}}; its words then take the place of `body`.'
    ),
]


class WritingText(Answer):
    """One language. `version` goes back with a save; `revision` counts what is kept as a version of its own.

    `translated_from` is the revision of the main language it says the same as.
    """

    title: str
    body: str
    short_text: str
    sample_questions: list[str]
    tree: dict[str, Any] | None
    revision: int
    version: int
    translated_from: int | None
    is_outdated: bool
    author_id: str | None
    author_name: str | None
    updated_at: Moment


class PendingText(WritingText):
    """What a published text shall say next; `revision` is the one it will be."""

    based_on: int
    is_minor: bool
    note: str


class BrokenLink(Answer):
    """A link that leads nowhere, as it stands in the text; `language` says in which."""

    language: Language
    target: str
    reason: Literal["article_missing", "article_retired", "file_missing", "malformed"]


class TreeProblem(Answer):
    """Why a decision tree cannot be published yet; `step` is empty where it concerns the whole tree."""

    language: Language
    step: str
    code: str
    message: str


class SimilarArticle(Answer):
    """An article that says nearly the same; `score` from 0 to 1."""

    article_id: str
    code: str
    title: str
    language: Language
    state: State
    score: float


class Writing(Answer):
    """Everything an editor needs. `stage` is how far the words are that are being written.

    A text under `pending` takes the place of the one under `texts` when the article is published. `publish_refused`
    says why `publish` is not among what I may do, where the state would allow it. `links` and `tree_problems` speak of
    the words being written.
    """

    id: str
    code: str
    kind: Kind
    category: str
    audience: Audience
    state: State
    pending_state: Pending
    stage: State
    main_language: str
    owner_id: str | None
    owner_name: str | None
    reviewer_id: str | None
    reviewer_name: str | None
    group_id: str | None
    groups: list[ArticleGroup]
    places: list[ArticlePlace]
    valid_from: Moment | None
    valid_until: Moment | None
    review_due_at: Moment | None
    review_note: str
    submitted_by: str | None
    submitted_by_name: str | None
    submitted_at: Moment | None
    created_by: str | None
    created_by_name: str | None
    created_at: Moment
    updated_at: Moment
    published_at: Moment | None
    texts: dict[str, WritingText]
    pending: dict[str, PendingText]
    files: list[Attachment]
    links: list[BrokenLink]
    tree_problems: list[TreeProblem]
    similar: list[SimilarArticle]
    may: list[Act]
    publish_refused: Literal["", "own_words", "not_allowed"]
    version: int


class NewArticle(Body):
    """A draft in its first language. Without `code` one is made."""

    language: Language
    title: Title
    body: BodyText = ""
    short_text: ShortText = ""
    sample_questions: Questions = Field(default_factory=list)
    tree: Tree = None
    kind: Kind = "article"
    code: ArticleCode | None = None
    category: Annotated[str, Field(max_length=64)] = ""
    audience: Audience = "public"
    group_ids: list[RowId] = Field(default_factory=list)
    place_ids: list[RowId] = Field(default_factory=list)
    owner_id: RowId | None = None
    reviewer_id: RowId | None = None
    group_id: RowId | None = None


class ArticlePatch(Body):
    """What is left out stays as it is; people, dates and the group may be null."""

    kind: Kind | None = None
    category: Annotated[str | None, Field(max_length=64)] = None
    audience: Audience | None = None
    group_ids: list[RowId] | None = None
    place_ids: list[RowId] | None = None
    main_language: Language | None = None
    owner_id: RowId | None = None
    reviewer_id: RowId | None = None
    group_id: RowId | None = None
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    review_due_at: Moment | None = None
    version: Version = None


class SavedText(Body):
    """`version` is that of the text (of the pending one where there is one), 0 where the language is new.

    `translates_revision` says of which revision of the main language this is a translation now. A minor correction of
    the main language leaves its translations up to date. With a `note` it becomes a version of its own.
    """

    title: Title
    body: BodyText = ""
    short_text: ShortText = ""
    sample_questions: Questions = Field(default_factory=list)
    tree: Tree = None
    note: Note = ""
    is_minor: bool = False
    translates_revision: Annotated[int | None, Field(ge=1, le=2_000_000_000)] = None
    version: Version = None


class ArticleAct(Body):
    """`version` is the article's."""

    version: Version = None


class NotedAct(ArticleAct):
    note: OptionalWords = ""


class SendBack(ArticleAct):
    note: Annotated[OptionalWords, Field(min_length=1, description="What is to be changed.")]


class PendingQuery(Filter):
    """Without a language all that is pending is forgotten. `version` is the article's."""

    language: Language | None = None
    version: Version = None


class RevisionQuery(Filter):
    language: Language


class Revision(Answer):
    """One version of a text; the newest first. `is_current`: readers see this one."""

    number: int
    language: Language
    title: str
    note: str
    author_id: str | None
    author_name: str | None
    created_at: Moment
    is_current: bool


class RevisionText(Revision):
    body: str
    body_html: str
    short_text: str
    sample_questions: list[str]
    tree: dict[str, Any] | None


class RestoredRevision(Body):
    """`version` is that of the text."""

    language: Language
    version: Version = None


Point = Annotated[str, Field(pattern=r"^(current|pending|[0-9]{1,9})$", description="A number, current or pending.")]


class CompareQuery(Filter):
    """Left out: from the current words to those pending, else from the version before to the current one."""

    language: Language
    from_: Annotated[Point | None, Field(alias="from")] = None
    to: Point | None = None


class DiffPart(Answer):
    op: Literal["same", "added", "removed"]
    text: str


class Comparison(Answer):
    """By field (title, body, short_text, sample_questions): the parts in their order.

    Without what was added they are the old text, without what was removed the new one.
    """

    language: Language
    from_: str = Field(alias="from")
    to: str
    fields: dict[str, list[DiffPart]]


class SimilarQuestion(Body):
    """`but` is an article that is not meant: the one being written."""

    title: Annotated[str, Field(max_length=LONGEST_TITLE)]
    body: BodyText = ""
    language: Language
    but: RowId | None = None


class AttachedFile(Body):
    attachment_id: RowId


class Preview(Body):
    """Words as readers would see them; `article_id` is the article whose files they name."""

    body: BodyText


class PreviewHtml(Answer):
    html: str


class BulkChange(Body):
    """One thing or several at once; a `state` is an act: submit, publish, retire or restore."""

    category: Annotated[str | None, Field(max_length=64)] = None
    audience: Audience | None = None
    group_ids: list[RowId] | None = None
    place_ids: list[RowId] | None = None
    owner_id: RowId | None = None
    reviewer_id: RowId | None = None
    group_id: RowId | None = None
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    review_due_at: Moment | None = None
    state: Literal["submit", "publish", "retire", "restore"] | None = None


class Bulk(Body):
    ids: Annotated[list[RowId], Field(min_length=1, max_length=200)]
    change: BulkChange


class BulkResult(Answer):
    """`code` and `message` are those of the error where `is_done` is false."""

    id: str
    title: str
    is_done: bool
    code: str
    message: str


class CategoryChange(Body):
    names: Names | None = None
    position: Annotated[int | None, Field(ge=0, le=10_000)] = None
    version: Version = None


class NewCategory(Body):
    code: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    names: Names
    position: Annotated[int | None, Field(ge=0, le=10_000)] = None
