"""Fills the named blanks of a text. A text edited by hand must never stop a message from going out."""

import re
from collections.abc import Mapping

BLANK = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace {name} by its value, or by nothing where no such value is known; other braces stay as they are.

    Values are put in as they are: braces inside a value are never blanks.
    """
    return BLANK.sub(lambda blank: values.get(blank[1], ""), text).strip()


def blanks_of(text: str) -> set[str]:
    """The names of the blanks in a text."""
    return set(BLANK.findall(text))
