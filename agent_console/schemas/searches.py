"""What searches teach: dead ones, words that may become sample questions, and figures."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Filter, Language, Moment, RowId, Version

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
SettledBy = Literal["question", "synonym", "gap", "article", "dismissed"]
ProposalState = Literal["proposed", "accepted", "declined"]


class DeadSearchQuery(Filter):
    """`from` and `until` (not included) lie at most 366 days apart; without them the last 30 days."""

    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class LedOn(Answer):
    """An article with which so many contacts were answered on which the words had led nowhere."""

    article_id: str
    title: str
    contacts: int


class Settled(Answer):
    """What was done about words that led nowhere: an article finds them, they are a synonym, they were noted as a gap,
    an article was begun, or they need nothing.
    """

    act: SettledBy
    at: Moment
    by_name: str | None
    article_id: str | None
    article_title: str | None
    gap_id: str | None


class DeadSearch(Answer):
    """Words of which nothing was ever picked. `without_hits`: how often nothing was found at all.

    With `settled` they were dealt with before and searched in vain again; all that is counted came after.
    """

    words: str
    language: Language
    times: int
    without_hits: int
    by_public: int
    last_at: Moment
    led_on: list[LedOn]
    settled: Settled | None


class DeadSearchEnd(Body):
    """`article_id` for a question (the words find it) or an article (begun for them), `means` for a synonym."""

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
    act: SettledBy
    article_id: RowId | None = None
    means: Annotated[str, Field(max_length=40)] = ""
    note: Annotated[str, Field(max_length=1000)] = ""


class DeadSearchWords(Body):
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class ProposalQuery(PageQuery):
    """`mine`: of articles I own."""

    state: ProposalState = "proposed"
    article: RowId | None = None
    mine: bool = False


class QuestionProposal(Answer):
    """So many different people searched these words and used the article; `may_decide` says whether I accept it."""

    id: str
    article_id: str
    article_code: str
    article_title: str
    language: Language
    question: str
    times: int
    state: ProposalState
    first_at: Moment
    last_at: Moment
    decided_by_name: str | None
    decided_at: Moment | None
    may_decide: bool
    version: int


class Acceptance(Body):
    """`question` instead of the words as they were searched."""

    question: Question | None = None
    version: Version = None


class Refusal(Body):
    version: Version = None


class NewQuestion(Body):
    """These words mean this article. Without `language` in the language they are written in."""

    question: Question
    language: Language | None = None


class SampleQuestions(Answer):
    """The sample questions of the text that took the question."""

    article_id: str
    language: Language
    sample_questions: list[str]


class KnowledgeFiguresQuery(Filter):
    """`from` and `until` (not included) lie at most 92 days apart; without them the last 30 days."""

    from_: Annotated[Moment | None, Field(alias="from")] = None
    until: Moment | None = None


class SearchCounts(Answer):
    """Of one day or the whole time. `searches` were asked by staff: of them `used` opened or used an article,
    `inserted` put one into an answer or closed the contact with it, `first` picked the first of the list (of `picked`).

    `suggested` articles were shown beside a thread, `suggestions_used` of these times one was used.
    """

    since: Moment
    until: Moment
    searches: int
    used: int
    inserted: int
    without_hits: int
    gaps: int
    picked: int
    first: int
    suggested: int
    suggestions_used: int
    public: int


class Proposals(Answer):
    """`waiting` now; the others were decided in the time."""

    waiting: int
    accepted: int
    declined: int


class Feedback(Answer):
    """`median_hours` from a report to its end, of those closed in the time."""

    open_reports: int
    overdue_reports: int
    closed_reports: int
    median_hours: float | None
    helpful: int
    unhelpful: int


class KnowledgeFigures(Answer):
    """`used_share` is used / searches, `first_share` first / picked, `suggestion_share` suggestions_used / suggested;
    null where there was nothing to divide by."""

    since: Moment
    until: Moment
    total: SearchCounts
    days: list[SearchCounts]
    used_share: float | None
    first_share: float | None
    suggestion_share: float | None
    proposals: Proposals
    feedback: Feedback
