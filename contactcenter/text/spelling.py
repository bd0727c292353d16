"""Reads through usual misspellings: characters that sound or look alike, letters swapped, doubled or left out. Pure.

Only looks for phrases, never changes what people wrote. Every class of characters is safe for that: a mistaken one in
another word makes another word of nothing we look for.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

# Folded characters, each written for the first of its row: ways to write Cantonese, and slips of sound and shape.
_ALIKE_ROWS: Final = """
    咗左佐了 喺系在 冇没无 俾畀比被 嚟来黎 唔不吾 里入内 面边便 啲点 嘅的既 困捆 梯悌锑剃踢弟体 煤媒霉 气汽器 火伙
    烟焰菸 浓农 漏露陋 泄洩泻 爆暴曝 喉候 管官馆 浸侵 淹掩 窃切 撬翘橇 塌榻 晕暈 触蝕 跌迭
    墙蔷 坠堕 吸汲 昏惛
"""
_CANONICAL: Final = {ord(other): row[0] for row in _ALIKE_ROWS.split() for other in row[1:]}
# "因" for "困" is seen where "because of" makes no sense.
_BECAUSE: Final = re.compile(r"(?<![原起病诱基死成外内里主肇])因(?=住|咗|人(?!为|而|手|多|数)|紧)")

_TOKEN: Final = re.compile(r"[a-z][a-z'’]*[a-z]|[a-z]")
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")
_DOUBLED: Final = re.compile(r"([a-z])\1")
SHORTEST: Final = 4
LONG: Final = 8
# Words that are never what a slip meant: they tell of nothing by themselves.
_COMMON_WORDS: Final = """
    about above another anybody around baby badly been behind being block building child children circuit coming
    corridor could doing dying escape every floor floors force forced forcing form from front getting going hand
    hands hanging have having he's head heart heavily house hurt i'll i've inside into isn't it's kitchen level
    lobby lost lots need nobody object objects other outside pain pains passed people person railing reaction
    send sent seriously she's short should some somebody someone something sort stairs standing started starting
    street strong take taking than that their them then there there's theres these they this those though
    through tiles times tower trying turning under waits wants we're we've what when where which while will with
    without won't would
"""
# Words of their own that lie a slip away from words of emergencies.
_OTHER_WORDS: Final = """
    abort alarmed alarming armed army aside attached attaches attack babe back backed backs banking barking bell
    blacks blank bleaching blessing blocked blocks bloom blooms brake breach bread breaks breath breathe
    breathing bring bringing brings brining bugged bundling burn burns burnt bust cabinet calling cell chalking
    cheat cheating checking chest chill choosing clang class cleaning cloning coding correct crashing creeping
    cropped crowding dawning difficult dire drawing drink drinks dripping dropped dropping drowsing electrician
    electricity electronic elevate elevated employed enable excluded exclusion expanded expansion explodes
    exploited explore explored expose exposure expression failed failing failures fallen farm fated feel feeling
    feinted felling felt file files filling fine fired fires firm firms first five flakes floated floating
    floored flooring flower folding food frame frames frowning full gang gaslight gift grass great hadn't handed
    heave hick hire hugged insider joking knight knit knocked lacked lacking later leading leaning leaping
    learning leaving left leisure life lifted lifting lighting line lines list lite live lived locked locker
    locking looked looking love lower main marking miles mugs overdue overrides paid paint painted pair pairs
    parking parsed passes persons pile piper plain pocket power prison prisoner pruning raced rain raising rapid
    rated reaching reacting relaying relying righting ripe robber robes robots robust rocket rubbed scanning
    sealing season seasons sell selling sharing shell shells shifting shocks shook shooting shop shot singing
    slabs slack small smells smelt smile smoked smokes snuck sock sockets sons soon spanking sparing spawning speaking
    spell spelled spelling spending spring springs stable stack stares starred starring stars starving stated
    steeple stick stock stores strapped streaming stress stripped struck stucco stuff suck swell tales tell
    theirs theme thieves thin think thirst thread thunder ties tire titles touring treat trick tripped trouble
    troubles turned tying unable undo unit united usable wafer waiter watery widow windows wipe wipes wire wired
    wrapped wringing
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
NO_SLIPS: Final = _COMMON | frozenset(_OTHER_WORDS.split())


@dataclass(frozen=True, slots=True)
class Plain:
    """A folded text as it is read: `text` with slips mended; `offsets` lead from its places to the folded ones."""

    text: str
    canonical: str
    offsets: Sequence[int] | None = None

    def place(self, index: int) -> int:
        """Where this place of `text` stands in the folded text it was made from."""
        return index if self.offsets is None else self.offsets[index]


def canonical(folded: str) -> str:
    """The same text, as long, with every character written as the first of its kind."""
    return _BECAUSE.sub("困", folded.translate(_CANONICAL))


def read_plain(folded: str, vocabulary: frozenset[str]) -> Plain:
    """`vocabulary` are the words looked for; whatever is one of them but for a slip is read as it."""
    mended = [
        (found.start(), found.end(), word)
        for found in _TOKEN.finditer(folded)
        if (word := _mend(found.group(), vocabulary)) != found.group()
    ]
    if not mended:
        return Plain(folded, canonical(folded))
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for start, end, word in mended:
        pieces += [folded[last:start], word]
        offsets += [*range(last, start), *([start] * len(word))]
        last = end
    pieces.append(folded[last:])
    offsets += range(last, len(folded) + 1)
    text = "".join(pieces)
    return Plain(text, canonical(text), offsets)


@lru_cache(maxsize=50_000)
def _mend(token: str, vocabulary: frozenset[str]) -> str:
    if len(token) < SHORTEST or token in vocabulary:
        return token
    if token in NO_SLIPS:
        return token
    short = _REPEATED.sub(r"\1", token)
    if short != token and short in vocabulary:
        return short
    single = _DOUBLED.sub(r"\1", token)
    if single != token and single in vocabulary:
        return single
    return _nearest(_REPEATED.sub(r"\1\1", token), vocabulary) or token


@lru_cache(maxsize=10_000)
def _skeleton(word: str) -> str:
    """What hurried people leave of a word: its first letter and the consonants, each once."""
    return word[0] + _DOUBLED.sub(r"\1", re.sub(r"[aeiouy']", "", word[1:]))


def _nearest(token: str, vocabulary: Collection[str]) -> str | None:
    """One slip for a word, two for a long one; the first letter is rarely wrong, and short words only swap letters."""
    best: tuple[int, str] | None = None
    for word in vocabulary:
        if word[0] != token[0] or len(word) < SHORTEST or abs(len(word) - len(token)) > 2 or word in _COMMON:
            continue
        allowed = 2 if min(len(word), len(token)) >= LONG else 1
        if len(token) < len(word) and len(_skeleton(word)) >= SHORTEST and _skeleton(token) == _skeleton(word):
            return word
        distance = OSA.distance(token, word, score_cutoff=allowed)
        if distance > allowed or (len(word) == SHORTEST and sorted(word) != sorted(token)):
            continue
        if best is None or (distance, word) < best:
            best = (distance, word)
    return best[1] if best else None
