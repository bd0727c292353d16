"""Files of articles: pictures in the text and papers beside it. Who may read the article may read its files.

What is attached to a published article is shown from its next publishing on, like changed words.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.media.models import STORED, Attachment
from contactcenter.media.service import Belonging, attach
from knowledge_base.articles import states
from knowledge_base.articles.models import DRAFT, Article, ArticleText, PendingText
from knowledge_base.articles.rendering import FILE_LINK, targets_in
from knowledge_base.articles.service import change_article, record

MOST_FILES = 100


async def attach_file(
    session: Session, article_id: str, attachment_id: str, *, agent: Agent, now: datetime
) -> Attachment:
    """Let a file that the agent uploaded belong to the article; one that does so already stays as it is."""
    article = await change_article(session, article_id, now=now)
    present = await files_of(session, article_id)
    standing = next((file for file in present if file.id == attachment_id), None)
    if standing is not None:
        return standing
    if len(present) >= MOST_FILES:
        raise InvalidInput(f"An article has at most {MOST_FILES} files.", details={"field": "attachment_id"})
    [file] = await attach(session, [attachment_id], Belonging(article_id=article_id), agent_id=agent.id, now=now)
    if article.state not in states.IN_PLACE:
        article.pending_state = article.pending_state or DRAFT
    await session.flush()
    await record(session, article, "file_attached", author_id=agent.id, now=now, details={"name": file.name})
    return file


async def remove_file(session: Session, article_id: str, attachment_id: str, *, author_id: str, now: datetime) -> None:
    """`Conflict` while the article's words name it."""
    article = await change_article(session, article_id, now=now)
    file = next((one for one in await files_of(session, article_id) if one.id == attachment_id), None)
    if file is None:
        raise NotFound("This article has no such file.")
    if file.id in await _named_files(session, article):
        raise Conflict("The text still names this file; take it out there first.", code="in_use")
    file.article_id = None
    await session.flush()
    await record(session, article, "file_removed", author_id=author_id, now=now, details={"name": file.name})


async def bind_named_files(session: Session, article: Article, body: str, *, agent: Agent, now: datetime) -> None:
    """What a writer has just uploaded and named in the text belongs to the article."""
    named = named_files([body])
    if not named:
        return
    own = select(Attachment).where(Attachment.id.in_(named), Attachment.uploaded_by == agent.id)
    for file in await session.scalars(own):
        if not file.is_bound and file.state == STORED:
            await attach(session, [file.id], Belonging(article_id=article.id), agent_id=agent.id, now=now)


async def files_of(session: Session, article_id: str) -> Sequence[Attachment]:
    """Every file of the article that is there, oldest first."""
    query = select(Attachment).where(Attachment.article_id == article_id, Attachment.state == STORED)
    return (await session.scalars(query.order_by(Attachment.id))).all()


async def shown_files(session: Session, article: Article) -> list[Attachment]:
    """The files that readers see beside the article as it stands."""
    files = await files_of(session, article.id)
    if article.state in states.IN_PLACE or article.published_at is None:
        return list(files)
    return [file for file in files if file.created_at <= article.published_at]


async def _named_files(session: Session, article: Article) -> set[str]:
    bodies = [*await session.scalars(select(ArticleText.body).where(ArticleText.article_id == article.id))]
    bodies += await session.scalars(select(PendingText.body).where(PendingText.article_id == article.id))
    return named_files(bodies)


def named_files(bodies: Iterable[str]) -> set[str]:
    """The ids of the files that stand in these texts."""
    return {target.name for body in bodies for target in targets_in(body) if target.kind == FILE_LINK}
