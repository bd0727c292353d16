"""Write, publish and read articles. Called by the console, by imports and by actions.

Every change takes the next change number in its own transaction; the search indexes of all nodes follow these numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.drafts import ArticleDraft, TextDraft, check_drafts, check_text
from knowledge_base.articles.models import (
    AUDIENCES,
    DRAFT,
    LANGUAGES,
    PUBLISHED,
    RETIRED,
    REVIEW,
    Article,
    ArticleChangeCount,
    ArticleRevision,
    ArticleText,
)
from knowledge_base.articles.rendering import to_plain

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
    check_drafts([draft])
    article_id = new_id()
    row = {
        "id": article_id,
        "code": draft.code,
        "category": draft.category,
        "audience": draft.audience,
        "state": state,
        "created_by": author_id,
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
    await _add_text(session, article, draft.text, author_id=author_id, now=now)
    await _record(session, article, "created", author_id=author_id, now=now, details={"language": draft.text.language})
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
    """Write the article in one language, new or instead of what stood there; the old words stay as a revision."""
    check_text(draft)
    article = await _change(session, article_id, now=now, version=version)
    text = await session.get(ArticleText, (article_id, draft.language))
    if text is None:
        await _add_text(session, article, draft, author_id=author_id, now=now)
    else:
        text.title, text.body, text.plain = draft.title, draft.body, to_plain(draft.body)
        text.short_text, text.sample_questions = draft.short_text, list(draft.sample_questions)
        text.revision, text.author_id, text.updated_at = text.revision + 1, author_id, now
        session.add(as_revision(text))
    await session.flush()
    await _record(session, article, "text_saved", author_id=author_id, now=now, details={"language": draft.language})
    return article


async def describe_article(
    session: Session,
    article_id: str,
    *,
    author_id: str | None,
    now: datetime,
    category: str | None = None,
    audience: str | None = None,
    version: int | None = None,
) -> Article:
    """Change what an article is about or who may read it."""
    if audience is not None and audience not in AUDIENCES:
        raise InvalidInput(details={"fields": {"audience": f"One of {', '.join(AUDIENCES)}."}})
    article = await _change(session, article_id, now=now, version=version)
    article.category = article.category if category is None else category
    article.audience = article.audience if audience is None else audience
    await session.flush()
    details = {"category": article.category, "audience": article.audience}
    await _record(session, article, "described", author_id=author_id, now=now, details=details)
    return article


async def submit_article(
    session: Session, article_id: str, *, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """Hand a draft over for review."""
    return await _move(session, article_id, REVIEW, author_id=author_id, now=now, version=version)


async def publish_article(
    session: Session, article_id: str, *, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """From now on readers find it; also brings a retired article back."""
    return await _move(session, article_id, PUBLISHED, author_id=author_id, now=now, version=version)


async def retire_article(
    session: Session, article_id: str, *, author_id: str | None, now: datetime, version: int | None = None
) -> Article:
    """From now on nobody finds it; contacts that were answered with it still point to it."""
    return await _move(session, article_id, RETIRED, author_id=author_id, now=now, version=version)


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


def as_revision(text: ArticleText) -> ArticleRevision:
    return ArticleRevision(
        id=new_id(),
        article_id=text.article_id,
        language=text.language,
        number=text.revision,
        title=text.title,
        body=text.body,
        short_text=text.short_text,
        sample_questions=text.sample_questions,
        author_id=text.author_id,
        created_at=text.updated_at,
    )


async def _move(
    session: Session, article_id: str, state: str, *, author_id: str | None, now: datetime, version: int | None
) -> Article:
    article = await _change(session, article_id, now=now, version=version)
    before, article.state = article.state, state
    if state == PUBLISHED:
        article.published_at = now
    await session.flush()
    await _record(session, article, state, author_id=author_id, now=now, details={"from": before})
    return article


async def _change(session: Session, article_id: str, *, now: datetime, version: int | None) -> Article:
    """The article, locked, with its next version and change number."""
    change_number = await take_change_numbers(session, 1)
    locked = select(Article).where(Article.id == article_id).with_for_update()
    article = (await session.scalars(locked.execution_options(populate_existing=True))).one_or_none()
    if article is None:
        raise NotFound("There is no such article.")
    if version is not None and version != article.version:
        raise Conflict("Somebody else changed this article; reload and look again.", code="stale")
    article.change_number = change_number
    article.version += 1
    article.updated_at = now
    return article


async def _add_text(
    session: Session, article: Article, draft: TextDraft, *, author_id: str | None, now: datetime
) -> None:
    text = ArticleText(
        article_id=article.id,
        language=draft.language,
        title=draft.title,
        body=draft.body,
        plain=to_plain(draft.body),
        short_text=draft.short_text,
        sample_questions=list(draft.sample_questions),
        revision=1,
        author_id=author_id,
        updated_at=now,
    )
    session.add_all([text, as_revision(text)])
    await session.flush()


async def _record(
    session: Session, article: Article, act: str, *, author_id: str | None, now: datetime, details: Mapping[str, object]
) -> None:
    await history.write(session, "article", article.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("article.changed", article.id, article.version))
