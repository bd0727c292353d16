"""The answer of a gap becomes an article: one that stands already, or a new one begun with the question."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts.matters import subject_of
from contactcenter.db import Session
from contactcenter.errors import Conflict
from knowledge_base.actions.answer_gap import answer, require_unanswered
from knowledge_base.articles import service as articles
from knowledge_base.articles.codes import make_code
from knowledge_base.articles.drafts import LONGEST_SAMPLE, ArticleDraft, TextDraft
from knowledge_base.articles.models import LONGEST_TITLE, PUBLIC, PUBLISHED, RETIRED, Article
from knowledge_base.articles.people import person_of, require_readable
from knowledge_base.gaps import service
from knowledge_base.gaps.due import answer_by
from knowledge_base.gaps.models import OPEN, WRITING, Gap
from knowledge_base.gaps.permissions import require_may_work


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What the article begins with; without a title the question is one."""

    title: str = ""
    body: str = ""
    short_text: str = ""
    category: str = ""
    language: str = ""
    audience: str = PUBLIC


async def link_article(
    session: Session,
    gap_id: str,
    article_id: str,
    *,
    answers_now: bool,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Gap:
    """This article answers it: at once where it stands so already, else when it is published (again)."""
    article = await _find(session, article_id, agent)
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    require_unanswered(gap)
    is_ready = article.state == PUBLISHED and not article.pending_state
    if answers_now and is_ready:
        await answer(session, gap, article_id=article.id, author_id=agent.id, now=now)
        return gap
    await _wait_for(session, gap, article, agent=agent, now=now)
    return gap


async def begin_article(
    session: Session, gap_id: str, wanted: NewArticle, *, agent: Agent, now: datetime, version: int | None = None
) -> Article:
    """A draft in the agent's name with the question, and those grouped with it, as its sample questions."""
    seen = await service.get_gap(session, gap_id)
    family = (await service.family_of(session, [gap_id]))[gap_id]
    language = wanted.language or seen.language
    asked = dict.fromkeys(gap.question[:LONGEST_SAMPLE] for gap in family if gap.language == language)
    text = TextDraft(
        language,
        (wanted.title.strip() or subject_of(seen.question).rstrip("?？"))[:LONGEST_TITLE],
        wanted.body,
        short_text=wanted.short_text,
        sample_questions=tuple(asked),
    )
    code = await make_code(session, text.title)
    draft = ArticleDraft(code=code, text=text, category=wanted.category, audience=wanted.audience)
    article = await articles.create_article(session, draft, author_id=agent.id, now=now)
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    require_unanswered(gap)
    article.group_id = gap.group_id
    await _wait_for(session, gap, article, agent=agent, now=now)
    return article


async def _wait_for(session: Session, gap: Gap, article: Article, *, agent: Agent, now: datetime) -> None:
    """Whoever writes it has the gap from now on, unless somebody else does."""
    if gap.state == OPEN:
        gap.assigned_by, gap.assigned_at, gap.due_at = agent.id, now, await answer_by(session, now)
        gap.reminders, gap.reminded_at = 0, None
    gap.state, gap.article_id, gap.linked_at = WRITING, article.id, now
    gap.owner_id = gap.owner_id or agent.id
    details = {"article_id": article.id, "code": article.code}
    await service.record(session, gap, "writing", author_id=agent.id, now=now, details=details)


async def _find(session: Session, article_id: str, agent: Agent) -> Article:
    article = await require_readable(session, article_id, await person_of(session, agent))
    if article.state == RETIRED:
        raise Conflict("This article is retired; bring it back or choose another one.", code="wrong_state")
    return article
