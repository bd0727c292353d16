"""What a visitor of the help page sees, and what nobody outside ever sees."""

import re
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from agent_console.help.limits import VOTES
from agent_console.keys import SEARCH, SEARCH_LOG
from contactcenter import clock
from contactcenter.db import Database, new_id
from contactcenter.media.models import Attachment
from contactcenter.web.keys import MEDIA
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import PUBLISHED, TREE, Article, ArticleText
from knowledge_base.articles.service import create_article, save_text
from knowledge_base.feedback.models import ArticleVote
from knowledge_base.searches.models import Search
from knowledge_base.settings.models import KnowledgeSettings
from tests.agent_console.help.conftest import Town, add_notice

Visitor = TestClient[Any, Any]
HIDDEN = ("hill", "staff", "group", "draft", "old", "early")
EN = {"lang": "en"}


async def read(visitor: Visitor, path: str, /, status: int = 200, **query: str) -> str:
    async with visitor.get(path, params=EN | query, allow_redirects=False) as answer:
        assert answer.status == status
        return await answer.text()


async def test_the_home_of_an_estate_shows_its_topics_and_how_to_reach_us(visitor: Visitor) -> None:
    page = await read(visitor, "/help/EBG")
    assert "<h1>How can we help?</h1>" in page
    assert re.search(r"topic=water&amp;lang=en\">.*Water.*>2<", page)
    assert 'href="tel:+85230000000"' in page
    assert "3000 0000" in page
    assert 'href="mailto:help@estate.example"' in page


async def test_only_what_is_public_published_valid_and_of_this_estate_is_ever_shown(visitor: Visitor) -> None:
    topic = await read(visitor, "/help/EBG", topic="water")
    found = await read(visitor, "/help/EBG", q="water")
    for code in ("no-water", "tower-3"):
        assert f"/help/EBG/{code}?" in topic
        assert f"/help/EBG/{code}?" in found
    for code in HIDDEN:
        assert f"/help/EBG/{code}" not in topic + found
        assert "Secret" not in await read(visitor, f"/help/EBG/{code}", status=404)
    assert "Only for: Tower 3" in await read(visitor, "/help/EBG/tower-3")
    assert "Secret of hill" in await read(visitor, "/help/OTHER/hill")


async def test_an_article_appears_and_vanishes_with_its_state(visitor: Visitor, db: Database, town: Town) -> None:
    assert "Secret of no-water" in await read(visitor, "/help/EBG/no-water")
    async with db.transaction() as session:
        text = await session.get(ArticleText, (town.articles["no-water"], "en"))
        assert text is not None
        await session.delete(text)
    await read(visitor, "/help/EBG/no-water", status=404)


async def test_search_works_without_scripts_and_in_parts_with_them(visitor: Visitor) -> None:
    whole = await read(visitor, "/help/EBG", q="no watr at home")
    assert "<mark>" in whole
    assert 'value="no watr at home"' in whole
    part = await read(visitor, "/help/EBG", q="no water", part="results")
    assert part.lstrip().startswith("<p")
    assert "<html" not in part
    nothing = await read(visitor, "/help/EBG", q="zzzzqqqq")
    assert "Nothing fits yet" in nothing


async def test_a_search_is_kept_without_anybody(visitor: Visitor, app: web.Application, db: Database) -> None:
    await read(visitor, "/help/EBG", q="no wat", part="results", box="b1")
    await read(visitor, "/help/EBG", q="no water", part="results", box="b1")
    await app[SEARCH_LOG].fire(db, now=clock.now())
    async with db.reading() as session:
        (search,) = await session.scalars(select(Search))
    assert (search.source, search.words, search.hits) == ("public", "no water", 2)
    assert (search.agent_id, search.contact_id) == (None, None)


async def test_a_search_that_led_to_an_article_is_no_dead_one(
    visitor: Visitor, app: web.Application, db: Database, town: Town
) -> None:
    found = await read(visitor, "/help/EBG", q="no water")
    link = re.search(r"/help/EBG/no-water\?lang=en&amp;found=(\w+)&amp;rank=(\d)", found)
    assert link is not None
    for code in ("no-water", "tower-3"):
        page = await read(visitor, f"/help/EBG/{code}", found=link[1], rank=link[2])
        assert link[1] not in page, "what is passed on does not carry it"
    await read(visitor, "/help/EBG/no-water", found="nonsense")
    async with db.reading() as session:
        (search,) = await session.scalars(select(Search))
    assert (search.outcome, search.article_id, search.picked_rank) == (
        "opened",
        town.articles["no-water"],
        int(link[2]),
    )


async def test_papers_beside_an_article_are_offered_once_they_are_published(
    visitor: Visitor, app: web.Application, db: Database, town: Town
) -> None:
    digest = await app[MEDIA].put(b"%PDF-1.7")
    now = clock.now()
    files = {"plan.pdf": now - timedelta(days=1), "later.pdf": now + timedelta(hours=1)}
    ids = {name: new_id() for name in files}
    async with db.transaction() as session:
        for name, at in files.items():
            row = {"content_type": "application/pdf", "digest": digest, "size": 2048, "created_at": at}
            session.add(Attachment(id=ids[name], name=name, article_id=town.articles["no-water"], **row))
    page = await read(visitor, "/help/EBG/no-water")
    assert "plan.pdf" in page
    assert "2 KB" in page
    assert "later.pdf" not in page
    for name, status in (("plan.pdf", 200), ("later.pdf", 404)):
        async with visitor.get(f"/help/EBG/no-water/files/{ids[name]}") as answer:
            assert answer.status == status


async def test_what_a_visitor_writes_comes_back_as_text(visitor: Visitor) -> None:
    hostile = '"><script>alert(1)</script>'
    for query in ({"q": hostile}, {"q": hostile, "part": "results"}, {"topic": hostile}, {"lang": hostile}):
        async with visitor.get("/help/EBG", params=query) as answer:
            assert "<script>alert" not in await answer.text()


async def test_hostile_markdown_is_inert(visitor: Visitor, db: Database, town: Town) -> None:
    body = (
        "<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://spy.example/pixel.png)\n\n"
        "<iframe src=//evil></iframe>\n\n[staff](article:staff) [neighbours](article:tower-3)"
    )
    async with db.transaction() as session:
        draft = TextDraft("en", "<b>bold</b> & more", body)
        await save_text(session, town.articles["no-water"], draft, author_id=None, now=clock.now())
    page = await read(visitor, "/help/EBG/no-water")
    content = page.partition("<main")[2]
    assert not re.search(r"<(img|iframe|script|b)\b", content)
    assert "javascript:" not in content.replace("javascript:alert(1))", "")
    assert "spy.example" not in page
    assert "article:staff" not in page
    assert "/help/EBG/staff" not in page
    assert '/help/EBG/tower-3?lang=en"' in page
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in page


async def test_the_policy_lets_nothing_foreign_in(visitor: Visitor) -> None:
    for path in ("/help", "/help/EBG", "/help/EBG/no-water", "/help/NOBODY"):
        async with visitor.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "style=" not in await answer.text()


async def test_a_page_says_its_language_and_where_the_others_are(visitor: Visitor) -> None:
    async with visitor.get("/help/EBG", headers={"Accept-Language": "zh-HK"}) as answer:
        page = await answer.text()
        assert "Accept-Language" in answer.headers["Vary"]
    assert '<html lang="zh-Hant">' in page
    assert "翠濤花園" in page
    assert 'hreflang="en" href="http://desk.example/help/EBG?lang=en"' in page
    article = await read(visitor, "/help/EBG/no-water", lang="zh-Hans")
    assert "这篇解答暂时没有简体中文版本" in article
    assert '<div lang="en">' in article
    assert 'rel="alternate" hreflang="zh-Hant"' not in article


async def test_notices_of_the_estate_are_shown_when_they_hold(visitor: Visitor, db: Database, town: Town) -> None:
    now = clock.now()
    await add_notice(db, town.places["3"], "Running", ends_at=now + timedelta(hours=2))
    await add_notice(db, town.places["EBG"], "Always")
    await add_notice(db, town.places["EBG"], "Over", ends_at=now - timedelta(minutes=1))
    await add_notice(db, town.places["EBG"], "Unpublished", published_at=None)
    await add_notice(db, town.places["H1"], "Elsewhere")
    page = await read(visitor, "/help/EBG")
    assert page.index("Running") < page.index("Always")
    assert "Tower 3" in page
    for title in ("Over", "Unpublished", "Elsewhere"):
        assert f"<h3>{title}</h3>" not in page


async def test_one_visitor_has_one_vote(visitor: Visitor, db: Database) -> None:
    for said in ("yes", "no"):
        form = {"helped": said, "lang": "en"}
        async with visitor.post("/help/EBG/no-water/vote", data=form, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (
                303,
                f"/help/EBG/no-water?lang=en&said={said}#helped",
            )
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
    async with db.reading() as session:
        (vote,) = await session.scalars(select(ArticleVote))
    assert (vote.is_public, vote.is_helpful) == (True, False)
    assert "Thank you" in await read(visitor, "/help/EBG/no-water", said="no")


async def test_another_site_cannot_vote_and_a_hidden_article_takes_none(visitor: Visitor, db: Database) -> None:
    form = {"helped": "yes"}
    async with visitor.post("/help/EBG/no-water/vote", data=form, headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with visitor.post("/help/EBG/staff/vote", data=form) as answer:
        assert answer.status == 404
    async with visitor.post("/help/EBG/no-water/vote", data={"helped": "maybe"}) as answer:
        assert answer.status == 404
    async with db.reading() as session:
        assert not (await session.scalars(select(ArticleVote))).all()


async def test_a_picture_of_an_article_is_served_where_the_article_is(
    visitor: Visitor, app: web.Application, db: Database, town: Town
) -> None:
    digest = await app[MEDIA].put(b"\x89PNG\r\n\x1a\nnot quite")
    picture = new_id()
    row = {"name": "a.png", "content_type": "image/png", "digest": digest, "created_at": clock.now()}
    async with db.transaction() as session:
        session.add(Attachment(id=picture, article_id=town.articles["no-water"], **row))
        draft = TextDraft("en", "No water", f"![the valve](file:{picture})")
        await save_text(session, town.articles["no-water"], draft, author_id=None, now=clock.now())
    address = f"/help/EBG/no-water/files/{picture}"
    assert f'<img src="{address}" alt="the valve"' in await read(visitor, "/help/EBG/no-water")
    async with visitor.get(address) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
    for wrong in (f"/help/EBG/tower-3/files/{picture}", f"/help/OTHER/hill/files/{picture}"):
        async with visitor.get(wrong) as answer:
            assert answer.status == 404


async def test_where_there_is_one_estate_nobody_has_to_choose(visitor: Visitor, db: Database, town: Town) -> None:
    assert "Choose your estate" in await read(visitor, "/help")
    async with visitor.get("/help/EBG/", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, "/help/EBG")


async def test_a_closed_page_shows_nothing(visitor: Visitor, db: Database) -> None:
    async with db.transaction() as session:
        session.add(KnowledgeSettings(id=1, public_help="closed"))
    page = await read(visitor, "/help/EBG/no-water", status=404)
    assert "The help page is closed just now" in page
    assert "Secret" not in page


@pytest.mark.parametrize(
    "path",
    ["/help/NOBODY", "/help/3", "/help/EBG/none", "/help/EBG/a/b/c", "/help/EBG/%00", "/help/" + "x" * 500, "/help//"],
)
async def test_what_is_not_there_is_said_on_a_page(path: str, visitor: Visitor) -> None:
    async with visitor.get(path, params=EN, allow_redirects=False) as answer:
        assert answer.status in (404, 302)
        if answer.status == 404:
            assert "There is no such page" in await answer.text()


async def test_who_votes_too_often_is_told_to_wait(visitor: Visitor) -> None:
    form = {"helped": "yes", "lang": "en"}
    for _ in range(VOTES.burst):
        async with visitor.post("/help/EBG/no-water/vote", params=EN, data=form, allow_redirects=False) as answer:
            assert answer.status == 303
    async with visitor.post("/help/EBG/no-water/vote", params=EN, data=form, allow_redirects=False) as answer:
        assert answer.status == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert "Please try again in a moment" in await answer.text()


async def test_pages_and_files_are_not_sent_twice(visitor: Visitor) -> None:
    async with visitor.get("/help/EBG", params=EN) as answer:
        tag, page = answer.headers["ETag"], await answer.text()
    async with visitor.get("/help/EBG", params=EN, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
    for address in re.findall(r'"(/help/files/[^"]+)"', page):
        async with visitor.get(address) as answer:
            assert "immutable" in answer.headers["Cache-Control"]


async def test_the_index_of_the_help_page_is_that_of_the_console(visitor: Visitor, app: web.Application) -> None:
    """Staff words are in the same index: the mask keeps them out, and every hit is looked up once more."""
    assert app[SEARCH].size >= 5
    page = await read(visitor, "/help/EBG", q="what staff must say")
    assert "what staff must say" not in page.replace('value="what staff must say"', "").replace(
        "“what staff must say”", ""
    )


async def test_what_has_no_category_is_found_among_the_others(visitor: Visitor, db: Database, town: Town) -> None:
    async with db.transaction() as session:
        article = await session.get_one(Article, town.articles["no-water"])
        article.category = ""
    home = await read(visitor, "/help/EBG")
    assert re.search(r"topic=-&amp;lang=en\">.*Other.*>1<", home)
    others = await read(visitor, "/help/EBG", topic="-")
    assert "/help/EBG/no-water?" in others
    assert "/help/EBG/tower-3?" not in others
    assert 'topic=-&amp;lang=en">Other</a>' in await read(visitor, "/help/EBG/no-water")


async def test_a_decision_tree_keeps_its_step_through_another_language_and_a_vote(
    visitor: Visitor, db: Database
) -> None:
    tree = {
        "start": "ask",
        "steps": {
            "ask": {"text": "One tap?", "kind": "question", "choices": [{"text": "Only one", "to": "rinse"}]},
            "rinse": {"text": "Rinse it: see [water](article:no-water).", "kind": "answer", "choices": []},
        },
    }
    draft = ArticleDraft(code="dry-tap", kind=TREE, text=TextDraft("en", "Dry tap", "", tree=tree))
    async with db.transaction() as session:
        await create_article(session, draft, author_id=None, now=clock.now(), state=PUBLISHED)
    asked = await read(visitor, "/help/EBG/dry-tap")
    assert '<a href="/help/EBG/dry-tap?lang=en&amp;path=1#step">Only one' in asked
    answered = await read(visitor, "/help/EBG/dry-tap", path="1")
    assert 'href="/help/EBG/no-water?lang=en"' in answered
    assert 'href="/help/EBG/dry-tap?path=1&amp;lang=zh-Hant"' in answered
    assert '<input type="hidden" name="path" value="1">' in answered
    form = {"helped": "no", "lang": "en", "path": "1"}
    async with visitor.post("/help/EBG/dry-tap/vote", data=form, allow_redirects=False) as answer:
        assert answer.headers["Location"] == "/help/EBG/dry-tap?lang=en&path=1&said=no#helped"
    assert "What to do" in await read(visitor, "/help/EBG/dry-tap", path="1", said="no")
    assert "One tap?" in await read(visitor, "/help/EBG/dry-tap", path="9.\x00<b>")
