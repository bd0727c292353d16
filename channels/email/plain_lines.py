"""Lines as rules look at them: full-width and half-width made equal, nothing unseen. Pure."""

import re
import unicodedata

LONGEST_LINE = 600

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")


def plain_line(line: str) -> str:
    """The line in half width, with single blanks and without unseen characters."""
    line = unicodedata.normalize("NFKC", _UNSEEN.sub("", line[:LONGEST_LINE]).replace("&nbsp;", " "))
    return _SPACES.sub(" ", line).strip()


def one_of(*alternatives: str) -> str:
    """A group of alternatives, for patterns too long for one line."""
    return f"(?:{'|'.join(alternatives)})"
