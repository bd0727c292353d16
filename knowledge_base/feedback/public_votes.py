"""Votes of visitors of the public help page, of whom nothing is known but that they voted before."""

from datetime import datetime

from contactcenter.db import Session, insert, new_id
from knowledge_base.feedback.models import ArticleVote


async def cast_public_vote(session: Session, article_id: str, *, voter: str, is_helpful: bool, now: datetime) -> None:
    """Keep this vote; an earlier one of the same visitor on the same article is replaced."""
    row = {"article_id": article_id, "voter": voter, "is_public": True, "is_helpful": is_helpful, "at": now}
    statement = insert(session, ArticleVote).values(id=new_id(), comment="", **row)
    changed = {"is_helpful": is_helpful, "at": now}
    await session.execute(statement.on_conflict_do_update(index_elements=["article_id", "voter"], set_=changed))
