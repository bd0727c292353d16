"""The page of a mail's HTML: which pictures it shows, and that nothing else can be had from it."""

import pytest

from agent_console.mail_page import page_of, policy_of

OWN = {"leak@phone": "/api/v1/attachments/1"}


def body_of(markup: str, *, shows_remote: bool = False) -> str:
    page = page_of(markup, language="zh-Hant", pictures=OWN, shows_remote=shows_remote)
    return page.partition("<body>")[2].removesuffix("</body></html>")


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        pytest.param(
            '<img alt="漏水" data-cid="leak@phone">', '<img alt="漏水" src="/api/v1/attachments/1">', id="its own"
        ),
        pytest.param('<img data-cid="another">', "<img>", id="one that did not come along"),
        pytest.param(
            '<img data-remote-src="https://elsewhere.example/1.gif">',
            '<img data-remote-src="https://elsewhere.example/1.gif">',
            id="one from elsewhere",
        ),
        pytest.param("<p>data-cid=&quot;x&quot;</p>", "<p>data-cid=&quot;x&quot;</p>", id="words that look like one"),
    ],
)
def test_a_mail_shows_only_pictures_of_its_own(markup: str, shown: str) -> None:
    assert body_of(markup) == shown


def test_pictures_from_elsewhere_are_shown_when_they_are_asked_for() -> None:
    markup = '<img data-remote-src="https://elsewhere.example/1.gif?a=1&amp;b=2">'
    assert body_of(markup, shows_remote=True) == '<img src="https://elsewhere.example/1.gif?a=1&amp;b=2">'


@pytest.mark.parametrize("shows_remote", [False, True])
def test_the_policy_lets_nothing_run_and_nothing_be_sent(shows_remote: bool) -> None:
    policy = policy_of(shows_remote=shows_remote)
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert "form-action 'none'" in policy
    assert ("https:" in policy) is shows_remote


def test_the_language_of_a_mail_cannot_leave_its_attribute() -> None:
    page = page_of("", language='"><script>', pictures={}, shows_remote=False)
    assert "<script>" not in page
