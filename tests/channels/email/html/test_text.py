"""HTML as text: paragraphs, rows and lists on lines of their own."""

import pytest

from channels.email.html.inert import make_inert
from channels.email.html.text import html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a  b\nc  d"),
        ("a&nbsp;&amp;&nbsp;b", "a & b"),
        ("<b>廚房</b>漏水", "廚房漏水"),
        ("<style>p{}</style><script>x</script>hi", "hi"),
        ("", ""),
    ],
)
def test_the_words_in_reading_order(markup: str, text: str) -> None:
    assert html_to_text(make_inert(markup)) == text


def test_items_of_a_list_have_a_line_each() -> None:
    assert html_to_text("<ul><li>one</li><li>two</li></ul>").split() == ["*", "one", "*", "two"]
