import pytest

from knowledge_base.articles.letters import to_letter


@pytest.mark.parametrize(
    ("markdown", "letter"),
    [
        pytest.param("Just words.", "Just words.", id="words"),
        pytest.param(
            "## 入閘\n\n第一段。\n\n第二段。",
            "入閘\n第一段。\n\n第二段。",
            id="blocks keep a blank line between them",
        ),
        pytest.param("1. 先關掣\n2. 再打電話", "1. 先關掣\n2. 再打電話", id="numbers stay"),
        pytest.param("3. three\n4. four", "3. three\n4. four", id="a list may begin anywhere"),
        pytest.param("- a\n- b\n\nafter", "• a\n• b\n\nafter", id="dots, and air behind the list"),
        pytest.param("1. one\n   - in it\n2. two", "1. one\n  • in it\n2. two", id="lists in lists"),
        pytest.param("- one\n\n  more of one\n- two", "• one\n  more of one\n• two", id="an entry of two paragraphs"),
        pytest.param(
            "| 時間 | 收費 |\n|---|---|\n| 首兩小時 | 免費 |\n| 其後 | 20元 |",
            "• 首兩小時：免費\n• 其後：20元",
            id="a table of two columns",
        ),
        pytest.param(
            "| Item | Fee | Note |\n|---|---|---|\n| Card | $50 | each |\n| Key | $10 | |",
            "• Card — Fee: $50; Note: each\n• Key — Fee: $10",
            id="a wider table says its headings",
        ),
        pytest.param("See [the rules](https://x.example/r).", "See the rules (https://x.example/r).", id="an address"),
        pytest.param("[x.example](https://x.example)", "x.example", id="an address that says itself"),
        pytest.param("[write to us](mailto:a@b.example)", "write to us (a@b.example)", id="a mail address"),
        pytest.param("See [this](article:lift).", "See this.", id="an article of ours is only words"),
        pytest.param("![map](file:abc) below", "below", id="no pictures"),
        pytest.param("<b>bold</b> **loud**", "<b>bold</b> loud", id="raw HTML is text"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_letter_reads_as_somebody_would_type_it(markdown: str, letter: str) -> None:
    assert to_letter(markdown) == letter
