"""People write articles: in place while it is a draft, beside what readers see once it is published.

Saving often is expected: the same words again change nothing, and a writer who goes on makes one revision, not fifty.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select, update

from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from knowledge_base.articles import states, texts
from knowledge_base.articles.drafts import LONGEST_SAMPLE, MOST_SAMPLES, TextDraft, check_text
from knowledge_base.articles.models import DRAFT, TREE, Article, ArticleRevision, ArticleText, PendingText
from knowledge_base.articles.service import (
    change_article,
    get_article,
    get_article_row,
    lock_article,
    mark_changed,
    record,
    take_change_numbers,
    write_text,
)


@dataclass(frozen=True, slots=True)
class Saving:
    """How words are saved. `version` is that of the text the writer saw, 0 for one that was not there yet.

    `translates_revision` is the revision of the main language that a translation now says the same as.
    """

    note: str = ""
    is_minor: bool = False
    translates_revision: int | None = None
    version: int | None = None


async def save_words(
    session: Session, article_id: str, draft: TextDraft, saving: Saving, *, author_id: str, now: datetime
) -> Article:
    """Keep what somebody writes; `Conflict` (stale) where another person saved this language meanwhile."""
    draft = draft.with_words_of_tree()
    check_text(draft, is_begun=True)
    change_number = None
    if (await get_article_row(session, article_id)).state in states.IN_PLACE:
        change_number = await take_change_numbers(session, 1)
    article = await lock_article(session, article_id)
    if draft.tree is not None and article.kind != TREE:
        raise InvalidInput("Only a decision tree has steps.", details={"field": "tree"})
    if article.state in states.IN_PLACE and change_number is not None:
        await _save_in_place(session, article, draft, saving, change_number, author_id=author_id, now=now)
    else:
        await _save_pending(session, article, draft, saving, author_id=author_id, now=now)
    return article


async def _save_in_place(
    session: Session,
    article: Article,
    draft: TextDraft,
    saving: Saving,
    change_number: int,
    *,
    author_id: str,
    now: datetime,
) -> None:
    text = await texts.find_text(session, article.id, draft.language)
    _check_version(text.version if text else 0, saving.version)
    is_same = text is not None and texts.draft_of(text) == draft
    if is_same and not saving.note and saving.translates_revision is None:
        return
    mark_changed(article, change_number, now=now)
    article.main_language = article.main_language or draft.language
    if text is None or not is_same or saving.note:
        text = await _write(session, article, text, draft, saving, author_id=author_id, now=now)
    if saving.translates_revision is not None and draft.language != article.main_language:
        present = await texts.main_revision(session, article) or 1
        text.translated_from = _checked_revision(saving.translates_revision, present)
        session.record(Fact("article.changed", article.id, article.version))
    await session.flush()


async def _write(
    session: Session,
    article: Article,
    text: ArticleText | None,
    draft: TextDraft,
    saving: Saving,
    *,
    author_id: str,
    now: datetime,
) -> ArticleText:
    """A new revision, or the last one with other words while its author goes on."""
    last = await texts.last_revision(session, text) if text else None
    is_main = draft.language == article.main_language
    # A translation of exactly the last revision would seem up to date with other words: then it stays.
    may_change = not is_main or saving.is_minor or not await _is_translated(session, article, last)
    if text and last and may_change and texts.goes_on(last, article, author_id=author_id, note=saving.note, now=now):
        texts.put_words(text, draft, author_id=author_id, now=now)
        text.version += 1
        for name in texts.WORDS:
            setattr(last, name, getattr(text, name))
        session.record(Fact("article.changed", article.id, article.version))
        return text
    before = text.revision if text else 0
    text = await write_text(session, article, draft, author_id=author_id, now=now, note=saving.note)
    if is_main and saving.is_minor and before:
        await texts.translations_follow(session, article, before=before, after=text.revision)
    details = {"language": draft.language, "revision": text.revision, "note": saving.note}
    await record(session, article, "text_saved", author_id=author_id, now=now, details=details)
    return text


async def _is_translated(session: Session, article: Article, revision: ArticleRevision | None) -> bool:
    if revision is None:
        return False
    exact = func.coalesce(ArticleText.translated_from, 1) == revision.number
    query = select(ArticleText.language).where(
        ArticleText.article_id == article.id, ArticleText.language != article.main_language, exact
    )
    return (await session.scalars(query.limit(1))).first() is not None


async def _save_pending(
    session: Session, article: Article, draft: TextDraft, saving: Saving, *, author_id: str, now: datetime
) -> None:
    text = await texts.find_text(session, article.id, draft.language)
    pending = await texts.find_pending(session, article.id, draft.language)
    standing = pending or text
    _check_version(standing.version if standing else 0, saving.version)
    is_same = standing is not None and texts.draft_of(standing) == draft
    is_main = draft.language == article.main_language
    if is_same and not saving.note and (is_main or saving.translates_revision is None):
        return
    article.version += 1
    is_new = pending is None
    if pending is None:
        pending = PendingText(
            article_id=article.id,
            language=draft.language,
            based_on=text.revision if text else 0,
            translated_from=text.translated_from if text else None,
            version=standing.version if standing else 0,
        )
        session.add(pending)
    _put_pending(pending, draft, saving, author_id=author_id, now=now)
    if is_main and not (is_same or saving.is_minor):
        await _translations_fall_behind(session, article, pending)
    if not is_main and saving.translates_revision is not None:
        pending.translated_from = _checked_revision(saving.translates_revision, await _newest_main(session, article))
    article.pending_state = article.pending_state or DRAFT
    await session.flush()
    if not is_new:
        session.record(Fact("article.changed", article.id, article.version))
        return
    details = {"language": draft.language, "note": saving.note}
    await record(session, article, "change_begun", author_id=author_id, now=now, details=details)


def _put_pending(pending: PendingText, draft: TextDraft, saving: Saving, *, author_id: str, now: datetime) -> None:
    pending.title, pending.body, pending.short_text = draft.title, draft.body, draft.short_text
    pending.sample_questions, pending.tree = list(draft.sample_questions), draft.tree
    pending.is_minor, pending.note = saving.is_minor, saving.note or pending.note or ""
    pending.author_id, pending.updated_at, pending.version = author_id, now, pending.version + 1


async def _translations_fall_behind(session: Session, article: Article, main: PendingText) -> None:
    """A translation of the pending words as they were is one of the words before them."""
    coming = main.based_on + 1
    statement = update(PendingText).where(
        PendingText.article_id == article.id,
        PendingText.language != main.language,
        PendingText.translated_from == coming,
    )
    await session.execute(statement.values(translated_from=main.based_on))


async def _newest_main(session: Session, article: Article) -> int:
    """The number of the main language's words that are being translated: those pending, else those that stand."""
    pending = await texts.find_pending(session, article.id, article.main_language)
    return pending.based_on + 1 if pending else await texts.main_revision(session, article) or 1


async def discard_pending(
    session: Session, article_id: str, *, language: str | None, author_id: str, now: datetime, version: int | None
) -> Article:
    """Forget what was being changed, in one language or in all; readers notice nothing."""
    article = await lock_article(session, article_id, version=version)
    pending = await texts.pending_of(session, article)
    discarded = [one for one in pending if language in (None, one.language)]
    if not discarded:
        raise NotFound("Nothing is being changed in this article.")
    for one in discarded:
        text = await texts.find_text(session, article.id, one.language)
        if text is not None:
            # Whoever still has the discarded words on the screen must not save them as if nothing had happened.
            text.version = one.version + 1
        await session.delete(one)
    if len(discarded) == len(pending):
        article.pending_state, article.review_note = "", ""
        article.submitted_by, article.submitted_at = None, None
    article.version += 1
    await session.flush()
    details = {"languages": [one.language for one in discarded]}
    await record(session, article, "change_discarded", author_id=author_id, now=now, details=details)
    return article


async def restore_revision(
    session: Session,
    article_id: str,
    number: int,
    *,
    language: str,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Article:
    """The words of an earlier revision as new ones: written in place or pending, like any others."""
    revision = await get_revision(session, article_id, language, number)
    saving = Saving(note=f"← {number}", version=version)
    return await save_words(session, article_id, texts.draft_of(revision), saving, author_id=author_id, now=now)


async def get_revision(session: Session, article_id: str, language: str, number: int) -> ArticleRevision:
    query = select(ArticleRevision).where(
        ArticleRevision.article_id == article_id,
        ArticleRevision.language == language,
        ArticleRevision.number == number,
    )
    revision = (await session.scalars(query)).one_or_none()
    if revision is None:
        raise NotFound("There is no such version.")
    return revision


async def add_sample_question(
    session: Session, article_id: str, language: str, question: str, *, author_id: str, now: datetime, reason: str
) -> Article:
    """One more way to ask for this article, at once also where it is published: readers find it, but read nothing new.

    In the nearest language it is written in where it is not in this one; `reason` goes into the history.
    """
    question = " ".join(question.split())[:LONGEST_SAMPLE]
    article = await change_article(session, article_id, now=now)
    read = await get_article(session, article_id, language)
    text = await texts.find_text(session, article_id, read.text.language)
    pending = await texts.find_pending(session, article_id, read.text.language)
    if text is None or not question:
        raise InvalidInput("A sample question has words.", details={"field": "question"})
    if len(text.sample_questions) >= MOST_SAMPLES:
        raise Conflict(f"This article has {MOST_SAMPLES} sample questions already.", code="too_many_questions")
    if question not in text.sample_questions:
        draft = texts.draft_of(text)
        added = replace(draft, sample_questions=(*draft.sample_questions, question))
        before, author, at = text.revision, text.author_id, text.updated_at
        text = await write_text(session, article, added, author_id=author_id, now=now, note=reason)
        # Whose words they are does not change by a question; translations stay as true as they were.
        text.author_id, text.updated_at = author, at
        if text.language == article.main_language:
            await texts.translations_follow(session, article, before=before, after=text.revision)
    if pending is not None:
        if question not in pending.sample_questions and len(pending.sample_questions) < MOST_SAMPLES:
            pending.sample_questions = [*pending.sample_questions, question]
        pending.based_on, pending.version = text.revision, max(pending.version, text.version) + 1
    await session.flush()
    details = {"language": text.language, "question": question, "reason": reason}
    await record(session, article, "question_added", author_id=author_id, now=now, details=details)
    return article


def _checked_revision(number: int, newest: int) -> int:
    if not 1 <= number <= newest:
        raise InvalidInput(
            "The main language has no such version.", details={"field": "translates_revision", "newest": newest}
        )
    return number


def _check_version(present: int, seen: int | None) -> None:
    if seen is not None and seen != present:
        raise Conflict(
            "Somebody else saved this text; reload and look again.", code="stale", details={"version": present}
        )
