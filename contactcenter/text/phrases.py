"""Finds phrases in people's texts, whatever script, width, case, spacing and spelling. Pure; called by routing.

A phrase with "…" leaves room for a few words in between: "trapped…lift" is found in "trapped inside the old lift"; one
in quotation marks is found only where it is all the text says, as in "Fire! Fire!". Of things with several names any is
found under the one the phrase uses. What does not happen here and now is found but explained (`happening.py`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from contactcenter.text.happening import DENIES, Because, Explained, Spot, why_not
from contactcenter.text.scripts import HAN, fold, fold_with_offsets
from contactcenter.text.spelling import Plain, canonical, read_plain

ROOM: Final = "…"
# Around a phrase that means something only where nothing else is said.
ALONE: Final = '"'
# Characters of Chinese, or words of English, that may stand where a phrase leaves room; a sentence's end may not.
_ROOM_HAN: Final = r"[^。！？!?;；\n]{0,8}?"
_ROOM_ENGLISH: Final = r"(?:[\s,]+[\w'/-]+){0,5}?[\s,]+"
# What people put between characters without meaning a pause, and the signs by which Cantonese says when ("跌咗落").
_SIGNS: Final = "咗晒紧"
_IDLE_HAN: Final = rf"[\s·~～\-_\u200b\u200c\u200d\ufeff{_SIGNS}]*"
_WORD: Final = re.compile(r"[a-z0-9]+")
# Within a word: left out as often as written.
_MARKS: Final = re.compile(r"['’-]")
_IDLE: Final = re.compile(rf"[\s'’·~～_\u200b\u200c\u200d\ufeff{_SIGNS}-]+")
# One thing under many names, folded.
_SAME_THINGS: Final = (
    ("电梯", "升降机", "𨋢", "车立", "lift", "直梯", "轿厢", "货梯", "客梯", "elevator"),
    ("煤气", "燃气", "天然气", "石油气", "瓦斯", "液化气", "gas"),
)
_LIFTS: Final = ("lifts?", "elevators?", "lift", "elevator")
_NAMES: Final = {canonical(name): tuple(canonical(each) for each in names) for names in _SAME_THINGS for name in names}
_ANY_NAME: Final = re.compile("|".join(sorted((re.escape(name) for name in _NAMES), key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was found: its number in the list, where it stands in the text, and why it may not count."""

    index: int
    start: int
    end: int
    because: Because = ""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`hint` is in every text that may say it: looking for that first spares most texts the expressions."""

    index: int
    hint: str
    expression: re.Pattern[str]
    is_han: bool
    words: frozenset[str] = frozenset()
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases ready to be looked for, by the first character of their hint or by a word that is it."""

    by_character: Mapping[str, Sequence[_Phrase]]
    by_word: Mapping[str, Sequence[_Phrase]]
    vocabulary: frozenset[str]

    def likely_in(self, plain: Plain) -> Iterator[_Phrase]:
        squeezed = _IDLE.sub("", plain.canonical)
        for character in set(squeezed):
            yield from (phrase for phrase in self.by_character.get(character, ()) if phrase.hint in squeezed)
        # "gas-leak" is read as one word and as two.
        words = {*_WORD.findall(_MARKS.sub("", plain.canonical)), *_WORD.findall(plain.canonical)}
        for word in words:
            yield from (phrase for phrase in self.by_word.get(word, ()) if phrase.words <= words)


NOTHING_EXPLAINED: Final = Explained()


def find_phrase(text: str, phrases: Sequence[str] | Phrases, explained: Explained = NOTHING_EXPLAINED) -> Match | None:
    """Which of these phrases the text says first, of those that count; of two at one place the longer."""
    found = [match for match in find_all(text, phrases, explained) if not match.because]
    return min(found, key=lambda match: (match.start, -match.end, match.index), default=None)


def find_all(text: str, phrases: Sequence[str] | Phrases, explained: Explained = NOTHING_EXPLAINED) -> list[Match]:
    """Every phrase the text says, in its order, with why those that do not count do not."""
    prepared = phrases if isinstance(phrases, Phrases) else prepare(tuple(phrases))
    plain = read_plain(fold(text), prepared.vocabulary)
    found = [
        (phrase, match) for phrase in prepared.likely_in(plain) for match in phrase.expression.finditer(plain.canonical)
    ]
    if not found:
        return []
    place = _places(text, plain)
    matches = [
        Match(phrase.index, place(match.start()), place(match.end()), _why_not(plain, phrase, match, explained))
        for phrase, match in found
    ]
    return sorted(set(matches), key=lambda match: (match.start, -match.end, match.index))


def _why_not(plain: Plain, phrase: _Phrase, match: re.Match[str], explained: Explained) -> Because:
    spot = Spot(match.start(), match.end(), match.start("last"), phrase.is_han, phrase.denies)
    return why_not(
        plain.text,
        spot,
        is_drilled=phrase.index in explained.drilled,
        is_lasting=phrase.index in explained.lasting,
    )


class _places:
    """From places of the text as it is read to those of the text as it was written."""

    def __init__(self, text: str, plain: Plain) -> None:
        self._plain = plain
        self._offsets = fold_with_offsets(text)[1]

    def __call__(self, index: int) -> int:
        # Folding a whole text may join what folding its parts does not; then the end is near enough.
        return self._offsets[min(self._plain.place(index), len(self._offsets) - 1)]


@lru_cache(maxsize=8)
def prepare(phrases: tuple[str, ...]) -> Phrases:
    """Whoever reads many texts prepares once."""
    by_character: dict[str, list[_Phrase]] = {}
    by_word: dict[str, list[_Phrase]] = {}
    for number, phrase in enumerate(phrases):
        made = _prepare(number, phrase)
        if made.is_han:
            # Where a phrase is nothing but a thing with several names, each of them may be where it begins.
            for first in {made.hint[:1]} if made.hint else {name[0] for name in _NAMES}:
                by_character.setdefault(first, []).append(made)
        else:
            by_word.setdefault(made.hint, []).append(made)
    words = {word for phrase in phrases for word in re.findall(r"[a-z]+(?:'[a-z]+)?", fold(phrase))}
    return Phrases(by_character, by_word, frozenset(words | {"lift", "elevator"}))


def is_alone(phrase: str) -> bool:
    return len(phrase) > len(ALONE) * 2 and phrase.startswith(ALONE) and phrase.endswith(ALONE)


def _prepare(index: int, phrase: str) -> _Phrase:
    if is_alone(phrase):
        inner = _prepare(index, phrase.strip(ALONE))
        expression = re.compile(rf"\A[\W_]*(?:{inner.expression.pattern}[\W_]*)+\Z")
        return replace(inner, expression=expression)
    # Folding would take the sign for room apart into three dots.
    parts = [canonical(fold(part).strip()) for part in phrase.split(ROOM)]
    if HAN.search(phrase):
        letters = [_han(part) for part in parts]
        letters[-1] = f"(?P<last>{letters[-1]})"
        pieces = [piece for part in parts for piece in _ANY_NAME.split("".join(part.split()))]
        hint = _IDLE.sub("", max(pieces, key=len)) or _IDLE.sub("", "".join(pieces))
        return _Phrase(index, hint, re.compile(_ROOM_HAN.join(letters)), is_han=True)
    words = [r"\s*[\s-]\s*".join(_word(word) for word in part.split()) for part in parts]
    words[-1] = f"(?P<last>{words[-1]})"
    # What has several names is no hint, unless it is all there is.
    tokens = [_MARKS.sub("", word) for part in parts for word in part.split()]
    fixed = [word for word in tokens if word not in _LIFTS]
    return _Phrase(
        index,
        max(fixed, key=len, default=tokens[0]),
        re.compile(rf"\b{_ROOM_ENGLISH.join(words)}\b"),
        is_han=False,
        words=frozenset(fixed),
        denies=bool(DENIES.search(fold(phrase))),
    )


def _han(part: str) -> str:
    """Letter by letter with room for blanks; a thing with several names by any of them."""
    joined, last, pieces = "".join(part.split()), 0, []
    for found in _ANY_NAME.finditer(joined):
        pieces += [re.escape(letter) for letter in joined[last : found.start()]]
        pieces.append(f"(?:{'|'.join(_spaced(name) for name in _NAMES[found.group()])})")
        last = found.end()
    pieces += [re.escape(letter) for letter in joined[last:]]
    return _IDLE_HAN.join(pieces)


def _spaced(name: str) -> str:
    return _IDLE_HAN.join(re.escape(letter) for letter in name) if HAN.search(name) else re.escape(name)


def _word(word: str) -> str:
    if word in _LIFTS:
        return f"(?:{'|'.join(_LIFTS)})"
    # Telephones write both apostrophes and hurried people none, and so it is with hyphens.
    return re.escape(word).replace("'", "['’]?").replace(r"\-", "-?")
