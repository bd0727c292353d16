"""A mail's own HTML as a page for the frame in which screens show it. Pure.

The markup was made inert when it came in; this only decides which pictures it shows. The page's policy lets nothing run
and nothing be sent, whatever the markup holds, so that a fault of the cleaning is not yet an open door.
"""

import html
import re
from collections.abc import Mapping

# Same origin, so that its pictures may come with the reader's cookie and its height can be measured; without scripts
# that gives it no power.
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:{remote}; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'self'; sandbox {SANDBOX}"
)
_CID = re.compile(r'\sdata-cid="([^"]*)"')
_REMOTE = re.compile(r'\sdata-remote-src="([^"]*)"')
# Mails are drawn for white paper, whatever the colours of the desk.
_STYLE = """
:root { color-scheme: light; background: #fff; color: #1f2328; }
body { margin: 0; padding: 12px 16px; font: 14px/1.6 system-ui, "PingFang HK", "Microsoft JhengHei UI", sans-serif;
  overflow-wrap: break-word; }
img { max-width: 100%; height: auto; }
img:not([src]) { display: none; }
table { max-width: 100%; }
blockquote { margin: 0 0 0 8px; padding-left: 12px; border-left: 2px solid #d5d9e0; color: #57606a; }
a { color: #3451b2; }
"""


def policy_of(*, shows_remote: bool) -> str:
    """The content security policy of the page."""
    return _POLICY.format(remote=" https: http:" if shows_remote else "")


def page_of(markup: str, *, language: str, pictures: Mapping[str, str], shows_remote: bool) -> str:
    """The page. `pictures` are the addresses of the mail's own pictures by their content ids."""

    def own(found: re.Match[str]) -> str:
        address = pictures.get(html.unescape(found.group(1)))
        return f' src="{html.escape(address)}"' if address else ""

    shown = _CID.sub(own, markup)
    if shows_remote:
        shown = _REMOTE.sub(r' src="\1"', shown)
    head = f'<meta charset="utf-8"><base target="_blank"><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="{html.escape(language)}"><head>{head}</head><body>{shown}</body></html>'
