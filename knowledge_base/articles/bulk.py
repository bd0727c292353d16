"""Writes many articles with few statements. Called by the folder import, the demo and the evaluation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert as plain_insert
from sqlalchemy import select

from contactcenter.db import Session, insert, new_id
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.drafts import ArticleDraft, check_drafts
from knowledge_base.articles.models import LANGUAGES, PUBLISHED, Article, ArticleRevision, ArticleText
from knowledge_base.articles.rendering import to_plain
from knowledge_base.articles.service import take_change_numbers, texts_of
from knowledge_base.articles.texts import WORDS, as_revision, draft_of, put_words

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
    drafts = [replace(draft, text=draft.text.with_words_of_tree()) if draft.text.tree else draft for draft in drafts]
    check_drafts(drafts)
    unique = list({(draft.code, draft.text.language): draft for draft in drafts}.values())
    unique.sort(key=lambda draft: draft.code)
    saved = Saved()
    for batch in _batches(unique):
        saved += await _save_batch(session, batch, author_id=author_id, now=now, state=state)
    return saved


def _batches(drafts: Sequence[ArticleDraft]) -> Iterator[list[ArticleDraft]]:
    """So many at a time; the languages of one article stay together."""
    batch: list[ArticleDraft] = []
    for draft in drafts:
        if len(batch) >= BATCH and draft.code != batch[-1].code:
            yield batch
            batch = []
        batch.append(draft)
    if batch:
        yield batch


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
    _translate(articles, texts, new, {(articles[draft.code].id, draft.text.language) for draft in drafts})
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
    first: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda draft: LANGUAGES.index(draft.text.language)):
        first.setdefault(draft.code, draft.text.language)
    rows = {
        draft.code: {
            "id": new_id(),
            "code": draft.code,
            "kind": draft.kind,
            "main_language": first[draft.code],
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


def _translate(
    articles: Mapping[str, Article],
    texts: Mapping[tuple[str, str], ArticleText],
    new: Sequence[dict[str, Any]],
    written: Collection[tuple[str, str]],
) -> None:
    """What comes together says the same: each translation is one of the main language as it stands now."""
    revisions = {key: text.revision for key, text in texts.items()}
    revisions |= {(row["article_id"], row["language"]): 1 for row in new}
    for article in articles.values():
        article.main_language = article.main_language or next(
            language for language in LANGUAGES if (article.id, language) in revisions
        )
    main = {article.id: article.main_language for article in articles.values()}
    for key in written:
        if key in texts and key[1] != main[key[0]]:
            texts[key].translated_from = revisions.get((key[0], main[key[0]]))
    for row in new:
        article_id = row["article_id"]
        is_translation = row["language"] != main[article_id]
        row["translated_from"] = revisions.get((article_id, main[article_id])) if is_translation else None


def _describe(article: Article, draft: ArticleDraft) -> bool:
    if (article.category, article.audience) == (draft.category, draft.audience):
        return False
    article.category, article.audience = draft.category, draft.audience
    return True


def _differs(text: ArticleText, draft: ArticleDraft) -> bool:
    return draft_of(text) != draft.text


def _rewrite(text: ArticleText, draft: ArticleDraft, *, author_id: str | None, now: datetime) -> ArticleRevision:
    put_words(text, draft.text, author_id=author_id, now=now)
    text.revision, text.version = text.revision + 1, text.version + 1
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
            **{name: row[name] for name in ("article_id", "language", *WORDS)},
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
