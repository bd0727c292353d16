"""Gaps: questions without an answer, who finds it, and everybody who is to be told."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import (
    Answer,
    Body,
    Channel,
    Language,
    Line,
    Moment,
    Names,
    OptionalWords,
    Query,
    RowId,
    Version,
    Words,
)

State = Literal["open", "assigned", "writing", "answered", "declined", "grouped"]
TellState = Literal["pending", "drafted", "sent", "seen", "failed", "skipped"]
View = Literal["to_sort", "mine", "group", "overdue", "writing", "to_tell", "answered", "declined", "all"]
Way = Literal["sms", "email", "call", "none"]
Act = Literal["sort", "work"]


class GapAsker(Answer):
    """One time the question was asked. `person` is the same for the same person, who is told once.

    `question` is how it was asked where it was grouped into the gap. What `tell_error` says of a drafted one is why
    nobody was told by rule (`not_by_rule`, `by_hand`, `no_way`, `other_language`, `internal` …).
    """

    id: str
    contact_id: str | None
    contact_reference: str | None
    channel: Channel | None
    customer_id: str | None
    customer_name: str | None
    address: str
    language: Language | None
    agent_id: str
    agent_name: str | None
    question: str
    words_searched: str
    note: str
    at: Moment
    person: str
    tell_state: TellState
    tell_text: str
    tell_agent_id: str | None
    tell_agent_name: str | None
    tell_message_id: str | None
    delivery_state: str | None
    tell_promise_id: str | None
    promise_due_at: Moment | None
    tell_error: str
    told_at: Moment | None
    seen_at: Moment | None


class GroupedGap(Answer):
    """A gap that goes on in another one."""

    id: str
    question: str
    language: Language
    created_at: Moment
    version: int


class Gap(Answer):
    """A question without an article, and all who asked it. `asked` counts them with those of grouped gaps.

    `told` and `untold` count the askers of what is decided; `may` says what whoever asks may do with it.
    """

    id: str
    question: str
    words_searched: str
    language: Language
    state: State
    askers: list[GapAsker]
    asked: int
    told: int
    untold: int
    last_asked_at: Moment | None
    article_id: str | None
    article_code: str | None
    article_title: str | None
    article_state: str | None
    article_pending: str | None
    created_by_name: str | None
    created_at: Moment
    group_id: str | None
    group_names: Names | None
    owner_id: str | None
    owner_name: str | None
    assigned_by_name: str | None
    assigned_at: Moment | None
    due_at: Moment | None
    is_overdue: bool
    reminders: int
    reminded_at: Moment | None
    answered_at: Moment | None
    answered_by_name: str | None
    grouped_into_id: str | None
    grouped: list[GroupedGap]
    reason: str
    answer: str
    answer_language: Language | None
    may: list[Act]
    version: int


class GapQuery(PageQuery):
    """`view` is one of the boxes of the gap inbox: mine and group are those of whoever asks."""

    state: list[State] = Field(default_factory=list)
    view: View = "all"
    group: RowId | None = None
    owner: RowId | None = None
    article: RowId | None = None
    q: Query | None = None


class GapCounts(Answer):
    """How many gaps stand in each box."""

    to_sort: int
    mine: int
    group: int
    overdue: int
    writing: int
    to_tell: int


class NewGap(Body):
    """With `same_as` whoever asked joins that gap, whose question it is in other words."""

    question: Words
    words_searched: Annotated[str, Field(max_length=400)] = ""
    note: OptionalWords = ""
    matter_id: RowId | None = None
    same_as: RowId | None = None


class NewAskedGap(Body):
    """By text from the search box. Without a customer it is the agent who wants to know. `same_as` as for a contact."""

    question: Words
    words_searched: Annotated[str, Field(max_length=400)] = ""
    note: OptionalWords = ""
    language: Language | None = None
    customer_id: RowId | None = None
    same_as: RowId | None = None


class SimilarQuery(BaseModel):
    """`contact`: where it is asked, so that what is said of that home comes first."""

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, Field(min_length=1, max_length=2000)]
    contact: RowId | None = None


class SimilarGap(Answer):
    """`score` is 1 where it is nearly the same, in whatever script; `answer` is a short answer without an article."""

    id: str
    question: str
    language: Language
    state: State
    asked: int
    article_id: str | None
    article_title: str | None
    answer: str
    created_at: Moment
    score: float


class AnsweringArticle(Answer):
    """A published article that may answer it, in the language it is best read in."""

    article_id: str
    title: str
    language: Language


class SimilarGaps(Answer):
    """`articles` only while a question is written down: what may answer it already."""

    items: list[SimilarGap]
    articles: list[AnsweringArticle] = Field(default_factory=list)


class GapAssignment(Body):
    group_id: RowId | None = None
    owner_id: RowId | None = None
    due_at: Moment | None = None
    note: OptionalWords = ""
    version: Version = None


class GapReturn(Body):
    note: Words
    version: Version = None


class GapRefusal(Body):
    """`answer` is what those who asked are told; left empty nobody is told."""

    reason: Words
    answer: OptionalWords = ""
    language: Language | None = None
    version: Version = None


class GapReopening(Body):
    reason: Words
    tells_again: bool = False
    version: Version = None


class GapGrouping(Body):
    into_id: RowId
    version: Version = None


class GapVersion(Body):
    version: Version = None


class GapArticle(Body):
    """`article_id` names an article that stands; without it one is begun with the question and what is given.

    With `answers_now` false a published article answers it only when it is published the next time.
    """

    article_id: RowId | None = None
    answers_now: bool = True
    title: Annotated[str, Field(max_length=300)] = ""
    body: Annotated[str, Field(max_length=200_000)] = ""
    short_text: Annotated[str, Field(max_length=1000)] = ""
    category: Annotated[str, Field(max_length=64)] = ""
    audience: Literal["public", "staff", "group"] = "public"
    language: Language | None = None
    version: Version = None


class GapAnswer(Body):
    """A short answer that needs no article."""

    text: Words
    language: Language | None = None
    version: Version = None


class Telling(Body):
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


class ToldOtherwise(Body):
    """How the agent told them: on the telephone, at the counter."""

    note: Line


class Skipping(Body):
    reason: Line


class CallPromise(Body):
    """Without a time within the hours the settings give."""

    due_at: Moment | None = None


class TellingDraft(Answer):
    """The words one asker would be told now, and the way they would go; `doubts` are what to look at before."""

    text: str
    way: Way
    channel: Channel | None
    language: Language
    doubts: list[str]


class GapFigureQuery(BaseModel):
    """The last 30 days, unless `from` and `until` are given."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None


class GapFigureLine(Answer):
    """`key` is the id of a group (empty: none was asked) or a month."""

    key: str
    names: Names | None
    opened: int
    answered: int
    declined: int
    median_hours: float | None


class AskersTold(Answer):
    told: int
    waiting: int
    failed: int
    skipped: int


class GapFigures(Answer):
    """Each figure's formula stands in `formulas` by its name."""

    from_: Annotated[Moment, Field(alias="from")]
    until: Moment
    open: int
    overdue: int
    open_by_age: dict[str, int]
    opened: int
    answered: int
    declined: int
    median_hours_to_assign: float | None
    median_hours_to_answer: float | None
    askers: AskersTold
    by_group: list[GapFigureLine]
    by_month: list[GapFigureLine]
    formulas: dict[str, str]
