"""The page behind the link of an alert, where whoever is on call says that they come. Pure; no account, no scripts."""

import html
from collections.abc import Mapping

from contactcenter.escalations.words import say

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 32rem; padding: 1.5rem; font: 1.125rem/1.6 system-ui, "PingFang HK",
  "Microsoft JhengHei UI", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
p { margin: .25rem 0 1rem; white-space: pre-line; }
button { display: block; width: 100%; min-height: 3.5rem; margin: 0 0 1rem; border: 0; border-radius: .75rem;
  font: inherit; font-weight: 600; background: #b3261e; color: #fff; }
button.second { background: transparent; color: inherit; border: 1px solid currentColor; }
.said { padding: 1rem; border-radius: .75rem; background: #1b6e3c; color: #fff; }
"""


def page_of(values: Mapping[str, str], *, language: str, said: str, caller: str, asks: bool) -> str:
    """`values` are what the alert tells; `said` is what became of it; with `asks` there is something to press."""
    escaped = {name: html.escape(value) for name, value in values.items()}
    title = f"{escaped['kind']} {escaped['place']}".strip()
    parts = [f"<h1>{title}</h1>", f"<p>{escaped['subject']}\n{escaped['reference']}</p>"]
    if caller:
        number = html.escape(caller)
        parts.append(f'<p><a href="tel:{number}">{say("page_call_back", language)}: {number}</a></p>')
    if said:
        parts.append(f'<p class="said" role="status">{html.escape(said)}</p>')
    if asks:
        parts.append(_button("takes", say("page_take", language), "first"))
        parts.append(_button("passes", say("page_pass", language), "second"))
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{title}</title><style>{_STYLE}</style>'
    )
    body = f"<body><main>{''.join(parts)}</main></body>"
    return f'<!doctype html><html lang="{html.escape(language)}"><head>{head}</head>{body}</html>'


def _button(answer: str, label: str, rank: str) -> str:
    field = f'<input type="hidden" name="answer" value="{answer}">'
    return f'<form method="post">{field}<button class="{rank}">{html.escape(label)}</button></form>'
