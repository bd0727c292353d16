"""Articles and people for tests; each call names only what the test is about."""

from datetime import UTC, datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session, new_id
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import PUBLIC, PUBLISHED, Article
from knowledge_base.articles.service import create_article

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def draft(
    title: str = "管理費幾時交",
    body: str = "每月十號前繳交。",
    *,
    code: str = "fees",
    language: str = "zh-Hant",
    category: str = "fees",
    audience: str = PUBLIC,
    samples: tuple[str, ...] = (),
    short_text: str = "",
) -> ArticleDraft:
    text = TextDraft(language, title, body, short_text=short_text, sample_questions=samples)
    return ArticleDraft(code=code, category=category, audience=audience, text=text)


async def make_article(session: Session, wanted: ArticleDraft, *, state: str = PUBLISHED) -> Article:
    return await create_article(session, wanted, author_id=None, now=NOW, state=state)


async def make_agent(session: Session, name: str = "陳嘉欣") -> str:
    agent_id = new_id()
    session.add(Agent(id=agent_id, username=agent_id, name=name, password_hash="", presence_since=NOW, created_at=NOW))
    await session.flush()
    return agent_id
