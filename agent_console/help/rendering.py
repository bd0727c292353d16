"""Turns what was read into pages: templates that escape everything, their icons, and the words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from agent_console.help.estates import Estate, Way
from agent_console.help.files import file_path
from agent_console.help.languages import OWN_NAMES
from agent_console.help.links import help_path
from agent_console.help.words import say
from contactcenter.config import LANGUAGES

# Each is drawn on a grid of 24 with round ends.
_ICONS: Final[Mapping[str, str]] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "onward": '<path d="m9 5 7 7-7 7"/>',
    "alert": '<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.5v.01"/>',
    "voice": '<path d="M5 3.5h3.5l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2V19a2 2 0 0 1-2 2A17 17 0 0 1 3 5.5a2 2 0 0'
    ' 1 2-2z"/>',
    "sms": '<path d="M4 4.5h16a1 1 0 0 1 1 1v10.5a1 1 0 0 1-1 1H10l-5 4v-4H4a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z"/>',
    "email": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="m3.5 6.5 8.5 7 8.5-7"/>',
}


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has. `address` is its own path without the language; `written` are the languages it exists in."""

    language: str
    base_url: str
    title: str
    estate: Estate | None = None
    ways: tuple[Way, ...] = ()
    description: str = ""
    article_code: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    written: tuple[str, ...] = LANGUAGES
    is_listed: bool = True


def render(template: str, page: Page, **values: Any) -> str:
    """The page as HTML; everything handed in is escaped unless it is `Markup`."""
    at = partial(help_path, page.estate.code if page.estate else "", page.article_code)
    base = page.base_url.rstrip("/")
    return (
        _templates()
        .get_template(template)
        .render(
            language=page.language,
            title=page.title,
            description=page.description,
            estate=page.estate,
            ways=page.ways,
            is_listed=page.is_listed,
            canonical=base + at(**page.query, lang=page.language),
            alternates=[{"language": each, "url": base + at(**page.query, lang=each)} for each in page.written],
            switch=[
                {
                    "language": each,
                    "name": OWN_NAMES[each][0],
                    "short": OWN_NAMES[each][1],
                    "href": at(**page.query, lang=each),
                }
                for each in LANGUAGES
            ],
            say=partial(_say, page.language),
            **values,
        )
    )


def marked(text: str, ranges: list[tuple[int, int]]) -> Markup:
    """The text with what was looked for between <mark> and </mark>."""
    pieces, end = [], 0
    for first, last in ranges:
        pieces += [escape(text[end:first]), Markup("<mark>"), escape(text[first:last]), Markup("</mark>")]
        end = last
    return Markup("").join([*pieces, escape(text[end:])])


def _say(language: str, name: str, **values: object) -> str:
    return say(name, language, **values)


def _icon(name: str) -> Markup:
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(Markup(_ICONS[name]))


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("agent_console.help"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # Where a long mail address may break.
    templates.globals.update(path=help_path, icon=_icon, file=file_path, wbr=Markup("@<wbr>"))
    return templates
