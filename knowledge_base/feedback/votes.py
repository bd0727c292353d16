"""Whether articles helped those who read them. Called by the console and the public help page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, delete, func, select

from contactcenter.db import Session, insert, new_id
from contactcenter.errors import InvalidInput
from contactcenter.events import Fact
from knowledge_base.feedback.models import ArticleVote

LONGEST_COMMENT = 1000


@dataclass(frozen=True, slots=True)
class Votes:
    """How many found it helpful and how many not; `mine` is what the reader said, None where nothing."""

    helpful: int = 0
    unhelpful: int = 0
    mine: bool | None = None


async def vote(
    session: Session,
    article_id: str,
    *,
    voter: str,
    is_helpful: bool | None,
    comment: str = "",
    is_public: bool = False,
    now: datetime,
) -> None:
    """One voter has one vote, the last one; None takes it back. The article must exist."""
    if len(comment) > LONGEST_COMMENT:
        raise InvalidInput(f"At most {LONGEST_COMMENT} characters.", details={"field": "comment"})
    if is_helpful is None:
        await session.execute(
            delete(ArticleVote).where(ArticleVote.article_id == article_id, ArticleVote.voter == voter)
        )
    else:
        said = {"is_helpful": is_helpful, "comment": comment.strip(), "at": now}
        row = {"id": new_id(), "article_id": article_id, "voter": voter, "is_public": is_public, **said}
        statement = insert(session, ArticleVote).values(row)
        await session.execute(statement.on_conflict_do_update(index_elements=["article_id", "voter"], set_=said))
    session.record(Fact("article.changed", article_id))


async def votes_of(session: Session, article_ids: Collection[str], *, voter: str | None = None) -> dict[str, Votes]:
    """The votes of each of these articles."""
    if not article_ids:
        return {}
    helpful = func.sum(case((ArticleVote.is_helpful, 1), else_=0))
    mine = func.max(case((ArticleVote.voter == (voter or ""), case((ArticleVote.is_helpful, 1), else_=0))))
    query = select(ArticleVote.article_id, helpful, func.count(), mine).where(ArticleVote.article_id.in_(article_ids))
    found = {article_id: Votes() for article_id in article_ids}
    for article_id, liked, all_votes, own in await session.execute(query.group_by(ArticleVote.article_id)):
        found[article_id] = Votes(int(liked), int(all_votes - liked), None if own is None else bool(own))
    return found
