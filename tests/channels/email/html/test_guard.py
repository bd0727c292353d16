"""What no parser should be given, and that looking takes no time."""

import time

import pytest

from channels.email.html.guard import is_too_complex, plain_words


@pytest.mark.parametrize(
    "markup",
    [
        "<div><b>" * 100_000,
        "".join(f"<b id={number}>x<p>" for number in range(20_000)),
        "<ul><li>" * 100_000,
        "<table><tr><td>" * 60_000,
        "<p>x" * 250_000,
        "<a href=x>" * 100_000,
        "<div " + " ".join(f"a{number}=b" for number in range(100_000)) + ">",
        "<a " * 300_000,
        "<script " * 100_000,
        "x" * 3_000_000,
    ],
)
def test_too_much_is_seen_at_once_and_still_has_words(markup: str) -> None:
    began = time.process_time()
    assert is_too_complex(markup)
    plain_words(markup)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "markup",
    [
        "<p>hello</p>",
        "<p>x</p>" * 10_000,
        "<ul>" + "<li>x" * 5_000 + "</ul>",
        "<table>" + "<tr><td>x<td>y" * 5_000 + "</table>",
        "<div>" * 40 + "x" + "</div>" * 40,
        "<br>" * 20_000,
        '<img src="data:image/png;base64,' + "A " * 1_000 + '">',
        "a < b and c > d",
    ],
)
def test_a_long_letter_is_not_too_much(markup: str) -> None:
    assert not is_too_complex(markup)


def test_the_words_of_what_is_too_much() -> None:
    markup = "<style>p{}</style><div>one<br>two &amp; three</div><script>alert(1)</script><p>four"
    assert plain_words(markup) == "one\ntwo & three\n\nfour"
