"""Finds phrases in people's texts, whatever script, width, case and spacing they use. Pure; called by routing.

A phrase with "…" leaves room for a few words in between: "trapped…lift" is found in "trapped inside the old lift". What
is plainly denied ("no smell of gas", "冇聞到煤氣味") and what is only a drill or a test is not found; whatever else
is in doubt is, because a missed emergency costs more than a false one.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from contactcenter.text.scripts import fold

ROOM: Final = "…"
# Characters of Chinese, or words of English, that may stand where a phrase leaves room; a sentence's end may not.
_ROOM_HAN: Final = r"[^。！？!?;；\n]{0,8}?"
_ROOM_ENGLISH: Final = r"(?:[\s,]+[\w'/-]+){0,5}?[\s,]+"
_HAN: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

# Folded text is Simplified and in lower case.
_DENIED_HAN: Final = re.compile(
    r"(?:(?<!有)(?:没有|冇|没|无|唔系|不是|并非|未有|未见)|小心|提防|预防|防止|避免|慎防)"
    r"(?:再)?(?:闻到|嗅到|见到|看到|听到|发现|发生|任何|什么|乜嘢|乜)*(?:人)?\s*$"
)
_DENIED_ENGLISH: Final = re.compile(
    r"\b(?:no|not|never|without|isn't|wasn't|aren't|nobody|no one|don't|didn't|doesn't|can't|cannot)"
    r"(?:\s+(?:any|a|an|the|more|longer|sign of|signs of|smell|smell of|see|hear|notice|have|is|was|are|got))*\s*$"
)
# "I smell no gas": the denial stands where a phrase leaves room.
_DENIED_INSIDE: Final = re.compile(r"\b(?:no|not|never)\b")
_DENIAL_REACH: Final = 40
_DRILL: Final = re.compile(
    r"演习|演练|试钟|试响|测试|检测|年检|保养|\bdrills?\b|\btest(?:s|ed|ing)?\b|\bmaintenance\b|\bexercise\b|\bpractice\b"
)
_NO_DRILL: Final = re.compile(
    r"(?:唔系|不是|并非|非)[^。,，]{0,2}(?:演习|演练|测试)|真系|真的|真是|not (?:a|the) (?:drill|test)|\breal(?:ly)?\b"
)
# How near a word of a drill must stand to what it explains; English says the same with more letters.
_DRILL_REACH_HAN: Final = 16
_DRILL_REACH_ENGLISH: Final = 32
_IDLE: Final = re.compile(r"[\s'’-]+")


@dataclass(frozen=True, slots=True)
class Match:
    """The phrase that counts: its number in the list, and where it stands in the folded text."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`hint` is in every text that may say it: looking for that first spares most texts the expressions."""

    index: int
    hint: str
    expression: re.Pattern[str]
    is_han: bool


def find_phrase(text: str, phrases: Sequence[str], *, drilled: Container[int] = ()) -> Match | None:
    """Which of these phrases the text says first; `drilled` are the numbers of those that a drill explains away."""
    folded = fold(text)
    squeezed = _IDLE.sub("", folded)
    found = [
        Match(phrase.index, match.start(), match.end())
        for phrase in _prepared(tuple(phrases))
        if phrase.hint in squeezed
        for match in phrase.expression.finditer(folded)
        if not _is_denied(folded, match) and not (phrase.index in drilled and _is_drill(folded, match, phrase.is_han))
    ]
    # The most telling of those that begin at the same place is the longest.
    return min(found, key=lambda match: (match.start, -match.end, match.index), default=None)


def _is_denied(folded: str, match: re.Match[str]) -> bool:
    before = folded[max(0, match.start() - _DENIAL_REACH) : match.start()]
    return bool(_DENIED_HAN.search(before) or _DENIED_ENGLISH.search(before) or _DENIED_INSIDE.search(match.group()))


def _is_drill(folded: str, match: re.Match[str], is_han: bool) -> bool:
    reach = _DRILL_REACH_HAN if is_han else _DRILL_REACH_ENGLISH
    around = folded[max(0, match.start() - reach) : match.end() + reach]
    return bool(_DRILL.search(around)) and not _NO_DRILL.search(folded)


@lru_cache(maxsize=8)
def _prepared(phrases: tuple[str, ...]) -> tuple[_Phrase, ...]:
    return tuple(_prepare(number, phrase) for number, phrase in enumerate(phrases))


def _prepare(index: int, phrase: str) -> _Phrase:
    # Folding would take the sign for room apart into three dots.
    parts = [fold(part).strip() for part in phrase.split(ROOM)]
    hint = max((_IDLE.sub("", part) for part in parts), key=len)
    if _HAN.search(phrase):
        letters = [r"\s*".join(re.escape(letter) for letter in "".join(part.split())) for part in parts]
        return _Phrase(index, hint, re.compile(_ROOM_HAN.join(letters)), is_han=True)
    words = [r"\s+".join(_word(word) for word in part.split()) for part in parts]
    return _Phrase(index, hint, re.compile(rf"\b{_ROOM_ENGLISH.join(words)}\b"), is_han=False)


def _word(word: str) -> str:
    # Telephones write both apostrophes and hurried people none, and so it is with hyphens.
    return re.escape(word).replace("'", "['’]?").replace(r"\-", "-?")
