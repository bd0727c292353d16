import asyncio

import pytest

from contactcenter.db import Database
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.service import retire_article, save_text
from knowledge_base.search import live_index
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.service import search_articles
from tests.knowledge_base.builders import NOW, draft, make_article

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
