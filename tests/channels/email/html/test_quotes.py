"""Where the old mail begins in the HTML of the programs people use."""

import pytest

from channels.email.html.inert import make_inert
from channels.email.html.quotes import without_quote

OLD = "<div>old words</div>"


@pytest.mark.parametrize(
    "container",
    [
        pytest.param(f'<div class="gmail_quote gmail_quote_container">{OLD}</div>', id="gmail"),
        pytest.param(f'<blockquote type="cite">{OLD}</blockquote>', id="apple, thunderbird"),
        pytest.param(f'<div class="moz-cite-prefix">On … wrote:</div><blockquote>{OLD}</blockquote>', id="thunderbird"),
        pytest.param(f'<hr><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> x</div>{OLD}', id="outlook on the web"),
        pytest.param(f'<div id="appendonsend"></div>{OLD}', id="outlook mobile"),
        pytest.param(f'<span id="OLK_SRC_BODY_SECTION">{OLD}</span>', id="outlook for mac"),
        pytest.param(f'<div class="yahoo_quoted" id="yahoo_quoted_12">{OLD}</div>', id="yahoo"),
        pytest.param(f'<div class="protonmail_quote">{OLD}</div>', id="proton"),
        pytest.param(f'<div id="isReplyContent">{OLD}</div>', id="netease"),
        pytest.param(f'<div class="ntes-mailmaster-quote" style="padding:1px">{OLD}</div>', id="netease master"),
        pytest.param(f'<div class="zmail_extra">{OLD}</div>', id="zoho"),
    ],
)
def test_the_new_words_stand_before_the_container(container: str) -> None:
    head = without_quote(make_inert(f"<div>new words</div>{container}"))
    assert head is not None
    assert "new words" in head
    assert "old words" not in head


@pytest.mark.parametrize(
    "markup", ["<p>only new</p>", "<blockquote>a quotation of mine</blockquote>", "gmail_quote", ""]
)
def test_where_there_is_no_container_nothing_is_cut(markup: str) -> None:
    assert without_quote(make_inert(markup)) is None
