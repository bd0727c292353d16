"""Articles that come in from files and go out to files."""

from typing import Annotated, Literal

from pydantic import Field

from agent_console.schemas.articles import Audience
from agent_console.schemas.base import Answer, Body, Filter, Language, Moment, RowId

ImportState = Literal["waiting", "running", "done", "failed"]
Format = Literal["markdown", "csv", "html"]
MOST_IDS = 200


class NewImport(Body):
    """A file that I uploaded. Without `apply` it is only looked at; `as_state` is that of new articles."""

    attachment_id: RowId
    apply: bool = False
    as_state: Literal["draft", "published"] = "draft"
    language: Language | None = None
    category: Annotated[str, Field(max_length=64)] = ""
    audience: Audience = "public"


class ImportProblem(Answer):
    """Why a file, or a part of it, is not taken."""

    file: str
    reason: str


class ImportSample(Answer):
    """One of the first articles of the file."""

    file: str
    code: str
    language: str
    title: str
    category: str
    beginning: str


class ArticleImport(Answer):
    """How far an import has come. Counts are of texts, an article in one language; `progress` is in thousandths."""

    id: str
    name: str
    applies: bool
    as_state: Literal["draft", "published"]
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


class ExportQuery(Filter):
    """Without `ids`, all articles that are not retired."""

    format: Format = "markdown"
    ids: Annotated[list[RowId], Field(max_length=MOST_IDS)] = Field(default_factory=list)
