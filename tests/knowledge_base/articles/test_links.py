"""Links of articles: how they are shown, and which lead nowhere."""

from html.parser import HTMLParser

from contactcenter.db import Database, new_id
from contactcenter.media.models import Attachment
from knowledge_base.articles.links import broken_of, keep_broken
from knowledge_base.articles.rendering import Addresses, targets_in, to_html
from knowledge_base.articles.service import publish_article, restore_article, retire_article
from knowledge_base.jobs.check_links import CheckLinks
from tests.knowledge_base.builders import NOW, draft, make_article

FILE = "0123456789abcdef0123456789abcdef"
HERE = Addresses(
    article=lambda code: f"/knowledge/articles/{code}" if code == "fees" else None,
    file=lambda file_id: f"/api/v1/attachments/{file_id}" if file_id == FILE else None,
)


def test_links_to_articles_and_files_lead_where_they_lie() -> None:
    html = to_html(f"[費用](article:fees)\n\n![平面圖](file:{FILE})\n\n[表格](file:{FILE})", HERE)
    assert '<a href="/knowledge/articles/fees" rel="noopener noreferrer">費用</a>' in html
    assert f'<img src="/api/v1/attachments/{FILE}" alt="平面圖">' in html
    assert f'<a href="/api/v1/attachments/{FILE}" rel="noopener noreferrer">表格</a>' in html


def test_what_leads_nowhere_stays_as_words() -> None:
    html = to_html("[甲](article:gone) ![乙](file:00) [丙](www.example.org) ![丁](https://spy.example/x.png)", HERE)
    assert all(word in html for word in "甲乙丙丁")
    assert "href" not in html
    assert "<img" not in html
    assert "spy.example" not in html


def test_hostile_links_are_inert() -> None:
    hostile = [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](file:///etc/passwd)",
        "[x](vbscript:x)",
        "![x](file:../../secret)",
        '![x](file:0" onerror="alert(1))',
        '[x](article:fees"onclick=alert(1))',
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
    ]
    for text in hostile:
        html = to_html(text, Addresses(article=lambda code: f"/a/{code}", file=lambda name: f"/f/{name}"))
        seen = Tags()
        seen.feed(html)
        assert seen.tags <= {"p", "a"}, text
        assert all(name == "rel" or (name == "href" and value.startswith("/a/")) for name, value in seen.attributes), (
            text
        )


class Tags(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_every_link_is_found_once() -> None:
    text = f"[a](article:水費) [b](article:水費) ![c](file:{FILE}) <https://example.org> [d](nowhere) [e](tel:999)"
    assert [(one.kind, one.name) for one in targets_in(text)] == [
        ("article", "水費"),
        ("file", FILE),
        ("web", "https://example.org"),
        ("malformed", "nowhere"),
        ("web", "tel:999"),
    ]


async def test_links_that_lead_nowhere_are_noted_with_their_reason(db: Database) -> None:
    body = f"[a](article:gone) [b](article:old) [c](article:fees) ![d](file:{FILE}) [e](http://)"
    async with db.transaction() as session:
        await make_article(session, draft())
        old = await make_article(session, draft(code="old"))
        await retire_article(session, old.id, author_id=None, now=NOW)
        other = await make_article(session, draft(code="other"))
        session.add(Attachment(id=FILE, name="p", content_type="x/y", article_id=other.id, created_at=NOW))
        await session.flush()
        article = await make_article(session, draft(code="links", body=body))
        await keep_broken(session, article, now=NOW)
        noted = (await broken_of(session, [article.id]))[article.id]
        assert {(one.target, one.reason) for one in noted} == {
            ("article:gone", "article_missing"),
            ("article:old", "article_retired"),
            (f"file:{FILE}", "file_missing"),
            ("http://", "malformed"),
        }
        await retire_article(session, article.id, author_id=None, now=NOW)
        await keep_broken(session, article, now=NOW)
        assert await broken_of(session, [article.id]) == {}


async def test_the_job_notices_what_happens_to_other_articles(db: Database) -> None:
    job = CheckLinks()
    async with db.transaction() as session:
        fees = await make_article(session, draft())
        article = await make_article(session, draft(code="links", body="見[費用](article:fees)。"))
    assert await job.fire(db, now=NOW) == 0
    async with db.transaction() as session:
        await retire_article(session, fees.id, author_id=None, now=NOW)
    assert await job.fire(db, now=NOW) == 1
    assert await job.fire(db, now=NOW) == 0
    async with db.reading() as session:
        [noted] = (await broken_of(session, [article.id]))[article.id]
        assert (noted.reason, noted.language) == ("article_retired", "zh-Hant")
    async with db.transaction() as session:
        await restore_article(session, fees.id, author_id=None, now=NOW)
    # A node that has just started finds the same.
    assert await CheckLinks().fire(db, now=NOW) == 1
    async with db.transaction() as session:
        assert await broken_of(session, [article.id]) == {}
        await publish_article(
            session, (await make_article(session, draft(code=new_id()), state="draft")).id, author_id=None, now=NOW
        )
    assert await job.fire(db, now=NOW) == 0
