"""Bulletins: as their readers see them, and as those who write them do."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Filter, Moment, Names, OptionalWords, RowId, Version, Words
from agent_console.schemas.settings import columns_given
from contactcenter.agents.roles import ROLES
from knowledge_base.bulletins.questions import CHOICES, LONGEST_WORDS, MOST_QUESTIONS

Role = Literal["agent", "supervisor", "back_office", "manager", "administrator"]
BulletinState = Literal["draft", "planned", "out", "withdrawn"]
Titles = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]]
Texts = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]]
Asked = dict[str, Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_WORDS)]]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class AskedQuestion(Answer):
    """A check question as its reader gets it: which choice is right is not told."""

    id: str
    texts: Names
    choices: list[Names]


class BulletinRow(Answer):
    """A bulletin in the list of somebody whom it is for; `confirmed_at` null means it is still to be read."""

    id: str
    titles: Names
    due_at: Moment | None
    published_at: Moment
    opened_at: Moment | None
    confirmed_at: Moment | None
    question_count: int
    version: int


class Bulletin(BulletinRow):
    """`html` is the text in each language; `answers` are mine once they are right, `tries` how often I answered."""

    html: Names
    article_id: str | None
    questions: list[AskedQuestion]
    answers: dict[str, int]
    tries: int


class BulletinQuery(PageQuery):
    """`mine`: what I still must read. Without it also what I have read."""

    mine: bool = False


class BulletinAnswers(Body):
    """The chosen choice of each question, counted from 0."""

    answers: dict[str, Annotated[int, Field(ge=0, le=100)]] = Field(default_factory=dict)
    version: Version = None


class BulletinResult(Answer):
    """`wrong` names the questions to answer anew; without any the bulletin is confirmed."""

    wrong: list[str]
    bulletin: Bulletin


class Question(Body):
    """A check question; `right` counts the choices from 0."""

    id: QuestionId
    texts: Asked
    choices: Annotated[list[Asked], Field(max_length=CHOICES[-1])]
    right: Annotated[int, Field(ge=0, le=CHOICES[-1])] = 0


class AdminBulletin(Answer):
    """Everything about a bulletin, and how many of its readers have confirmed it."""

    id: str
    titles: Names
    texts: Names
    article_id: str | None
    article_titles: Names | None
    roles: list[Role]
    group_ids: list[str]
    questions: list[Question]
    due_at: Moment | None
    published_at: Moment | None
    withdrawn_at: Moment | None
    reminded_at: Moment | None
    note: str
    state: BulletinState
    reader_count: int
    confirmed_count: int
    created_by_name: str | None
    created_at: Moment
    updated_at: Moment
    version: int


class AdminBulletinQuery(PageQuery):
    state: BulletinState | None = None


class NewBulletin(Body):
    """For everybody with one of `roles` or in one of `group_ids`; for all staff where both are empty."""

    titles: Titles = Field(default_factory=dict)
    texts: Texts = Field(default_factory=dict)
    article_id: RowId | None = None
    roles: Annotated[list[Role], Field(max_length=len(ROLES))] = Field(default_factory=list)
    group_ids: Annotated[list[RowId], Field(max_length=200)] = Field(default_factory=list)
    questions: Annotated[list[Question], Field(max_length=MOST_QUESTIONS)] = Field(default_factory=list)
    due_at: Moment | None = None
    note: OptionalWords = ""


class BulletinPatch(Body):
    """What is left out stays as it is."""

    titles: Titles | None = None
    texts: Texts | None = None
    article_id: RowId | None = None
    roles: Annotated[list[Role], Field(max_length=len(ROLES))] | None = None
    group_ids: Annotated[list[RowId], Field(max_length=200)] | None = None
    questions: Annotated[list[Question], Field(max_length=MOST_QUESTIONS)] | None = None
    due_at: Moment | None = None
    note: OptionalWords | None = None
    version: Version = None

    def columns(self) -> dict[str, object]:
        return columns_given(self, may_be_none=frozenset({"article_id", "due_at"}))


class BulletinPublishing(Body):
    """From `at` (else now) on; with `reads_again` whoever confirmed it must do so anew."""

    at: Moment | None = None
    reads_again: bool = False
    version: Version = None


class TakenBack(Body):
    """Why it is taken back."""

    reason: Words
    version: Version = None


class BulletinReader(Answer):
    """One of those whom a bulletin is for."""

    agent_id: str
    name: str
    username: str
    roles: list[Role]
    opened_at: Moment | None
    confirmed_at: Moment | None
    tries: int
    is_overdue: bool


class BulletinReaderQuery(PageQuery):
    """`missing` leaves out who has confirmed."""

    missing: bool = False


class ReaderFileQuery(Filter):
    """`missing` leaves out who has confirmed."""

    missing: bool = False


class Reminded(Answer):
    """How many people were reminded."""

    readers: int
