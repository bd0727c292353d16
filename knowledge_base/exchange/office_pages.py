"""What Word and its kind write otherwise than Markdown can say it: lists without list elements, and merged cells."""

import copy
import re
from typing import Final

from bs4 import Tag

_MARK_OF_LIST: Final = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(\d{1,3})\s*[.)、．]?")
_MOST_MERGED: Final = 100


def mend_lists(content: Tag) -> None:
    """Word writes a list as paragraphs that begin with a drawn mark; the mark becomes one of Markdown."""
    for mark in content.find_all("span", style=_MARK_OF_LIST):
        number = _NUMBER.fullmatch(mark.get_text().strip())
        mark.replace_with(f"{number[1]}. " if number else "- ")


def level_tables(content: Tag) -> None:
    """Cells over several rows stand in each of them, so that every row has the same columns and says all of it."""
    for table in content.find_all("table"):
        hanging: dict[int, tuple[Tag, int]] = {}
        for row in table.find_all("tr"):
            if row.find_parent("table") is table:
                hanging = _fill(row, hanging)


def _fill(row: Tag, hanging: dict[int, tuple[Tag, int]]) -> dict[int, tuple[Tag, int]]:
    """Put what hangs down from above into this row; returns what hangs down from it, by column."""
    following = {column: (cell, left - 1) for column, (cell, left) in hanging.items() if left > 1}
    column = 0
    for cell in row.find_all(["td", "th"], recursive=False):
        while column in hanging:
            above = hanging.pop(column)[0]
            cell.insert_before(copy.copy(above))
            column += _span(above, "colspan")
        rows = _span(cell, "rowspan")
        del cell["rowspan"]
        if rows > 1:
            following[column] = (cell, rows - 1)
        column += _span(cell, "colspan")
    for _, (above, _left) in sorted(hanging.items()):
        row.append(copy.copy(above))
    return following


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1"))
    return min(int(said), _MOST_MERGED) if said.isascii() and said.isdigit() and int(said) else 1
