"""People write: what becomes a version, what waits beside the published words, and what translations follow."""

import asyncio
from datetime import datetime, timedelta

import pytest

from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotFound
from knowledge_base.articles.drafts import MOST_SAMPLES, TextDraft
from knowledge_base.articles.listing import outdated_of
from knowledge_base.articles.models import DRAFT, PUBLISHED, Article, ArticleText, PendingText
from knowledge_base.articles.service import create_article, months_later, publish_article, revisions_of, save_text
from knowledge_base.articles.texts import find_pending, find_text
from knowledge_base.articles.writing import Saving, add_sample_question, discard_pending, restore_revision, save_words
from tests.knowledge_base.builders import NOW, draft, make_agent, make_article

ZH, HANS, EN = "zh-Hant", "zh-Hans", "en"
MINUTE = timedelta(minutes=1)


async def write(
    session: Session,
    article: Article,
    body: str,
    author: str,
    *,
    language: str = ZH,
    saving: Saving | None = None,
    now: datetime = NOW,
) -> Article:
    words = TextDraft(language, "題", body)
    return await save_words(session, article.id, words, saving or Saving(), author_id=author, now=now)


async def text_of(session: Session, article: Article, language: str = ZH) -> ArticleText:
    text = await find_text(session, article.id, language)
    assert text is not None
    return text


async def pending_of(session: Session, article: Article, language: str = ZH) -> PendingText:
    pending = await find_pending(session, article.id, language)
    assert pending is not None
    return pending


async def test_a_writer_who_goes_on_for_an_hour_leaves_some_versions(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await create_article(session, draft(), author_id=author, now=NOW)
        for minute in range(60):
            await write(session, article, f"第{minute}分鐘", author, now=NOW + minute * MINUTE)
        kept = await revisions_of(session, article.id, ZH)
        assert [one.body for one in kept] == [f"第{minute}分鐘" for minute in (59, 49, 39, 29, 19, 9)]
        text = await text_of(session, article)
        assert (text.revision, text.version, text.plain) == (6, 61, "第59分鐘")


async def test_a_version_that_was_translated_stays_as_it_was(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await create_article(session, draft(), author_id=author, now=NOW)
        await write(session, article, "Turn it off.", author, language=EN)
        assert (await text_of(session, article, EN)).translated_from == 1
        await write(session, article, "改了", author)
        assert (await text_of(session, article)).revision == 2
        assert await outdated_of(session, [article.id]) == {article.id: [EN]}
        # Nobody has translated this one: it goes on.
        await write(session, article, "再改", author)
        assert (await text_of(session, article)).revision == 2


async def test_a_translation_of_pending_words_falls_behind_when_they_change(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft())
        await write(session, article, "新的話", author)
        await write(session, article, "New words.", author, language=EN, saving=Saving(translates_revision=2))
        assert (await pending_of(session, article, EN)).translated_from == 2
        await write(session, article, "更新的話", author)
        assert (await pending_of(session, article, EN)).translated_from == 1
        await publish_article(session, article.id, author_id=author, now=NOW)
        assert await outdated_of(session, [article.id]) == {article.id: [EN]}
        # A language that is new begins with its first version.
        assert (await text_of(session, article, EN)).revision == 1
        assert (await text_of(session, article)).revision == 2


async def test_a_translation_of_words_that_were_discarded_is_one_of_what_stands(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft())
        await write(session, article, "新的話", author)
        await write(session, article, "New words.", author, language=EN, saving=Saving(translates_revision=2))
        await discard_pending(session, article.id, language=ZH, author_id=author, now=NOW, version=None)
        assert article.pending_state == DRAFT
        await publish_article(session, article.id, author_id=author, now=NOW)
        assert (await text_of(session, article, EN)).translated_from == 1


async def test_the_same_words_again_change_nothing(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft("題", "話"))
        await write(session, article, "話", author)
        assert article.pending_state == ""
        assert await find_pending(session, article.id, ZH) is None
        await write(session, article, "新話", author)
        version, of_article = (await pending_of(session, article)).version, article.version
        await write(session, article, "新話", author)
        assert (await pending_of(session, article)).version == version
        assert article.version == of_article
        begun = await make_article(session, draft("題", "話", code="begun"), state=DRAFT)
        await write(session, begun, "話", author)
        assert begun.version == 1


async def test_going_back_to_a_version_of_a_published_article_is_a_change_like_any_other(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft("題", "一"))
        await save_text(session, article.id, TextDraft(ZH, "題", "二"), author_id=author, now=NOW)
        await restore_revision(session, article.id, 1, language=ZH, version=None, author_id=author, now=NOW)
        assert (await text_of(session, article)).body == "二"
        assert (await pending_of(session, article)).body == "一"
        with pytest.raises(NotFound):
            await restore_revision(session, article.id, 9, language=ZH, version=None, author_id=author, now=NOW)


async def test_a_question_is_added_at_once_and_to_what_is_pending(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft(samples=("幾時交",)))
        await save_text(session, article.id, TextDraft(EN, "Fees", "By the tenth."), author_id=None, now=NOW)
        await write(session, article, "新的話", author)
        for _ in range(2):
            await add_sample_question(
                session, article.id, ZH, "  管理費 幾號到期 ", author_id=author, now=NOW, reason="搜尋"
            )
        text, pending = await text_of(session, article), await pending_of(session, article)
        assert text.sample_questions == ["幾時交", "管理費 幾號到期"]
        assert pending.sample_questions == ["管理費 幾號到期"]
        assert (text.author_id, text.revision, pending.based_on) == (None, 2, 2)
        assert await outdated_of(session, [article.id]) == {}
        # In the nearest language it is written in.
        await add_sample_question(session, article.id, HANS, "几号到期", author_id=author, now=NOW, reason="")
        assert "几号到期" in (await text_of(session, article)).sample_questions
        with pytest.raises(InvalidInput):
            await add_sample_question(session, article.id, ZH, "  ", author_id=author, now=NOW, reason="")


async def test_an_article_does_not_collect_questions_without_end(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft(samples=tuple(f"問{n}" for n in range(MOST_SAMPLES))))
        with pytest.raises(Conflict) as caught:
            await add_sample_question(session, article.id, ZH, "多一條", author_id=author, now=NOW, reason="")
    assert caught.value.code == "too_many_questions"


@pytest.mark.parametrize("state", [DRAFT, PUBLISHED])
async def test_of_two_who_save_at_once_one_is_told(db: Database, state: str) -> None:
    async with db.transaction() as session:
        authors = [await make_agent(session, name) for name in ("甲", "乙")]
        article = await make_article(session, draft(), state=state)

    async def save(author: str) -> str:
        try:
            async with db.transaction() as session:
                await write(session, article, f"{author}的話", author, saving=Saving(version=1))
        except Conflict as conflict:
            return conflict.code
        return "saved"

    assert sorted(await asyncio.gather(*map(save, authors))) == ["saved", "stale"]


async def test_saving_while_it_is_published_loses_nothing(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await make_article(session, draft(), state=DRAFT)

    async def save() -> None:
        async with db.transaction() as session:
            await write(session, article, "最後的話", author)

    async def publish() -> None:
        async with db.transaction() as session:
            await publish_article(session, article.id, author_id=None, now=NOW)

    await asyncio.gather(save(), publish())
    async with db.reading() as session:
        text, pending = await find_text(session, article.id, ZH), await find_pending(session, article.id, ZH)
        assert text is not None
        assert "最後的話" in (text.body, pending.body if pending else "")


@pytest.mark.parametrize(
    ("moment", "months", "later"),
    [
        (datetime(2026, 1, 31), 1, datetime(2026, 2, 28)),
        (datetime(2026, 12, 15), 12, datetime(2027, 12, 15)),
        (datetime(2024, 2, 29), 12, datetime(2025, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(moment: datetime, months: int, later: datetime) -> None:
    assert months_later(moment, months) == later
