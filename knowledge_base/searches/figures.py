"""How well searching goes: how often it led to something, where in the list, and what suggestions spared. By day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import case, func, select

from contactcenter.db import Session
from knowledge_base.searches.models import (
    ACCEPTED,
    ANSWERED,
    CONSOLE,
    DECLINED,
    GAP,
    INSERTED,
    OPENED,
    PROPOSED,
    PUBLIC,
    SUGGESTION,
    QuestionProposal,
    Search,
)

USED = (OPENED, INSERTED, ANSWERED)


@dataclass(frozen=True, slots=True)
class SearchCounts:
    """Of one time. `searches` were asked by staff; of them `used` led to an article, `first` to the first one shown."""

    since: datetime
    until: datetime
    searches: int = 0
    used: int = 0
    inserted: int = 0
    without_hits: int = 0
    gaps: int = 0
    picked: int = 0
    first: int = 0
    suggested: int = 0
    suggestions_used: int = 0
    public: int = 0


@dataclass(frozen=True, slots=True)
class ProposalCounts:
    """Proposals that wait now, and those decided in the time."""

    waiting: int
    accepted: int
    declined: int


async def count_searches(session: Session, edges: Sequence[datetime]) -> list[SearchCounts]:
    """The counts between each two of these moments."""
    return [await _between(session, since, until) for since, until in pairwise(edges)]


async def count_proposals(session: Session, *, since: datetime, until: datetime) -> ProposalCounts:
    in_time = (QuestionProposal.decided_at >= since) & (QuestionProposal.decided_at < until)
    query = select(
        _sum(QuestionProposal.state == PROPOSED),
        _sum((QuestionProposal.state == ACCEPTED) & in_time),
        _sum((QuestionProposal.state == DECLINED) & in_time),
    )
    waiting, accepted, declined = (await session.execute(query)).one()
    return ProposalCounts(waiting, accepted, declined)


async def _between(session: Session, since: datetime, until: datetime) -> SearchCounts:
    is_asked, is_suggested = Search.source == CONSOLE, Search.source == SUGGESTION
    is_used = Search.outcome.in_(USED)
    query = select(
        _sum(is_asked),
        _sum(is_asked & is_used),
        _sum(is_asked & Search.outcome.in_((INSERTED, ANSWERED))),
        _sum(is_asked & (Search.hits == 0)),
        _sum(is_asked & (Search.outcome == GAP)),
        _sum(is_asked & Search.picked_rank.is_not(None)),
        _sum(is_asked & (Search.picked_rank == 1)),
        _sum(is_suggested),
        _sum(is_suggested & is_used),
        _sum(Search.source == PUBLIC),
    ).where(Search.at >= since, Search.at < until)
    counts: Sequence[int] = (await session.execute(query)).one()
    return SearchCounts(since, until, *counts)


def _sum(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
