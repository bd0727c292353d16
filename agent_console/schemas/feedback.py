"""What readers say about articles, and how much articles are used."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Language, Moment, RowId, Version

Kind = Literal["wrong", "new_information"]
State = Literal["open", "done", "declined"]
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
ReportText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class NewVote(Body):
    """`is_helpful` null takes the vote back."""

    is_helpful: bool | None
    comment: Comment = ""


class Votes(Answer):
    """`mine` is what I said; null where nothing."""

    helpful: int
    unhelpful: int
    mine: bool | None


class ArticleUsage(Answer):
    """`contacts_answered` closed with this article, `answered_lately` of them in the last 30 days.

    `searches_led_here` ended with its words in an answer, or with a contact answered by it.
    """

    article_id: str
    contacts_answered: int
    answered_lately: int
    last_answered_at: Moment | None
    searches_led_here: int
    open_reports: int
    votes: Votes


class NewReport(Body):
    """`wrong`: it is wrong or old; `new_information`: it should say more."""

    kind: Kind
    text: ReportText
    language: Language | None = None
    contact_id: RowId | None = None


class ArticleReport(Answer):
    """`due_at` is by when whoever answers for the article looks at it; `answer` is what they said to it."""

    id: str
    article_id: str
    article_code: str
    article_title: str
    language: Language | None
    kind: Kind
    text: str
    contact_id: str | None
    contact_reference: str | None
    reported_by: str
    reported_by_name: str
    owner_id: str | None
    owner_name: str | None
    group_id: str | None
    state: State
    due_at: Moment
    is_overdue: bool
    answer: str
    closed_by_name: str | None
    closed_at: Moment | None
    created_at: Moment
    may_close: bool
    version: int


class ReportQuery(PageQuery):
    """`mine`: those that wait for me; `reported_by_me`: those I made. Open ones come by their due time."""

    state: State | None = None
    article: RowId | None = None
    kind: Kind | None = None
    mine: bool = False
    reported_by_me: bool = False


class ReportEnd(Body):
    """`declined` says why; `done` may."""

    state: Literal["done", "declined"]
    answer: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""
    version: Version = Field(default=None)
