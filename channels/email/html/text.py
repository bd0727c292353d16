"""HTML as one reads it without a browser."""

import re

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError

from channels.email.html.guard import plain_words
from channels.email.mime.charsets import storable

_CONFIG = ParserConfig(css=CSS_PROFILES["strict"])
_TRAILING = re.compile(r"[ \t\xa0]+$", re.MULTILINE)
_MANY_BLANK_LINES = re.compile(r"\n{3,}")


def html_to_text(markup: str) -> str:
    """The words in reading order, paragraphs and table rows on lines of their own. `markup` is inert HTML."""
    try:
        text = get_text(markup, _CONFIG)
    except (LxmlError, ValueError, IndexError, RecursionError):
        # The library stumbles over trees that browsers mend.
        text = plain_words(markup)
    text = _TRAILING.sub("", storable(text).replace("\xa0", " "))
    return _MANY_BLANK_LINES.sub("\n\n", text).strip("\n")
