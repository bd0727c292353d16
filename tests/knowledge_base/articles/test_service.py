import asyncio

import pytest

from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.describing import describe_article
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.models import DRAFT, PUBLISHED, RETIRED, ArticleCategory
from knowledge_base.articles.service import (
    create_article,
    get_article,
    list_articles,
    publish_article,
    retire_article,
    revisions_of,
    save_text,
    submit_article,
)
from tests.knowledge_base.builders import NOW, draft, make_agent, make_article


async def test_a_new_article_is_a_draft_with_history_and_a_fact(db: Database) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
        article = await create_article(session, draft(), author_id=author, now=NOW)
        assert article.state == DRAFT
        assert session.take_published()[0] == [Fact("article.changed", article.id, 1)]
        lines = await history.of_subject(session, "article", article.id)
        assert [(line.act, line.author_id) for line in lines] == [("created", author)]


async def test_an_article_is_read_in_the_wanted_language_or_the_nearest_one(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        await save_text(session, article.id, TextDraft("en", "Fees", "By the tenth."), author_id=None, now=NOW)
        assert (await get_article(session, article.id, "en")).text.title == "Fees"
        read = await get_article(session, article.id, "zh-Hans")
    assert read.text.language == "zh-Hant"
    assert read.languages == ("zh-Hant", "en")


async def test_old_words_stay_as_revisions(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft(title="舊題"))
        await save_text(session, article.id, TextDraft("zh-Hant", "新題", "新文"), author_id=None, now=NOW)
        kept = await revisions_of(session, article.id, "zh-Hant")
        assert [(one.number, one.title) for one in kept] == [(2, "新題"), (1, "舊題")]
        assert (await get_article(session, article.id)).article.version == 2


async def test_an_article_goes_from_draft_to_retired(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft(), state=DRAFT)
        await submit_article(session, article.id, author_id=None, now=NOW)
        await publish_article(session, article.id, author_id=None, now=NOW)
        assert (article.state, article.published_at) == (PUBLISHED, NOW)
        numbers = [article.change_number]
        session.add(ArticleCategory(code="money", names={"en": "Money"}))
        await session.flush()
        await describe_article(session, article.id, {"category": "money"}, author_id=None, now=NOW)
        await retire_article(session, article.id, author_id=None, now=NOW)
        numbers.append(article.change_number)
        assert (article.state, article.category, article.version) == (RETIRED, "money", 5)
        assert numbers == sorted(set(numbers))


async def test_a_taken_code_is_a_conflict(db: Database) -> None:
    async with db.transaction() as session:
        await make_article(session, draft())
        with pytest.raises(Conflict):
            await make_article(session, draft())


async def test_a_stale_version_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        with pytest.raises(Conflict) as caught:
            await publish_article(session, article.id, author_id=None, now=NOW, version=7)
    assert caught.value.code == "stale"


async def test_an_unknown_article_is_not_found(db: Database) -> None:
    async with db.transaction() as session:
        with pytest.raises(NotFound):
            await get_article(session, "nothing")
        with pytest.raises(NotFound):
            await retire_article(session, "nothing", author_id=None, now=NOW)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", draft(title=" ")),
        ("title", draft(title="水" * 301)),
        ("body", draft(body="")),
        ("body", draft(body="a\x00b")),
        ("language", draft(language="fr")),
        ("audience", draft(audience="friends")),
        ("code", draft(code="")),
        ("sample_questions", draft(samples=("水" * 301,))),
    ],
)
async def test_what_cannot_be_kept_is_named(db: Database, field: str, wrong: object) -> None:
    async with db.transaction() as session:
        with pytest.raises(InvalidInput) as caught:
            await make_article(session, wrong)  # type: ignore[arg-type]
    assert field in caught.value.details["fields"]


async def test_the_list_filters_and_looks_into_titles(db: Database) -> None:
    async with db.transaction() as session:
        fees = await make_article(session, draft())
        lift = await make_article(session, draft("升降機維修 100%", code="lift", category="repairs"), state=DRAFT)
        assert await list_articles(session) == [lift, fees]
        assert await list_articles(session, state=PUBLISHED) == [fees]
        assert await list_articles(session, category="repairs") == [lift]
        assert await list_articles(session, words="0%") == [lift]
        assert await list_articles(session, words="_") == []
        assert await list_articles(session, after=lift.id) == [fees]


async def test_change_numbers_of_concurrent_writers_are_all_different(db: Database) -> None:
    async def write(code: str) -> int:
        async with db.transaction() as session:
            return (await make_article(session, draft(code=code))).change_number

    numbers = await asyncio.gather(*(write(f"article-{number}") for number in range(8)))
    assert sorted(numbers) == list(range(1, 9))
