"""Cuts folded text into grams, each a 32-bit number, for whole batches of texts at once.

Six kinds: pairs of characters, single characters, pairs of toneless syllables (a homophone still matches), pairs with
one character between them (one left out or wrong still matches), stemmed English words, and letter trigrams of English
words (a typing error still matches). There is no word segmenter for Chinese: pairs find as much and cost a tenth of the
time.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import snowballstemmer
from numpy.typing import NDArray

Grams = NDArray[np.uint32]
Places = NDArray[np.int64]

# The two highest bits tell the kinds apart: 00 pairs of characters (15 + 15 bits), 01 words (30 bits of a hash), 11
# pairs with one character between them (15 + 15 bits), 10 the small kinds, told apart by two more bits. A hash of words
# needs no table shared between segments and processes; among 36,000 words about one pair collides.
WORD_MARK = 1 << 30
CHARACTER_MARK = 2 << 30
SYLLABLES_MARK = (2 << 30) | (1 << 28)
TRIGRAM_MARK = (2 << 30) | (2 << 28)
BRIDGE_MARK = 3 << 30

WORD = re.compile(r"[0-9a-z\u00c0-\u024f\u0370-\u052f]+(?:['\u2019][a-z]+)?")
SEPARATOR = "\n"
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")

_UNICODE_SIZE = 0x110000
_UNIFIED, _EXTENSION_A, _KANA, _OTHERS = 1, 20993, 27585, 27777
_RARE_SIZE = 32768 - _OTHERS
_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Cut:
    """The grams of one kind, and where in the text each begins."""

    grams: Grams
    places: Places


class CutText:
    """The grams of a folded text by kind, each cut when it is first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def pairs(self) -> Cut:
        return _pairs(self._characters, bits=15, mark=0)

    @cached_property
    def characters(self) -> Cut:
        return _singles(self._characters)

    @cached_property
    def syllables(self) -> Cut:
        return _pairs(_syllable_codes()[self._codes], bits=9, mark=SYLLABLES_MARK)

    @cached_property
    def bridges(self) -> Cut:
        return _bridges(self._characters)

    @cached_property
    def words(self) -> Cut:
        grams = {word: _stem_gram(word) for word in self.vocabulary}
        found = np.fromiter(map(grams.__getitem__, self._said), dtype=np.uint32, count=len(self._said))
        return Cut(found, np.fromiter(self._starts(), dtype=np.int64, count=len(self._said)))

    @cached_property
    def vocabulary(self) -> set[str]:
        """Every English word once."""
        return set(self._said)

    @cached_property
    def trigrams(self) -> Cut:
        return _trigrams(_letter_codes()[self._codes])

    @cached_property
    def _said(self) -> list[str]:
        return WORD.findall(self._text)

    def _starts(self) -> Iterator[int]:
        # Between two words stands nothing a word begins with, so each is the next of its kind. A match object for each
        # word would tell the same in twice the time.
        end = 0
        for word in self._said:
            start = self._text.index(word, end)
            yield start
            end = start + len(word)

    @cached_property
    def _characters(self) -> NDArray[np.uint16]:
        return _character_codes()[self._codes]

    def kinds(self) -> Iterator[Cut]:
        yield from (self.pairs, self.characters, self.syllables, self.bridges, self.words, self.trigrams)


def cut(text: str) -> CutText:
    """The grams of a folded text. No gram crosses a character that is neither Chinese nor a letter."""
    return CutText(text)


def bridging(pairs: Grams) -> Grams:
    """The same two characters, with one between them."""
    return pairs | np.uint32(BRIDGE_MARK)


def word_gram(word: str) -> int:
    """The gram of an English word: all its forms share one."""
    return _stem_gram(word)


def sounds_of(text: str) -> NDArray[np.uint16]:
    """What each Chinese character of a folded text sounds like, 0 for everything else."""
    sounds: NDArray[np.uint16] = _syllable_codes()[np.array([*map(ord, text)], dtype=np.uint32)]
    return sounds


def character_gram(character: str) -> int:
    """The gram of a single Chinese character."""
    return int(_character_codes()[ord(character)]) | CHARACTER_MARK


def _singles(character: NDArray[np.uint16]) -> Cut:
    places = np.flatnonzero(character)
    return Cut(character[places].astype(np.uint32) | np.uint32(CHARACTER_MARK), places)


def _pairs(code: NDArray[np.uint16], *, bits: int, mark: int) -> Cut:
    places = np.flatnonzero((code[:-1] > 0) & (code[1:] > 0))
    first, second = code[places].astype(np.uint32), code[places + 1].astype(np.uint32)
    return Cut(first << np.uint32(bits) | second | np.uint32(mark), places)


def _bridges(character: NDArray[np.uint16]) -> Cut:
    """The first and the last of three characters in a row."""
    places = np.flatnonzero((character[:-2] > 0) & (character[1:-1] > 0) & (character[2:] > 0))
    first, last = character[places].astype(np.uint32), character[places + 2].astype(np.uint32)
    return Cut(first << np.uint32(15) | last | np.uint32(BRIDGE_MARK), places)


def _trigrams(letter: NDArray[np.uint8]) -> Cut:
    """Three letters in a row; the end of a word counts as a letter of its own, so beginnings and ends weigh more."""
    edged = np.zeros(len(letter) + 2, dtype=np.uint8)
    edged[1:-1] = letter
    before, here, after = edged[:-2], edged[1:-1], edged[2:]
    places = np.flatnonzero((here > 0) & ((before > 0) | (after > 0)))
    packed = before[places].astype(np.uint32) << np.uint32(12)
    packed |= here[places].astype(np.uint32) << np.uint32(6)
    packed |= after[places].astype(np.uint32)
    return Cut(packed | np.uint32(TRIGRAM_MARK), places)


@lru_cache(maxsize=1 << 17)
def _stem_gram(word: str) -> int:
    stem = _stemmer().stemWord(word.replace("\u2019", "'"))
    return zlib.crc32(stem.encode()) >> 2 | WORD_MARK


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@cache
def _character_codes() -> NDArray[np.uint16]:
    """A 15-bit code for each Chinese or Japanese character, 0 for all others. Very rare characters share codes."""
    table = np.zeros(_UNICODE_SIZE, dtype=np.uint16)
    for start, end, first in ((0x4E00, 0xA000, _UNIFIED), (0x3400, 0x4DC0, _EXTENSION_A), (0x3040, 0x3100, _KANA)):
        table[start:end] = np.arange(first, first + end - start)
    for start, end in ((0xAC00, 0xD7B0), (0x20000, 0x40000)):
        table[start:end] = _OTHERS + np.arange(end - start) % _RARE_SIZE
    return table


@cache
def _syllable_codes() -> NDArray[np.uint16]:
    """A number for the most usual reading of each Chinese character, without its tone."""
    syllables: dict[str, int] = {}
    table = np.zeros(_UNICODE_SIZE, dtype=np.uint16)
    for code, readings in sorted(_readings().items()):
        if 0x3400 <= code < 0xA000:
            syllable = unicodedata.normalize("NFD", readings.split(",", 1)[0]).translate(TONES)
            table[code] = syllables.setdefault(syllable, len(syllables) + 1)
    assert len(syllables) < 1 << 9
    return table


def _readings() -> dict[int, str]:
    """The readings of each character. Importing the package would keep its phrases in memory too, 50 MB of them."""
    package = find_spec("pypinyin")
    assert package is not None
    assert package.origin is not None
    table = Path(package.origin).with_name("pinyin_dict.json").read_bytes()
    return {int(code): readings for code, readings in orjson.loads(table).items()}


@cache
def _letter_codes() -> NDArray[np.uint8]:
    """A 6-bit code for each letter or digit of a word, 0 for all others."""
    table = np.zeros(_UNICODE_SIZE, dtype=np.uint8)
    table[ord("0") : ord("9") + 1] = np.arange(1, 11)
    table[ord("a") : ord("z") + 1] = np.arange(11, 37)
    for start, end in ((0xC0, 0x250), (0x370, 0x530)):
        table[start:end] = _LETTERS + 1 + np.arange(end - start) % (63 - _LETTERS)
    return table
