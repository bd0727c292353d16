"""Brings different ways of writing the same words together: width, case, Traditional and Simplified characters.

Search and gap grouping compare folded text; what people see is always the original.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

Language = Literal["zh-Hant", "zh-Hans", "en"]

# Pairs that OpenCC converts only inside certain phrases, so that a table of single characters misses them
# (著/着, 瞭解/了解, 答覆/答复), and simplified forms whose traditional form folds to another simplified one (馀/餘/余).
PHRASE_BOUND = (
    "著瞭藉覆鍊鏈锺擡揹伕薰幷祇衹牠讎沈瀋渖彷麽幺馀讬谘钜鉅牴暱缐麹麴麺侭簷痺敍枱糭粧"
    "衞綵苧薴睪鯰鲇鮎顎齶颚畫画雠俱炼煉谿"
)
BASES = (
    "着了借复链链钟抬背夫熏并只只它仇沉沉沉仿么么余托咨巨巨抵昵线曲曲面尽檐痹叙台粽妆"
    "卫彩苎苎睾鲶鲶鲶腭腭腭划划仇具链链溪"
)

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z]{2,}")
# Characters that fold to one each, whatever stands beside them: most of any text.
_PLAIN = (
    r"\t\n -~\u00b7\u2013-\u2015\u2018\u2019\u201c\u201d\u2022\u2190-\u2193\u25cf"
    r"\u3000-\u3029\u3400-\u9fff\uff01-\uff5e"
)
PLAIN = re.compile(f"[{_PLAIN}]+")
# Shorter stretches of them are not worth a step of their own.
SHORTEST_STRETCH = 4
# From this length on, one look into a table for all characters is faster than asking for each (measured).
LONG = 40
_BASIC_PLANE = 0x10000
# Above this many English words for one Chinese character, a name or an address in characters does not make it Chinese.
WORDS_PER_HAN = 1.0


@cache
def fold_table() -> dict[int, str]:
    """Every character that folds to another one, for `str.translate`."""
    characters = [chr(code) for code in range(0x3400, 0xA000)]
    # Line breaks keep the converter from seeing phrases: each character is converted for itself.
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {
        ord(character): simple
        for character, simple in zip(characters, simplified, strict=True)
        if len(simple) == 1 and simple != character
    }
    bases = dict(zip(PHRASE_BOUND, BASES, strict=True))
    table.update({ord(variant): base for variant, base in bases.items()})
    return {code: bases.get(simple, simple) for code, simple in table.items()}


def fold(text: str) -> str:
    """NFKC, lower case, Simplified. Two spellings of the same words are equal after this."""
    if len(text) >= LONG and (folded := _fold_plain(text)) is not None:
        return folded
    return _fold(text)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(fold_table())


def _fold_plain(text: str) -> str | None:
    """The same at a tenth of the price, where all characters are plain; None where one is not."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if codes.max() >= _BASIC_PLANE:
        return None
    folded = _plain_table()[codes]
    return folded.tobytes().decode("utf-32-le") if folded.all() else None


@cache
def _plain_table() -> NDArray[np.uint32]:
    """What each plain character folds to, 0 for all others."""
    table = np.zeros(_BASIC_PLANE, dtype=np.uint32)
    for character in filter(PLAIN.fullmatch, map(chr, range(_BASIC_PLANE))):
        table[ord(character)] = ord(_fold(character))
    return table


def to_traditional(text: str) -> str:
    """Simplified characters as they are written in Hong Kong; what goes with what is read from the words around."""
    converted: str = _to_traditional().convert(text)
    return converted


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2hk")


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the original where it comes from.

    The list has one more entry than the folded text: the original's length, so that ends of ranges can be looked up.
    """
    folded: list[str] = []
    offsets: list[int] = []
    for start, part in _parts(text):
        piece = fold(part)
        folded.append(piece)
        offsets.extend(range(start, start + len(part)) if PLAIN.fullmatch(part) else [start] * len(piece))
    offsets.append(len(text))
    return "".join(folded), offsets


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts, each folded by itself: plain stretches, and the clusters of characters between them."""
    start = 0
    for match in PLAIN.finditer(text):
        # The last plain character may be the base of a mark that follows it.
        end = match.end() if match.end() == len(text) else match.end() - 1
        if end - match.start() < SHORTEST_STRETCH:
            continue
        yield from ((start + place, cluster) for place, cluster in _clusters(text[start : match.start()]))
        yield match.start(), text[match.start() : end]
        start = end
    yield from ((start + place, cluster) for place, cluster in _clusters(text[start:]))


def _clusters(text: str) -> list[tuple[int, str]]:
    """Each base character with the combining marks that follow it, because NFKC composes them."""
    clusters: list[tuple[int, str]] = []
    for place, character in enumerate(text):
        if clusters and unicodedata.combining(character):
            start, cluster = clusters[-1]
            clusters[-1] = (start, cluster + character)
        else:
            clusters.append((place, character))
    return clusters


def detect_language(text: str, default: Language = "zh-Hant") -> Language:
    """The language of a short text; `default` where nothing tells (only digits, or characters both scripts share)."""
    characters = HAN.findall(text)
    words = WORD.findall(text)
    if not characters:
        return "en" if words else default
    if len(words) > WORDS_PER_HAN * len(characters):
        return "en"
    simplified = sum(_is_in(character, "gb2312") and not _is_in(character, "cp950") for character in characters)
    traditional = sum(not _is_in(character, "gb2312") for character in characters)
    if simplified == traditional:
        return "zh-Hant" if default == "en" else default
    return "zh-Hans" if simplified > traditional else "zh-Hant"


@lru_cache(maxsize=20_000)
def _is_in(character: str, charset: str) -> bool:
    # The old national character sets are exact lists of what each script writes, and Python carries them.
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
