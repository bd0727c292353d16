"""The words of an article in one language: writing them, keeping them as a revision, following the main language.

The article is locked by whoever calls (`articles/service.py`, `articles/writing.py`).
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from contactcenter.db import Session, new_id
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.models import Article, ArticleRevision, ArticleText, PendingText
from knowledge_base.articles.rendering import to_plain

# While its author goes on writing, what is saved takes the place of the last revision for this long.
GOING_ON = timedelta(minutes=10)
WORDS = ("title", "body", "short_text", "sample_questions", "tree")


def draft_of(text: ArticleText | PendingText | ArticleRevision) -> TextDraft:
    """The words as somebody would hand them in."""
    return TextDraft(
        text.language,
        text.title,
        text.body,
        short_text=text.short_text,
        sample_questions=tuple(text.sample_questions),
        tree=text.tree,
    )


def as_revision(text: ArticleText, *, note: str = "") -> ArticleRevision:
    return ArticleRevision(
        id=new_id(),
        article_id=text.article_id,
        language=text.language,
        number=text.revision,
        title=text.title,
        body=text.body,
        short_text=text.short_text,
        sample_questions=text.sample_questions,
        tree=text.tree,
        note=note,
        author_id=text.author_id,
        created_at=text.updated_at,
    )


def new_text(article_id: str, draft: TextDraft, *, author_id: str | None, now: datetime) -> ArticleText:
    text = ArticleText(article_id=article_id, language=draft.language, revision=1, version=1)
    put_words(text, draft, author_id=author_id, now=now)
    return text


def put_words(text: ArticleText, draft: TextDraft, *, author_id: str | None, now: datetime) -> None:
    """These words instead of what stood there."""
    text.title, text.body, text.plain = draft.title, draft.body, to_plain(draft.body)
    text.short_text, text.sample_questions, text.tree = draft.short_text, list(draft.sample_questions), draft.tree
    text.author_id, text.updated_at = author_id, now


async def find_text(session: Session, article_id: str, language: str) -> ArticleText | None:
    """The text as it is now."""
    return await session.get(ArticleText, (article_id, language), populate_existing=True)


async def find_pending(session: Session, article_id: str, language: str) -> PendingText | None:
    """What is being changed in it, as it is now."""
    return await session.get(PendingText, (article_id, language), populate_existing=True)


async def main_revision(session: Session, article: Article) -> int | None:
    """The number of the main language's present words."""
    query = select(ArticleText.revision).where(
        ArticleText.article_id == article.id, ArticleText.language == article.main_language
    )
    return await session.scalar(query)


async def translations_follow(session: Session, article: Article, *, before: int, after: int) -> None:
    """What was up to date with one revision of the main language is so with another that says the same."""
    of_translations = (ArticleText.article_id == article.id, ArticleText.language != article.main_language)
    # A text of which nobody said what it was translated from came with the first words.
    statement = update(ArticleText).where(*of_translations, func.coalesce(ArticleText.translated_from, 1) == before)
    await session.execute(statement.values(translated_from=after))


async def last_revision(session: Session, text: ArticleText) -> ArticleRevision | None:
    query = select(ArticleRevision).where(
        ArticleRevision.article_id == text.article_id,
        ArticleRevision.language == text.language,
        ArticleRevision.number == text.revision,
    )
    return (await session.scalars(query)).one_or_none()


def goes_on(last: ArticleRevision | None, article: Article, *, author_id: str | None, note: str, now: datetime) -> bool:
    """Whether who wrote the last revision is still at it: nobody has been shown it, and it has no note of its own."""
    if last is None or author_id is None or last.author_id != author_id or last.note or note:
        return False
    was_submitted = article.submitted_at is not None and article.submitted_at >= last.created_at
    return not was_submitted and now - last.created_at < GOING_ON


async def pending_of(session: Session, article: Article) -> list[PendingText]:
    """All that is being changed in it, the main language first."""
    found = await session.scalars(
        select(PendingText)
        .where(PendingText.article_id == article.id)
        .order_by(PendingText.language)
        .execution_options(populate_existing=True)
    )
    return sorted(found, key=lambda pending: pending.language != article.main_language)


async def publish_pending(session: Session, article: Article, *, now: datetime) -> list[str]:
    """Let what was being changed be the words from now on; returns its languages."""
    languages = []
    for pending in await pending_of(session, article):
        await _publish_one(session, article, pending, now=now)
        languages.append(pending.language)
    await session.execute(delete(PendingText).where(PendingText.article_id == article.id))
    return languages


async def _publish_one(session: Session, article: Article, pending: PendingText, *, now: datetime) -> None:
    draft = draft_of(pending)
    text = await find_text(session, article.id, pending.language)
    if text is None:
        text = new_text(article.id, draft, author_id=pending.author_id, now=now)
        session.add(text)
    else:
        put_words(text, draft, author_id=pending.author_id, now=now)
        text.revision += 1
    text.version = pending.version + 1
    if pending.language == article.main_language:
        if pending.is_minor:
            await translations_follow(session, article, before=pending.based_on, after=text.revision)
    else:
        present = await main_revision(session, article) or 1
        text.translated_from = min(pending.translated_from or present, present)
    session.add(as_revision(text, note=pending.note))
    await session.flush()
