"""The words of our mails: what was written, who we are, and what it answers; as text and as HTML. Pure."""

import html
from dataclasses import dataclass
from datetime import datetime

# History beyond this helps nobody and makes every answer longer than the last.
LONGEST_QUOTE = 8_000
_WROTE = {
    "zh-Hant": "{who} 於 {when} 寫道：",
    "zh-Hans": "{who} 于 {when} 写道：",
    "en": "On {when}, {who} wrote:",
}
_REFERENCE = {"zh-Hant": "編號 {reference}", "zh-Hans": "编号 {reference}", "en": "Reference {reference}"}


@dataclass(frozen=True, slots=True)
class Quote:
    """The mail that is answered. `written_at` is local time."""

    name: str
    address: str
    written_at: datetime
    text: str


def footer(sender_name: str, reference: str, language: str) -> str:
    """Under every mail: who we are, and the reference by which an answer that lost all else is known."""
    return "\n".join(filter(None, (sender_name, _in(_REFERENCE, language).format(reference=reference))))


def as_text(words: str, signature: str, quote: Quote | None, language: str) -> str:
    lines = [words, "", "-- ", signature]
    if quote is not None:
        lines += ["", _attribution(quote, language), "", *(_quoted(line) for line in _quoted_text(quote).split("\n"))]
    return "\n".join(lines) + "\n"


def as_html(words: str, signature: str, quote: Quote | None, language: str) -> str:
    parts = [f'<div>{_paragraphs(words)}</div><br><div style="color:#57606a">-- <br>{_paragraphs(signature)}</div>']
    if quote is not None:
        parts.append(
            f'<br><div class="gmail_quote"><div class="gmail_attr">{html.escape(_attribution(quote, language))}</div>'
            '<blockquote type="cite" style="margin:0 0 0 0.8ex;border-left:1px solid #ccc;padding-left:1ex">'
            f"{_paragraphs(_quoted_text(quote))}</blockquote></div>"
        )
    head = '<meta charset="utf-8">'
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head>{head}</head><body>{"".join(parts)}</body></html>'
    )


def _attribution(quote: Quote, language: str) -> str:
    who = f"{quote.name} <{quote.address}>" if quote.name else f"<{quote.address}>"
    at = quote.written_at
    chinese = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
    return _in(_WROTE, language).format(who=who, when=chinese if language.startswith("zh") else f"{at:%d %b %Y %H:%M}")


def _quoted_text(quote: Quote) -> str:
    text = quote.text.strip()
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"


def _quoted(line: str) -> str:
    return f">{line}" if line.startswith(">") else f"> {line}".rstrip()


def _paragraphs(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>\n")


def _in(wordings: dict[str, str], language: str) -> str:
    return wordings.get(language, wordings["en"])
