"""Writes many articles with few statements. Called by the folder import, the demo and the evaluation."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert as plain_insert
from sqlalchemy import select

from contactcenter.db import Session, insert, new_id
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.drafts import ArticleDraft, check_drafts
from knowledge_base.articles.models import PUBLISHED, Article, ArticleRevision, ArticleText
from knowledge_base.articles.rendering import to_plain
from knowledge_base.articles.service import as_revision, take_change_numbers, texts_of

# Databases limit the parameters of one statement.
BATCH = 500
# Beyond this many changes screens are not told of each: they refetch their list once.
MOST_FACTS = 100


@dataclass(frozen=True, slots=True)
class Saved:
    """How many texts (an article in one language) were new, changed, or as they already stood."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Saved") -> "Saved":
        return Saved(self.created + other.created, self.changed + other.changed, self.unchanged + other.unchanged)


async def save_articles(
    session: Session, drafts: Sequence[ArticleDraft], *, author_id: str | None, now: datetime, state: str = PUBLISHED
) -> Saved:
    """Write these texts by code and language; doing it again changes nothing. `state` is that of new articles only."""
    check_drafts(drafts)
    unique = list({(draft.code, draft.text.language): draft for draft in drafts}.values())
    unique.sort(key=lambda draft: draft.code)
    saved = Saved()
    for start in range(0, len(unique), BATCH):
        saved += await _save_batch(session, unique[start : start + BATCH], author_id=author_id, now=now, state=state)
    return saved


async def _save_batch(
    session: Session, drafts: Sequence[ArticleDraft], *, author_id: str | None, now: datetime, state: str
) -> Saved:
    # The numbers are taken first: from here on no other writer of articles comes between.
    first_number = await take_change_numbers(session, len(drafts))
    added = await _add_missing(session, drafts, first_number, author_id=author_id, now=now, state=state)
    codes = {draft.code for draft in drafts}
    found = await session.scalars(select(Article).where(Article.code.in_(codes)))
    articles = {article.code: article for article in found}
    texts = await texts_of(session, [article.id for article in articles.values()])
    new, changed, unchanged = [], 0, 0
    touched: dict[str, Article] = {}
    for draft in drafts:
        article = articles[draft.code]
        text = texts.get((article.id, draft.text.language))
        described = _describe(article, draft)
        if text is None:
            new.append(_text_row(article.id, draft, author_id=author_id, now=now))
        elif _differs(text, draft):
            session.add(_rewrite(text, draft, author_id=author_id, now=now))
            changed += 1
        elif described:
            changed += 1
        else:
            unchanged += 1
            continue
        touched[article.id] = article
    for number, article in enumerate(touched.values(), first_number):
        if article.id not in added:
            article.change_number, article.version, article.updated_at = number, article.version + 1, now
    await session.flush()
    await _insert_texts(session, new)
    await _record(session, list(touched.values()), added, author_id=author_id, now=now)
    return Saved(len(new), changed, unchanged)


async def _add_missing(
    session: Session,
    drafts: Sequence[ArticleDraft],
    first_number: int,
    *,
    author_id: str | None,
    now: datetime,
    state: str,
) -> set[str]:
    """Insert the articles whose code is new; returns their ids."""
    rows = {
        draft.code: {
            "id": new_id(),
            "code": draft.code,
            "category": draft.category,
            "audience": draft.audience,
            "state": state,
            "created_by": author_id,
            "created_at": now,
            "updated_at": now,
            "published_at": now if state == PUBLISHED else None,
            "change_number": number,
            "version": 1,
        }
        for number, draft in enumerate(drafts, first_number)
    }
    statement = insert(session, Article).on_conflict_do_nothing(index_elements=["code"])
    await session.execute(statement, list(rows.values()))
    ids = [row["id"] for row in rows.values()]
    return set(await session.scalars(select(Article.id).where(Article.id.in_(ids))))


def _describe(article: Article, draft: ArticleDraft) -> bool:
    if (article.category, article.audience) == (draft.category, draft.audience):
        return False
    article.category, article.audience = draft.category, draft.audience
    return True


def _differs(text: ArticleText, draft: ArticleDraft) -> bool:
    stored = (text.title, text.body, text.short_text, tuple(text.sample_questions))
    return stored != (draft.text.title, draft.text.body, draft.text.short_text, draft.text.sample_questions)


def _rewrite(text: ArticleText, draft: ArticleDraft, *, author_id: str | None, now: datetime) -> ArticleRevision:
    words = draft.text
    text.title, text.body, text.plain = words.title, words.body, to_plain(words.body)
    text.short_text, text.sample_questions = words.short_text, list(words.sample_questions)
    text.revision, text.author_id, text.updated_at = text.revision + 1, author_id, now
    return as_revision(text)


def _text_row(article_id: str, draft: ArticleDraft, *, author_id: str | None, now: datetime) -> dict[str, Any]:
    return {
        "article_id": article_id,
        **asdict(draft.text),
        "sample_questions": list(draft.text.sample_questions),
        "plain": to_plain(draft.text.body),
        "revision": 1,
        "author_id": author_id,
        "updated_at": now,
    }


async def _insert_texts(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    await session.execute(plain_insert(ArticleText), list(rows))
    revisions = [
        {
            **{
                name: row[name]
                for name in ("article_id", "language", "title", "body", "short_text", "sample_questions")
            },
            "id": new_id(),
            "number": row["revision"],
            "author_id": row["author_id"],
            "created_at": row["updated_at"],
        }
        for row in rows
    ]
    await session.execute(plain_insert(ArticleRevision), revisions)


async def _record(
    session: Session, articles: Sequence[Article], added: set[str], *, author_id: str | None, now: datetime
) -> None:
    entries: list[dict[str, Any]] = [
        {
            "subject_kind": "article",
            "subject_id": article.id,
            "act": "created" if article.id in added else "text_saved",
            "author_id": author_id,
            "at": now,
            "details": {},
        }
        for article in articles
    ]
    await history.write_many(session, entries)
    session.record(*(Fact("article.changed", article.id, article.version) for article in articles[:MOST_FACTS]))
