"""Write, publish and read articles. Called by the console, by imports and by actions.

Every change takes the next change number in its own transaction; the search indexes of all nodes follow these numbers.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import load_only

from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles import states, texts, trees
from knowledge_base.articles.drafts import ArticleDraft, TextDraft, check_drafts, check_text
from knowledge_base.articles.models import (
    DRAFT,
    LANGUAGES,
    PUBLISHED,
    RETIRED,
    REVIEW,
    TREE,
    Article,
    ArticleChangeCount,
    ArticleRevision,
    ArticleText,
)
from knowledge_base.settings.service import get_settings

# Wakes the job that lets the search index follow.
TOPIC = "articles"
# Which language is read instead, nearest first, where an article is not written in the wanted one.
INSTEAD_OF = {"zh-Hant": ("zh-Hans", "en"), "zh-Hans": ("zh-Hant", "en"), "en": ("zh-Hant", "zh-Hans")}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as a reader gets it: in the wanted language, or in the nearest one it is written in."""

    article: Article
    text: ArticleText
    languages: tuple[str, ...]


async def create_article(
    session: Session, draft: ArticleDraft, *, author_id: str | None, now: datetime, state: str = DRAFT
) -> Article:
    """A new article with its first text. A code that is taken is a `Conflict`."""
    words = draft.text.with_words_of_tree()
    check_drafts([replace(draft, text=words)], are_begun=state == DRAFT)
    article_id = new_id()
    row = {
        "id": article_id,
        "code": draft.code,
        "kind": draft.kind,
        "category": draft.category,
        "audience": draft.audience,
        "main_language": words.language,
        "state": state,
        "created_by": author_id,
        "owner_id": author_id,
        "created_at": now,
        "updated_at": now,
        "published_at": now if state == PUBLISHED else None,
        "change_number": await take_change_numbers(session, 1),
        "version": 1,
    }
    added = insert(session, Article).values(row).on_conflict_do_nothing(index_elements=["code"]).returning(Article.id)
    if (await session.execute(added)).first() is None:
        raise Conflict("Another article has this code.", details={"fields": {"code": "Another article has this code."}})
    article = await get_article_row(session, article_id)
    await write_text(session, article, words, author_id=author_id, now=now)
    await record(session, article, "created", author_id=author_id, now=now, details={"language": words.language})
    return article


async def save_text(
    session: Session,
    article_id: str,
    draft: TextDraft,
    *,
    author_id: str | None,
    now: datetime,
    version: int | None = None,
) -> Article:
    """Write the article in one language at once, whatever its state; the old words stay as a revision.

    For imports and rules; people write through `articles/writing.py`.
    """
    draft = draft.with_words_of_tree()
    check_text(draft)
    article = await change_article(session, article_id, now=now, version=version)
    await write_text(session, article, draft, author_id=author_id, now=now)
    await record(session, article, "text_saved", author_id=author_id, now=now, details={"language": draft.language})
    return article


async def write_text(
    session: Session, article: Article, draft: TextDraft, *, author_id: str | None, now: datetime, note: str = ""
) -> ArticleText:
    """A new revision of a text, or the first one."""
    text = await texts.find_text(session, article.id, draft.language)
    if text is None:
        text = texts.new_text(article.id, draft, author_id=author_id, now=now)
        if draft.language != article.main_language:
            text.translated_from = await texts.main_revision(session, article)
        session.add(text)
    else:
        texts.put_words(text, draft, author_id=author_id, now=now)
        text.revision, text.version = text.revision + 1, text.version + 1
    session.add(texts.as_revision(text, note=note))
    await session.flush()
    return text


async def submit_article(
    session: Session,
    article_id: str,
    *,
    author_id: str | None,
    now: datetime,
    version: int | None = None,
    note: str = "",
) -> Article:
    """Hand what is written over for review."""
    article = await _move(session, article_id, states.SUBMIT, now=now, version=version)
    await _require_complete(session, article)
    _set_stage(article, REVIEW)
    article.submitted_by, article.submitted_at, article.review_note = author_id, now, ""
    await session.flush()
    await record(session, article, REVIEW, author_id=author_id, now=now, details={"note": note} if note else {})
    return article


async def send_back_article(
    session: Session, article_id: str, *, note: str, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """Back to who wrote it, who is told why."""
    article = await _move(session, article_id, states.SEND_BACK, now=now, version=version)
    _set_stage(article, DRAFT)
    article.review_note = note
    await session.flush()
    await record(session, article, "sent_back", author_id=author_id, now=now, details={"note": note})
    return article


async def publish_article(
    session: Session, article_id: str, *, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """From now on readers find it as it is written; also brings a retired article back."""
    article = await _move(session, article_id, states.PUBLISH, now=now, version=version)
    await _require_complete(session, article)
    before = article.state
    languages = await texts.publish_pending(session, article, now=now)
    article.state, article.pending_state, article.published_at = PUBLISHED, "", now
    article.submitted_by, article.submitted_at, article.review_note = None, None, ""
    if article.review_due_at is None or article.review_due_at <= now:
        months = (await get_settings(session)).review_every_months
        article.review_due_at = months_later(now, months) if months else None
    article.reminded_at = None
    await session.flush()
    details = {"from": before, "languages": languages}
    await record(session, article, PUBLISHED, author_id=author_id, now=now, details=details)
    return article


async def retire_article(
    session: Session,
    article_id: str,
    *,
    author_id: str | None,
    now: datetime,
    version: int | None = None,
    note: str = "",
) -> Article:
    """From now on nobody finds it; contacts that were answered with it still point to it."""
    article = await _move(session, article_id, states.RETIRE, now=now, version=version)
    before, article.state = article.state, RETIRED
    article.submitted_by, article.submitted_at = None, None
    await session.flush()
    details = {"from": before} | ({"note": note} if note else {})
    await record(session, article, RETIRED, author_id=author_id, now=now, details=details)
    return article


async def restore_article(
    session: Session, article_id: str, *, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """A retired article as it was: found again, or a draft again where it never was published."""
    article = await _move(session, article_id, states.RESTORE, now=now, version=version)
    article.state = DRAFT if article.published_at is None else PUBLISHED
    await session.flush()
    await record(session, article, "restored", author_id=author_id, now=now, details={"to": article.state})
    return article


async def get_article(session: Session, article_id: str, language: str | None = None) -> ReadArticle:
    """The article in this language, or in the nearest one it is written in."""
    article = await get_article_row(session, article_id)
    found = await session.scalars(select(ArticleText).where(ArticleText.article_id == article_id))
    texts = {text.language: text for text in found}
    wanted = language if language in INSTEAD_OF else LANGUAGES[0]
    for candidate in (wanted, *INSTEAD_OF[wanted]):
        if candidate in texts:
            return ReadArticle(article, texts[candidate], tuple(known for known in LANGUAGES if known in texts))
    raise NotFound("This article has no text yet.")


async def get_article_row(session: Session, article_id: str) -> Article:
    article = await session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    return article


def articles_query(*, category: str | None = None, state: str | None = None, words: str | None = None) -> Select[Any]:
    """Articles for a list, to be ordered and paged by the caller; `words` must stand in the code or a title."""
    query = select(Article).filter_by(
        **{name: value for name, value in {"category": category, "state": state}.items() if value is not None}
    )
    if words:
        titled = select(ArticleText.article_id).where(ArticleText.title.icontains(words, autoescape=True))
        query = query.where(Article.id.in_(titled) | Article.code.icontains(words, autoescape=True))
    return query


async def list_articles(
    session: Session,
    *,
    category: str | None = None,
    state: str | None = None,
    words: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Sequence[Article]:
    """Articles, newest first; `after` is the id of the last one seen."""
    query = articles_query(category=category, state=state, words=words).order_by(Article.id.desc()).limit(limit)
    if after is not None:
        query = query.where(Article.id < after)
    return (await session.scalars(query)).all()


async def texts_of(session: Session, article_ids: Sequence[str]) -> dict[tuple[str, str], ArticleText]:
    """All texts of these articles by article and language, with one statement."""
    found = await session.scalars(select(ArticleText).where(ArticleText.article_id.in_(article_ids)))
    return {(text.article_id, text.language): text for text in found}


async def words_of(session: Session, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], ArticleText]:
    """Title, words and sample questions of these texts by article and language; nothing else of them is read."""
    read = load_only(ArticleText.title, ArticleText.plain, ArticleText.sample_questions)
    # Pairs of columns SQLite would look for in every row; by two columns it reads some texts too many.
    query = select(ArticleText).where(ArticleText.article_id.in_({article_id for article_id, _ in keys}))
    query = query.where(ArticleText.language.in_({language for _, language in keys}))
    found = await session.scalars(query.options(read))
    return {(text.article_id, text.language): text for text in found}


async def revisions_of(session: Session, article_id: str, language: str) -> Sequence[ArticleRevision]:
    """Every text the article had in this language, newest first."""
    query = select(ArticleRevision).where(
        ArticleRevision.article_id == article_id, ArticleRevision.language == language
    )
    return (await session.scalars(query.order_by(ArticleRevision.number.desc()))).all()


async def take_change_numbers(session: Session, count: int) -> int:
    """The first of `count` numbers in a row. Other writers of articles wait until this transaction ends."""
    one = insert(session, ArticleChangeCount).values(id=1, last=count)
    taken = one.on_conflict_do_update(index_elements=["id"], set_={"last": ArticleChangeCount.last + count}).returning(
        ArticleChangeCount.last
    )
    last = (await session.execute(taken)).scalar_one()
    session.wake(TOPIC)
    return int(last) - count + 1


async def change_article(session: Session, article_id: str, *, now: datetime, version: int | None = None) -> Article:
    """The article, locked, with its next version and change number."""
    change_number = await take_change_numbers(session, 1)
    article = await lock_article(session, article_id, version=version)
    mark_changed(article, change_number, now=now)
    return article


def mark_changed(article: Article, change_number: int, *, now: datetime) -> None:
    """Search and screens take it in anew; the number is taken before the article is locked."""
    article.change_number, article.version, article.updated_at = change_number, article.version + 1, now


async def lock_article(session: Session, article_id: str, *, version: int | None = None) -> Article:
    """The article as it is now; nobody else changes it before this transaction ends."""
    return await lock_row(
        session,
        Article,
        article_id,
        version=version,
        missing="There is no such article.",
        changed="Somebody else changed this article; reload and look again.",
    )


async def record(
    session: Session, article: Article, act: str, *, author_id: str | None, now: datetime, details: Mapping[str, object]
) -> None:
    """Into the history, and to the screens."""
    await history.write(session, "article", article.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("article.changed", article.id, article.version))


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


async def _move(session: Session, article_id: str, act: str, *, now: datetime, version: int | None) -> Article:
    article = await change_article(session, article_id, now=now, version=version)
    if act not in states.possible_acts(article.state, article.pending_state):
        stage = states.stage_of(article.state, article.pending_state)
        raise Conflict(
            f"This cannot be done with an article that is {stage}; reload and look again.",
            code="wrong_state",
            details={"state": article.state, "pending_state": article.pending_state},
        )
    return article


def _set_stage(article: Article, stage: str) -> None:
    if article.state in states.IN_PLACE:
        article.state = stage
    else:
        article.pending_state = stage


async def _require_complete(session: Session, article: Article) -> None:
    """Raise `InvalidInput` where words that shall be read are not finished."""
    pending = await texts.pending_of(session, article)
    is_new = article.state in states.IN_PLACE or article.published_at is None
    standing = (await texts_of(session, [article.id])).values() if is_new else ()
    for words in (*standing, *pending):
        draft = texts.draft_of(words)
        check_text(draft)
        if article.kind == TREE:
            if draft.tree is None:
                raise InvalidInput(
                    "This decision tree has no steps yet.", code="unfinished_tree", details={"field": "tree"}
                )
            trees.require_whole(draft.tree)
    if is_new and not (standing or pending):
        raise InvalidInput("This article has no text yet.", details={"field": "body"})
