import asyncio

import pytest

from contactcenter.db import Database, Session
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.models import GROUP, PUBLISHED, ArticleGroup
from knowledge_base.articles.service import change_article, create_article, retire_article, save_text
from knowledge_base.search import live_index
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.service import search_articles
from knowledge_base.search.source import Source, read_source
from tests.knowledge_base.builders import NOW, draft, make_agent, make_article
from tests.support.builders.groups import make_group

STAFF_MEMBER = Filter(is_staff=True)


def codes(index: LiveIndex, question: str) -> list[str]:
    return [hit.code for hit in index.search(question, wanted=STAFF_MEMBER).hits]


async def test_an_index_that_was_never_built_finds_nothing(db: Database) -> None:
    assert codes(LiveIndex(db), "管理費") == []


async def test_every_node_finds_a_committed_article_after_its_refresh(db: Database) -> None:
    nodes = [LiveIndex(db), LiveIndex(db)]
    for node in nodes:
        await node.build()
    async with db.transaction() as session:
        article = await make_article(session, draft("泳池開放時間"))
    for node in nodes:
        assert await node.refresh() == 1
        assert await node.refresh() == 0
        assert codes(node, "泳池") == ["fees"]
    async with db.transaction() as session:
        await save_text(session, article.id, TextDraft("zh-Hant", "健身室", "七時開門"), author_id=None, now=NOW)
    for node in nodes:
        await node.fire(db, now=NOW)
        assert codes(node, "泳池") == []
        assert codes(node, "健身室") == ["fees"]


async def test_a_retired_article_disappears(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft("泳池開放時間"))
    index = LiveIndex(db)
    await index.build()
    async with db.transaction() as session:
        await retire_article(session, article.id, author_id=None, now=NOW)
    await index.refresh()
    assert codes(index, "泳池") == []


async def test_an_edited_index_answers_like_one_built_anew(db: Database) -> None:
    async with db.transaction() as session:
        await save_articles(
            session, [draft(f"第{n}號通告", code=f"n-{n:03}") for n in range(30)], author_id=None, now=NOW
        )
    edited = LiveIndex(db)
    await edited.build()
    async with db.transaction() as session:
        changed = [draft(f"第{n}號公告", code=f"n-{n:03}") for n in range(0, 30, 3)]
        await save_articles(session, changed, author_id=None, now=NOW)
    await edited.refresh()
    anew = LiveIndex(db)
    await anew.build()
    for question in ("公告", "通告", "第7號"):
        assert set(codes(edited, question)) == set(codes(anew, question))


async def test_many_changes_start_a_rebuild_in_the_background(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_index, "REBUILD_AFTER", 10)
    index = LiveIndex(db)
    await index.build()
    async with db.transaction() as session:
        drafts = [draft(f"第{n}號通告", code=f"n-{n:03}") for n in range(40)]
        await save_articles(session, drafts, author_id=None, now=NOW)
    assert await index.refresh() == 40
    assert len(codes(index, "通告")) == 10
    await index.rebuilt()
    assert await index.refresh() == 0
    assert index.size == 40
    await index.close()


async def test_searching_goes_on_while_articles_are_written(db: Database) -> None:
    index = LiveIndex(db)
    await index.build()

    async def write(start: int) -> None:
        for number in range(start, start + 10):
            async with db.transaction() as session:
                await make_article(session, draft(f"第{number}號通告", code=f"n-{number}"))
            await index.refresh()

    async def search() -> None:
        for _ in range(50):
            assert len(set(codes(index, "通告"))) == len(codes(index, "通告"))
            await asyncio.sleep(0)

    await asyncio.gather(write(0), write(100), search())
    await index.refresh()
    assert index.size == 20


async def test_while_an_article_is_edited_every_search_finds_it_once_and_never_an_older_text(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So few changes that large segments are built anew all the time, beside the edits.
    monkeypatch.setattr(live_index, "REBUILD_AFTER", 3)
    async with db.transaction() as session:
        others = [draft("泳池通告", f"第{n}號", code=f"n-{n}") for n in range(20)]
        await save_articles(session, others, author_id=None, now=NOW)
        article = await make_article(session, draft("健身室守則", "第0版", code="edited"))
    nodes = [LiveIndex(db), LiveIndex(db)]
    for node in nodes:
        await node.build()
    edits, is_done = 25, asyncio.Event()

    async def edit() -> None:
        for number in range(1, edits + 1):
            async with db.transaction() as session:
                words = TextDraft("zh-Hant", "健身室守則", f"第{number}版")
                await save_text(session, article.id, words, author_id=None, now=NOW)
                await save_articles(session, [draft("泳池通告", f"{number}", code="n-1")], author_id=None, now=NOW)
            await asyncio.gather(*(node.refresh() for node in nodes))
        is_done.set()

    async def search(node: LiveIndex) -> None:
        newest = 0
        while not is_done.is_set():
            async with db.reading() as session:
                (found,) = await search_articles(session, node, "健身室", wanted=STAFF_MEMBER)
            number = int(found.snippet.text.removeprefix("第").removesuffix("版"))
            assert number >= newest
            newest = number

    await asyncio.gather(edit(), *(search(node) for node in nodes))
    for node in nodes:
        await node.rebuilt()
        await node.refresh()
        assert codes(node, f"健身室 第{edits}版")[0] == "edited"
        assert len(codes(node, "泳池")) == 10
        await node.close()


async def test_what_is_committed_while_the_index_is_built_is_found_when_it_is(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_read = asyncio.Event()

    async def read_and_tell(session: Session, *, after: int = 0) -> Source:
        source = await read_source(session, after=after)
        was_read.set()
        return source

    monkeypatch.setattr(live_index, "read_source", read_and_tell)
    index = LiveIndex(db)
    # Held so that the build, which has read the tables, cannot end before the change is committed.
    async with index._updating:
        building = asyncio.create_task(index.build())
        await was_read.wait()
        async with db.transaction() as session:
            await make_article(session, draft("泳池開放時間", code="late"))
    await building
    assert codes(index, "泳池") == ["late"]
    assert await index.refresh() == 0


async def test_who_may_read_follows_the_tables(db: Database) -> None:
    async with db.transaction() as session:
        owner = await make_agent(session)
        group = await make_group(session)
        article = await create_article(
            session, draft("機房密碼", audience=GROUP, code="room"), author_id=owner, now=NOW, state=PUBLISHED
        )
    index = LiveIndex(db)
    await index.build()
    people = {who: Filter(is_staff=True, reader_ids=frozenset({who})) for who in (owner, group.id, "stranger")}

    def found() -> set[str]:
        return {who for who, wanted in people.items() if index.search("機房密碼", wanted=wanted).hits}

    assert found() == {owner}
    async with db.transaction() as session:
        session.add(ArticleGroup(article_id=article.id, group_id=group.id))
        await change_article(session, article.id, now=NOW)
    await index.refresh()
    assert found() == {owner, group.id}


async def test_a_search_shows_title_and_snippet_with_their_marks(db: Database) -> None:
    async with db.transaction() as session:
        await make_article(session, draft("天花漏水點算", "## 先做\n\n用桶盛水，**漏水**要拍照。"))
    index = LiveIndex(db)
    await index.build()
    async with db.reading() as session:
        (found,) = await search_articles(session, index, "漏水", wanted=STAFF_MEMBER)
    assert found.title.highlights == [(2, 4)]
    assert found.snippet.text == "先做 用桶盛水，漏水要拍照。"
    assert [found.snippet.text[start:end] for start, end in found.snippet.highlights] == ["漏水"]
