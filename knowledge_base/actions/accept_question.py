"""Words that led to an article become one of its sample questions, or somebody says they do not belong there."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from knowledge_base.articles import service as articles
from knowledge_base.articles import texts
from knowledge_base.articles.drafts import LONGEST_SAMPLE, MOST_SAMPLES
from knowledge_base.articles.models import PUBLISHED, Article, ArticleText, PendingText
from knowledge_base.articles.people import decides, person_of
from knowledge_base.searches import proposals
from knowledge_base.searches.models import ACCEPTED, DECLINED, QuestionProposal
from knowledge_base.searches.words import fold_words


async def accept_question(
    session: Session,
    proposal_id: str,
    *,
    agent: Agent,
    now: datetime,
    question: str | None = None,
    version: int | None = None,
) -> QuestionProposal:
    """Its words, or `question` instead, are found from now on; no review: they are a reader's words, not an answer."""
    # Articles are locked before what hangs on them.
    article_id = (await proposals.get_proposal(session, proposal_id)).article_id
    article = await articles.change_article(session, article_id, now=now)
    await require_may_decide(session, article, agent)
    _require_published(article)
    proposal = await proposals.decide(session, proposal_id, ACCEPTED, author_id=agent.id, now=now, version=version)
    if question is not None and question.strip():
        proposal.question = checked(question)
    await _add(session, article, proposal.language, proposal.question, agent=agent, now=now)
    return proposal


async def decline_question(
    session: Session, proposal_id: str, *, agent: Agent, now: datetime, version: int | None = None
) -> QuestionProposal:
    """These words are not proposed for this article again."""
    article_id = (await proposals.get_proposal(session, proposal_id)).article_id
    await require_may_decide(session, await articles.lock_article(session, article_id), agent)
    return await proposals.decide(session, proposal_id, DECLINED, author_id=agent.id, now=now, version=version)


async def add_question(
    session: Session, article_id: str, question: str, *, language: str, agent: Agent, now: datetime
) -> ArticleText:
    """Somebody knows that these words mean this article; returns the text that holds them now."""
    article = await articles.change_article(session, article_id, now=now)
    await require_may_decide(session, article, agent)
    _require_published(article)
    return await _add(session, article, language, checked(question), agent=agent, now=now)


async def require_may_decide(session: Session, article: Article, agent: Agent) -> None:
    """Who answers for the article: its owner, its reviewer, and whoever leads."""
    if article.owner_id != agent.id and not decides(await person_of(session, agent), article):
        raise NotAllowed("Only the owner or reviewer of this article, supervisors and managers may do this.")


def _require_published(article: Article) -> None:
    if article.state != PUBLISHED:
        raise Conflict("This article is not published.", code="wrong_state", details={"state": article.state})


def checked(question: str) -> str:
    """The question on one line; `InvalidInput` where it cannot be one."""
    words = " ".join(question.split())
    if not fold_words(words):
        raise InvalidInput("Write the question down.", details={"field": "question"})
    if len(words) > LONGEST_SAMPLE:
        raise InvalidInput(f"At most {LONGEST_SAMPLE} characters.", details={"field": "question"})
    return words


async def _add(
    session: Session, article: Article, language: str, question: str, *, agent: Agent, now: datetime
) -> ArticleText:
    text = await texts.find_text(session, article.id, language)
    if text is None:
        text = await texts.find_text(session, article.id, article.main_language)
    if text is None:
        raise InvalidInput("This article is not written in that language.", details={"field": "language"})
    if _with(text, question) is None:
        return text
    before = text.revision
    text.sample_questions = _with(text, question) or []
    text.revision, text.updated_at = before + 1, now
    revision = texts.as_revision(text, note=question)
    revision.author_id = agent.id
    session.add(revision)
    if text.language == article.main_language:
        await texts.translations_follow(session, article, before=before, after=text.revision)
    pending = await texts.find_pending(session, article.id, text.language)
    if pending is not None:
        # Whoever is changing the text goes on, with the question in it.
        pending.sample_questions = _with(pending, question) or pending.sample_questions
        pending.based_on = text.revision if pending.based_on == before else pending.based_on
    await session.flush()
    details = {"language": text.language, "question": question, "revision": text.revision}
    await articles.record(session, article, "question_added", author_id=agent.id, now=now, details=details)
    return text


def _with(text: ArticleText | PendingText, question: str) -> list[str] | None:
    """The sample questions with this one; None where it stands there, or where there are enough."""
    known = {fold_words(one) for one in text.sample_questions}
    if fold_words(question) in known:
        return None
    if len(text.sample_questions) >= MOST_SAMPLES:
        raise Conflict(f"This article has {MOST_SAMPLES} sample questions; take one away first.", code="too_many")
    return [*text.sample_questions, question]
