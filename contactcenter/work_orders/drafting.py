"""Fills a new order in from what the owner wrote, so that the agent only checks it. Pure; called by `drafts.py`.

The words to look for come with the types: their hints, and the names and hints of the options of their choice fields.
Options fill in their own field; for the type they count only where the field says so (`tells_type`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from contactcenter.places.spelling import read_place_codes
from contactcenter.text.scripts import fold
from contactcenter.work_orders.states import PRIORITIES

LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 4000
SHORTEST_HAN_WORD, SHORTEST_LATIN_WORD = 2, 3

# A word the administrator named as telling says more about the type than the name of some option does.
HINT_WEIGHT, NAME_WEIGHT = 3, 1

# What an address leaves behind when its code is cut out of a text, and what stands around it.
_ADDRESS_REST = re.compile(r"^\s*(室|單位|单位|號|号|房|/f\b|flat\b|unit\b)", re.IGNORECASE)
_EDGES = " \t\r\n,，、。.．:：;；-–—~!！?？"
_CLAUSE_END = re.compile(r"[。！？!?\n\r；;]|\.(?=\s|$)|[，,]")
_LATIN = re.compile(r"[a-z0-9]")


class OrderType(Protocol):
    """What drafting needs to know of a type."""

    @property
    def code(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def form(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def hints(self) -> Sequence[str]: ...


def guess_type(text: str, types: Iterable[OrderType]) -> str | None:
    """The code of the type whose words the text uses most; the first among equals; None where it uses none."""
    folded = fold(text)
    best_code, best_score = None, 0
    for type_ in types:
        score = sum(len(word) * weight for word, weight in _telling_words(type_) if _occurs(word, folded))
        if score > best_score:
            best_code, best_score = type_.code, score
    return best_code


def prefill_form(type_: OrderType, text: str, *, phone: str | None) -> dict[str, str]:
    """The choices the text names ("廚房" → kitchen), and the number the owner wrote from."""
    folded = fold(text)
    values: dict[str, str] = {}
    for field in type_.form:
        if field["kind"] == "choice":
            option = _named_option(field, folded)
            if option is not None:
                values[field["key"]] = option
        elif field["kind"] == "phone" and phone:
            values[field["key"]] = phone
    return values


def title_of(text: str) -> str:
    """The owner's first words about the fault, without the address: "3座12樓B室 廚房漏水" → "廚房漏水"."""
    words = _without_address(text)
    first = next((part.strip(_EDGES) for part in _CLAUSE_END.split(words) if _has_substance(part)), words.strip(_EDGES))
    return _shorten(" ".join(first.split()), LONGEST_TITLE)


def description_of(texts: Iterable[str]) -> str:
    """Everything the owner wrote about it, oldest first."""
    return "\n".join(text.strip() for text in texts if text.strip())[:LONGEST_DESCRIPTION]


def draft_priority(type_priority: str, contact_class: str) -> str:
    """The type's priority, raised by the class of the contact it comes from."""
    floor = {"emergency": "urgent", "priority": "high"}.get(contact_class, "low")
    return next(level for level in PRIORITIES if level in (type_priority, floor))


def _telling_words(type_: OrderType) -> set[tuple[str, int]]:
    words = {(fold(hint), HINT_WEIGHT) for hint in type_.hints}
    named = list(type_.names.values())
    # The options of most choices fit any type: who wants the bathroom renovated has no plumbing fault.
    for field in filter(_tells_type, type_.form):
        for option in _options(field):
            words |= {(fold(hint), HINT_WEIGHT) for hint in option.get("hints", ())}
            named += option["names"].values()
    return {(word, weight) for word, weight in words | {(fold(name), NAME_WEIGHT) for name in named} if _is_word(word)}


def _tells_type(field: Mapping[str, Any]) -> bool:
    return bool(field.get("tells_type"))


def _options(field: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The named options of a choice; "other" tells nothing ("the other day")."""
    if field["kind"] != "choice":
        return []
    return [
        option for option in field.get("options") or () if isinstance(option, Mapping) and option["value"] != "other"
    ]


def _named_option(field: Mapping[str, Any], folded: str) -> str | None:
    """The option with the longest name or hint that stands in the text."""
    found: list[tuple[int, str]] = []
    for option in _options(field):
        words = [fold(word) for word in (*option["names"].values(), *option.get("hints", ()))]
        found += [(len(word), option["value"]) for word in words if _is_word(word) and _occurs(word, folded)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_word(word: str) -> bool:
    return len(word) >= (SHORTEST_LATIN_WORD if _LATIN.search(word) else SHORTEST_HAN_WORD)


def _occurs(word: str, folded: str) -> bool:
    """Chinese words anywhere, Latin ones where a word begins: "leak" finds "leaking", "lift" does not find "uplift"."""
    if not _LATIN.match(word):
        return word in folded
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}", folded) is not None


def _without_address(text: str) -> str:
    """The longer side of the text around the first address in it; what follows it is preferred."""
    span = _address_span(text)
    if span is None:
        return text
    before, after = text[: span[0]], _ADDRESS_REST.sub("", text[span[1] :])
    return after if _has_substance(after) else before if _has_substance(before) else text


def _address_span(text: str) -> tuple[int, int] | None:
    """Where the first address of the text stands: the shortest stretch that reads as the same code."""
    text = text[:200]
    codes = read_place_codes(text)
    if not codes:
        return None
    end = next((end for end in range(1, len(text) + 1) if codes[0] in read_place_codes(text[:end])), len(text))
    start = next((start for start in range(end - 1, -1, -1) if codes[0] in read_place_codes(text[start:end])), 0)
    return start, end


def _has_substance(text: str) -> bool:
    return sum(character.isalpha() for character in text) >= 2


def _shorten(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    # Do not cut an English word in two.
    if cut[-1].isascii() and text[length - 1].isalnum() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return f"{cut.rstrip(_EDGES)}…"
