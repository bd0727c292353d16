"""How the demo's articles are looked after: owners and reviews, decision trees, what is being written. By `seed.py`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.basics.languages import LANGUAGES
from contactcenter.db import Session
from contactcenter.demo.content.article_desk import CARE, CHANGES, DRAFTS, EXTRAS, OVERDUE, DemoChange, DemoExtra
from contactcenter.demo.content.decision_trees import TREES, DemoTree
from contactcenter.demo.content.resident_trees import RESIDENT_TREES
from knowledge_base.articles.describing import describe_article
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.first_categories import seed_categories
from knowledge_base.articles.links import keep_broken
from knowledge_base.articles.models import DRAFT, PUBLIC, PUBLISHED, REVIEW, STAFF, TREE, Article, PendingText
from knowledge_base.articles.service import create_article, save_text
from knowledge_base.articles.texts import draft_of, find_text

Ids = Mapping[str, str]
# The oldest article was published so long ago; each is looked over after a year.
PUBLISHED_WITHIN: Final = timedelta(days=330)
LOOKED_OVER_AFTER: Final = timedelta(days=365)
TREE_AUTHOR: Final = "supervisor2"


async def add_writing(session: Session, *, staff: Ids, groups: Ids, places: Ids, now: datetime) -> None:
    """Ids by username and by code. The articles in files stand already."""
    await seed_categories(session, now=now)
    for audience, trees in ((STAFF, TREES), (PUBLIC, RESIDENT_TREES)):
        for tree in trees:
            await _add_tree(session, tree, audience, author_id=staff[TREE_AUTHOR], now=now)
    for extra in EXTRAS:
        await _add_extra(session, extra, staff=staff, groups=groups, places=places, now=now)
    await _take_care(session, staff, groups, now)
    for change in CHANGES:
        await _change(session, change, staff, now)
    for code, category, author, title, body, state, note in DRAFTS:
        draft = ArticleDraft(code, TextDraft("zh-Hant", title, body), category=category)
        article = await create_article(session, draft, author_id=staff[author], now=now)
        article.state, article.review_note = state, note
        if state == REVIEW:
            article.submitted_by, article.submitted_at = staff[author], now - timedelta(hours=20)
        await keep_broken(session, article, now=now)
    await session.flush()


async def _add_tree(session: Session, tree: DemoTree, audience: str, *, author_id: str, now: datetime) -> None:
    texts = [
        TextDraft(
            language,
            tree.titles[language],
            "",
            short_text=tree.short[language],
            sample_questions=tree.samples[language],
            tree=tree.in_language(language),
        )
        for language in LANGUAGES
    ]
    draft = ArticleDraft(tree.code, texts[0], category=tree.category, audience=audience, kind=TREE)
    await _publish(session, draft, texts[1:], author_id=author_id, now=now)


async def _add_extra(
    session: Session, extra: DemoExtra, *, staff: Ids, groups: Ids, places: Ids, now: datetime
) -> None:
    texts = [
        TextDraft(
            language,
            extra.titles[language],
            extra.bodies[language],
            short_text=extra.shorts[language],
            sample_questions=extra.samples[language],
        )
        for language in LANGUAGES
    ]
    draft = ArticleDraft(extra.code, texts[0], category=extra.category, audience=PUBLIC)
    article = await _publish(session, draft, texts[1:], author_id=staff[extra.author], now=now)
    described = {
        "audience": extra.audience,
        "group_ids": [groups[code] for code in extra.group_codes],
        "place_ids": [places[code] for code in extra.place_codes],
    }
    await describe_article(session, article.id, described, author_id=staff[extra.author], now=now)


async def _publish(
    session: Session, draft: ArticleDraft, translations: list[TextDraft], *, author_id: str, now: datetime
) -> Article:
    article = await create_article(session, draft, author_id=author_id, now=now, state=PUBLISHED)
    for text in translations:
        await save_text(session, article.id, text, author_id=author_id, now=now)
    return article


async def _take_care(session: Session, staff: Ids, groups: Ids, now: datetime) -> None:
    """Each article has its people and its day, spread over the year."""
    found = list(await session.scalars(select(Article).where(Article.state == PUBLISHED).order_by(Article.code)))
    for number, article in enumerate(found):
        owner, group, reviewer = CARE[article.category]
        article.owner_id, article.reviewer_id = staff[owner], staff[reviewer]
        article.group_id = groups[group] if group else None
        published_at = now - PUBLISHED_WITHIN * (number + 1) / (len(found) + 1)
        if article.code in OVERDUE:
            published_at = now - LOOKED_OVER_AFTER - timedelta(days=OVERDUE[article.code])
        article.published_at, article.review_due_at = published_at, published_at + LOOKED_OVER_AFTER
        article.created_at = min(article.created_at, published_at)
    await session.flush()


async def _change(session: Session, change: DemoChange, staff: Ids, now: datetime) -> None:
    article = (await session.scalars(select(Article).where(Article.code == change.code))).one()
    text = await find_text(session, article.id, change.language)
    assert text is not None, "the demo's articles are written in every language"
    words = draft_of(text)
    body = words.body.rstrip() + change.addition
    if not change.is_pending:
        draft = TextDraft(change.language, words.title, body, words.short_text, words.sample_questions)
        await save_text(session, article.id, draft, author_id=staff[change.author], now=now)
        for language, addition in change.followed:
            await _follow(session, article.id, language, addition, author_id=staff[change.author], now=now)
        return
    session.add(
        PendingText(
            article_id=article.id,
            language=change.language,
            title=words.title,
            body=body,
            short_text=words.short_text,
            sample_questions=list(words.sample_questions),
            based_on=text.revision,
            note=change.note,
            author_id=staff[change.author],
            updated_at=now - timedelta(hours=5),
            version=text.version + 1,
        )
    )
    article.pending_state = REVIEW if change.is_submitted else DRAFT
    if change.is_submitted:
        article.submitted_by, article.submitted_at = staff[change.author], now - timedelta(hours=5)
    article.version += 1
    await session.flush()


async def _follow(
    session: Session, article_id: str, language: str, addition: str, *, author_id: str, now: datetime
) -> None:
    text = await find_text(session, article_id, language)
    assert text is not None, "the demo's articles are written in every language"
    words = draft_of(text)
    draft = TextDraft(language, words.title, words.body.rstrip() + addition, words.short_text, words.sample_questions)
    await save_text(session, article_id, draft, author_id=author_id, now=now)
    text.translated_from = 2
