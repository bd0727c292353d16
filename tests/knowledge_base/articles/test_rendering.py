import pytest

from knowledge_base.articles.rendering import LONGEST_SHORT_TEXT, to_html, to_plain, to_short_text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_hostile_markdown_is_inert(hostile: str) -> None:
    html = to_html(f"Hello\n\n{hostile}")
    for danger in ("<script", "<img src=x", 'href="javascript', 'data:text/html;base64,PHNjcmlwdD4="'):
        assert danger not in html


def test_markdown_becomes_html_with_safe_links_and_tables() -> None:
    html = to_html("# Title\n\n[rules](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<h1>Title</h1>" in html
    assert 'rel="noopener noreferrer"' in html
    assert "<td>1</td>" in html


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        pytest.param("Just words.\n\nMore words.", "Just words.\nMore words.", id="no marks at all"),
        pytest.param(
            "## 關水\n\n1. **先**關[總掣](https://x.y)。\n2. 再打電話", "關水\n先關總掣。\n再打電話", id="marks go"
        ),
        pytest.param("a < b & `c*d`", "a < b & c*d", id="signs that are words stay"),
        pytest.param("<b>bold</b>", "<b>bold</b>", id="raw HTML is text"),
    ],
)
def test_plain_text_keeps_the_words(markdown: str, plain: str) -> None:
    assert to_plain(markdown) == plain


def test_short_text_is_what_the_writer_gave() -> None:
    assert to_short_text(" 請先關水。 ", "# Long\n\nBody") == "請先關水。"


def test_without_one_the_first_paragraph_serves() -> None:
    assert to_short_text("", "# 標題\n\n先**關水**，\n再打電話。\n\n第二段。") == "先關水， 再打電話。"


def test_a_long_short_text_ends_with_a_sentence() -> None:
    text = to_short_text("", "水管爆裂請先關水。" * 60)
    assert len(text) <= LONGEST_SHORT_TEXT
    assert text.endswith("。")


def test_one_endless_sentence_is_cut_with_an_ellipsis() -> None:
    text = to_short_text("", "水" * 500)
    assert len(text) == LONGEST_SHORT_TEXT
    assert text.endswith("…")
