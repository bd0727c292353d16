"""Articles that come in from files and go out to files."""

from typing import Annotated, Any, Literal

from pydantic import Field

from agent_console.schemas.articles import Audience
from agent_console.schemas.base import Answer, Body, Filter, Language, Moment, RowId

ImportAs = Literal["draft", "review", "published"]
ImportState = Literal["waiting", "running", "done", "failed"]
Format = Literal["markdown", "csv", "html"]
MOST_IDS = 200


class NewImport(Body):
    """A file that I uploaded. Without `apply` it is only looked at; `as_state` says what becomes of new articles.

    As `review`, also what changes in known ones is handed over for somebody else to publish.
    """

    attachment_id: RowId
    apply: bool = False
    as_state: ImportAs = "draft"
    language: Language | None = None
    category: Annotated[str, Field(max_length=64)] = ""
    audience: Audience = "public"


class ImportProblem(Answer):
    """Why a file, or a part of it, is not taken: in English, and as a code with details for other languages.

    `wrong_fields` has details with `fields`, a list of {field, code, reason, value, …}. An empty `file` means all of
    it. Imports of earlier versions have no codes.
    """

    file: str
    reason: str
    code: str = ""
    details: dict[str, Any] = Field(default_factory=dict)


class ImportSample(Answer):
    """One of the first articles of the file."""

    file: str
    code: str
    language: str
    title: str
    category: str
    beginning: str


class ArticleImport(Answer):
    """How far an import has come. Counts are of texts, an article in one language; `progress` is in thousandths.

    `may_publish`: whether the settings let whoever imports publish at once.
    """

    id: str
    name: str
    applies: bool
    as_state: ImportAs
    state: ImportState
    progress: int
    created: int
    changed: int
    unchanged: int
    problems: list[ImportProblem]
    problem_count: int
    sample: list[ImportSample]
    error: str
    created_at: Moment
    finished_at: Moment | None
    may_publish: bool


class ExportQuery(Filter):
    """Without `ids`, all articles that are not retired."""

    format: Format = "markdown"
    ids: Annotated[list[RowId], Field(max_length=MOST_IDS)] = Field(default_factory=list)
