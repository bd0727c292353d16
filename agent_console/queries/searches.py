"""Dead searches, proposals and figures of the knowledge base as screens show them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.feedback import titles_of
from agent_console.schemas import searches as schemas
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import InvalidInput, NotFound
from knowledge_base.articles.models import Article
from knowledge_base.articles.people import Person, decides, readable_by
from knowledge_base.feedback.figures import count_feedback
from knowledge_base.searches.dead import dead_searches
from knowledge_base.searches.figures import SearchCounts, count_proposals, count_searches
from knowledge_base.searches.models import PROPOSED, QuestionProposal, SettledSearch

USUAL = timedelta(days=30)
LONGEST_DEAD, LONGEST_FIGURES = timedelta(days=366), timedelta(days=92)


async def list_dead(
    session: Session, query: schemas.DeadSearchQuery, *, language: str, now: datetime
) -> Page[schemas.DeadSearch]:
    """The most frequent first; the list is cut at `limit`."""
    since, until = _period(query.from_, query.until, now=now, longest=LONGEST_DEAD)
    found = await dead_searches(session, since=since, until=until, limit=query.limit)
    titles = await titles_of(session, [article_id for one in found for article_id, _ in one.led_on], language)
    settled = await describe_settled(session, [one.settled for one in found if one.settled], language=language)
    items = [
        schemas.DeadSearch(
            words=one.words,
            language=one.language,
            times=one.times,
            without_hits=one.without_hits,
            by_public=one.by_public,
            last_at=one.last_at,
            led_on=[
                schemas.LedOn(article_id=article_id, title=titles[article_id], contacts=contacts)
                for article_id, contacts in one.led_on[:3]
            ],
            settled=settled[one.settled.id] if one.settled else None,
        )
        for one in found
    ]
    return Page[schemas.DeadSearch](items=items, next_cursor=None)


async def describe_settled(
    session: Session, rows: Sequence[SettledSearch], *, language: str
) -> dict[str, schemas.Settled]:
    """By the id of each, with the names of people and articles."""
    people = await session.execute(select(Agent.id, Agent.name).where(Agent.id.in_({row.settled_by for row in rows})))
    names = {agent_id: name for agent_id, name in people}
    titles = await titles_of(session, [row.article_id for row in rows if row.article_id], language)
    return {
        row.id: schemas.Settled(
            act=row.act,
            at=row.settled_at,
            by_name=names.get(row.settled_by),
            article_id=row.article_id,
            article_title=titles.get(row.article_id or ""),
            gap_id=row.gap_id,
        )
        for row in rows
        if row.settled_at is not None
    }


async def list_proposals(
    session: Session, query: schemas.ProposalQuery, *, person: Person, language: str
) -> Page[schemas.QuestionProposal]:
    """The most often used first; decided ones by when they were last searched."""
    found = select(QuestionProposal, Article).join(Article, Article.id == QuestionProposal.article_id)
    found = found.where(QuestionProposal.state == query.state, readable_by(person))
    if query.article is not None:
        found = found.where(QuestionProposal.article_id == query.article)
    if query.mine:
        found = found.where(Article.owner_id == person.agent_id)
    first = QuestionProposal.times if query.state == PROPOSED else QuestionProposal.last_at
    rows, next_cursor = await fetch_page(session, found, query, order=(first, QuestionProposal.id), descending=True)
    items = await _proposals(session, rows, person=person, language=language)
    return Page[schemas.QuestionProposal](items=items, next_cursor=next_cursor)


async def get_proposal(
    session: Session, proposal_id: str, *, person: Person, language: str
) -> schemas.QuestionProposal:
    """One proposal as it is now, also inside the transaction that decides it."""
    await session.flush()
    query = select(QuestionProposal, Article).join(Article, Article.id == QuestionProposal.article_id)
    row = (await session.execute(query.where(QuestionProposal.id == proposal_id, readable_by(person)))).one_or_none()
    if row is None:
        raise NotFound("There is no such proposal.")
    return (await _proposals(session, [(row[0], row[1])], person=person, language=language))[0]


async def read_figures(
    session: Session, query: schemas.KnowledgeFiguresQuery, *, now: datetime
) -> schemas.KnowledgeFigures:
    """Counted from the rows, each day on the desk's calendar."""
    since, until = _period(query.from_, query.until, now=now, longest=LONGEST_FIGURES)
    days = await count_searches(session, _days_between(since, until))
    total = _added(days, since, until)
    proposals = await count_proposals(session, since=since, until=until)
    feedback = await count_feedback(session, since=since, until=until, now=now)
    return schemas.KnowledgeFigures(
        since=since,
        until=until,
        total=schemas.SearchCounts.model_validate(total),
        days=[schemas.SearchCounts.model_validate(day) for day in days],
        used_share=_share(total.used, total.searches),
        first_share=_share(total.first, total.picked),
        suggestion_share=_share(total.suggestions_used, total.suggested),
        proposals=schemas.Proposals.model_validate(proposals),
        feedback=schemas.Feedback.model_validate(feedback),
    )


def _period(
    since: datetime | None, until: datetime | None, *, now: datetime, longest: timedelta
) -> tuple[datetime, datetime]:
    until = until or now + timedelta(seconds=1)
    since = since or until - USUAL
    if not since < until:
        raise InvalidInput("`from` must lie before `until`.", details={"field": "from"})
    if until - since > longest:
        raise InvalidInput(f"At most {longest.days} days.", details={"field": "from"})
    return since, until


def _days_between(since: datetime, until: datetime) -> list[datetime]:
    """The two moments, and every midnight of the desk's calendar between them."""
    edges = [since]
    day = clock.local(since).date()
    while True:
        day += timedelta(days=1)
        midnight = datetime(day.year, day.month, day.day, tzinfo=clock.zone())
        if midnight >= until:
            return [*edges, until]
        edges.append(midnight)


def _added(days: Sequence[SearchCounts], since: datetime, until: datetime) -> SearchCounts:
    counts = [name for name in SearchCounts.__dataclass_fields__ if name not in ("since", "until")]
    return SearchCounts(since, until, **{name: sum(getattr(day, name) for day in days) for name in counts})


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


async def _proposals(
    session: Session, rows: Sequence[tuple[QuestionProposal, Article]], *, person: Person, language: str
) -> list[schemas.QuestionProposal]:
    deciders = {proposal.decided_by for proposal, _ in rows if proposal.decided_by}
    names = dict((await session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(deciders)))).all())
    titles = await titles_of(session, [article.id for _, article in rows], language)
    return [
        schemas.QuestionProposal(
            id=proposal.id,
            article_id=article.id,
            article_code=article.code,
            article_title=titles[article.id],
            language=proposal.language,
            question=proposal.question,
            times=proposal.times,
            state=proposal.state,
            first_at=proposal.first_at,
            last_at=proposal.last_at,
            decided_by_name=names.get(proposal.decided_by or ""),
            decided_at=proposal.decided_at,
            may_decide=proposal.state == PROPOSED and (article.owner_id == person.agent_id or decides(person, article)),
            version=proposal.version,
        )
        for proposal, article in rows
    ]
