from contactcenter.db import Database
from knowledge_base.articles.bulk import BATCH, Saved, save_articles
from knowledge_base.articles.models import PUBLISHED, RETIRED
from knowledge_base.articles.service import get_article, list_articles, retire_article, revisions_of
from tests.knowledge_base.builders import NOW, draft


async def test_many_texts_are_saved_and_a_second_time_changes_nothing(db: Database) -> None:
    drafts = [draft(code="fees"), draft("Fees", "By the tenth.", code="fees", language="en"), draft(code="lift")]
    async with db.transaction() as session:
        assert await save_articles(session, drafts, author_id=None, now=NOW) == Saved(created=3)
    async with db.transaction() as session:
        assert await save_articles(session, drafts, author_id=None, now=NOW) == Saved(unchanged=3)
        lift, fees = sorted(await list_articles(session), key=lambda article: article.code, reverse=True)
        assert (fees.state, fees.version, lift.version) == (PUBLISHED, 1, 1)
        assert (await get_article(session, fees.id)).languages == ("zh-Hant", "en")


async def test_a_changed_text_gets_a_revision_and_the_article_a_new_number(db: Database) -> None:
    async with db.transaction() as session:
        await save_articles(session, [draft(), draft(code="lift")], author_id=None, now=NOW)
        before = {article.code: article.change_number for article in await list_articles(session)}
    async with db.transaction() as session:
        changed = [draft(body="改為每月五號。"), draft(code="lift", category="repairs")]
        assert await save_articles(session, changed, author_id=None, now=NOW) == Saved(changed=2)
        articles = {article.code: article for article in await list_articles(session)}
        assert all(articles[code].change_number > number for code, number in before.items())
        assert len(await revisions_of(session, articles["fees"].id, "zh-Hant")) == 2
        assert articles["lift"].category == "repairs"


async def test_an_import_does_not_bring_a_retired_article_back(db: Database) -> None:
    async with db.transaction() as session:
        await save_articles(session, [draft()], author_id=None, now=NOW)
        (article,) = await list_articles(session)
        await retire_article(session, article.id, author_id=None, now=NOW)
    async with db.transaction() as session:
        await save_articles(session, [draft(body="新")], author_id=None, now=NOW)
        assert (await list_articles(session))[0].state == RETIRED


async def test_more_than_one_batch_and_the_last_of_two_equal_keys_wins(db: Database) -> None:
    drafts = [draft(code=f"a-{number:04}") for number in range(BATCH + 5)]
    async with db.transaction() as session:
        saved = await save_articles(session, [*drafts, draft("後來的", code="a-0000")], author_id=None, now=NOW)
        assert saved == Saved(created=BATCH + 5)
        first = await list_articles(session, words="後來的")
        assert [article.code for article in first] == ["a-0000"]
        articles = await list_articles(session, limit=BATCH + 5)
        assert len({article.change_number for article in articles}) == BATCH + 5
