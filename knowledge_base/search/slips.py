"""Slips of the keyboard in a question: what was meant, in words of the articles that it found all the same. Pure.

Looked at are English words that no article holds, and Chinese characters that no article has beside each other. They
are replaced only by what stands in the best articles between the same neighbours.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from contactcenter.text.scripts import detect_language, fold, fold_with_offsets, to_traditional
from knowledge_base.search.grams import WORD, Grams, character_gram, cut, sounds_of, word_gram
from knowledge_base.search.query import CORRECT_FROM
from knowledge_base.search.segment import Segment

MOST_CHANGES = 3
# So many known words are looked at for one that nobody knows.
NEAR = 10
# Nobody types a pasted mail again.
LONGEST = 80
# A character in more than this part of all texts (的, 是), be they ten, tells nothing, whether it is there or another.
COMMON, COMMON_FROM = 0.2, 10
# In a sentence much may be put between two words, in a few words it is what was left out.
SHORT = 12
HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Change:
    """Put `words` in the place of the folded question from `start` to `end`."""

    start: int
    end: int
    words: str


def mend(question: str, texts: Sequence[str], segments: Sequence[Segment]) -> str | None:
    """The question without its slips, in the script it was written in; None where none is seen.

    `texts` are the words of the best articles that were found, best first.
    """
    folded, offsets = fold_with_offsets(question)
    if len(folded) > LONGEST:
        return None
    wanted = _Mending(folded, [fold(text) for text in texts], segments)
    changes = sorted([*wanted.english(), *wanted.chinese()], key=lambda change: change.start)
    if not changes or len(changes) > MOST_CHANGES:
        return None
    is_traditional = detect_language(question) == "zh-Hant"
    parts, done = [], 0
    for change in changes:
        words = _in_traditional(folded, change) if is_traditional else change.words
        parts += [question[done : offsets[change.start]], words]
        done = offsets[change.end]
    return "".join([*parts, question[done:]])


def _in_traditional(folded: str, change: Change) -> str:
    """The new characters in Traditional writing, which depends on the words they stand in."""
    before, after = folded[max(change.start - 2, 0) : change.start], folded[change.end : change.end + 2]
    written = before + change.words + after
    converted = to_traditional(written)
    return converted[len(before) :][: len(change.words)] if len(converted) == len(written) else change.words


@dataclass(frozen=True, slots=True)
class _Mending:
    folded: str
    texts: Sequence[str]
    segments: Sequence[Segment]

    def english(self) -> Iterator[Change]:
        words = WORD.findall(self.folded)
        if len(words) > 1 and not any(self._holding(word_gram(word)) for word in words):
            # Several words of which no article holds one are another language, or Chinese in letters.
            return
        used = {found for text in self.texts for found in WORD.findall(text)}
        for match in WORD.finditer(self.folded):
            word = match.group()
            # Numbers are what they are.
            if len(word) < CORRECT_FROM or not word.isalpha() or self._holding(word_gram(word)):
                continue
            lexicons = [segment.lexicon for segment in self.segments]
            if match.end() == len(self.folded) and any(lexicon.beginning_with(word, 1) for lexicon in lexicons):
                # It is not wrong, only unfinished.
                continue
            near = [each for lexicon in lexicons for each in lexicon.similar_to(word, NEAR)]
            meant = next((meant for meant, _ in sorted(near, key=partial(_likelihood, word)) if meant in used), None)
            if meant is not None:
                yield Change(match.start(), match.end(), meant)

    def chinese(self) -> Iterator[Change]:
        strange = self._strange_places()
        done = 0
        for place in sorted(strange):
            if place <= done:
                continue
            change = self._best_change(place, strange)
            if change is not None:
                yield change
                done = change.end

    def _strange_places(self) -> set[int]:
        """Where a character begins that no text has behind the one before it."""
        pairs = cut(self.folded).pairs
        known = np.any([segment.find(pairs.grams) >= 0 for segment in self.segments], axis=0)
        return {place + 1 for place in pairs.places[~known].tolist()}

    def _best_change(self, place: int, strange: set[int]) -> Change | None:
        """How the two characters that meet at `place` become what an article says; as little as may be."""
        first, second = (place - 1, place), (place, place + 1)
        # Whoever is strange on both sides is the likelier one.
        ordered = (second, first) if place + 1 in strange else (first, second)
        for start, end in (*ordered, (place - 1, place + 1)):
            words = self._by_sound(start, end)
            if words is not None:
                return Change(start, end, words)
        words = self._left_out(place) if len(self.folded) <= SHORT else None
        return None if words is None else Change(place, place, words)

    def _by_sound(self, start: int, end: int) -> str | None:
        sounds = sounds_of(self.folded[start:end])
        if not sounds.all():
            return None
        found = self._between(start, end, end - start)
        alike = (words for words in found if np.array_equal(sounds_of(words), sounds))
        return next((words for words in alike if not self._is_common(words)), None)

    def _left_out(self, place: int) -> str | None:
        return next((words for words in self._between(place, place, 1) if not self._is_common(words)), None)

    def _between(self, start: int, end: int, length: int) -> list[str]:
        """What stands in the texts between the neighbours of this part of the question, the most usual first."""
        before = self.folded[start - 1] if self._is_han(start - 1) else ""
        after = self.folded[end] if self._is_han(end) else ""
        found = Counter(words for text in self.texts for words in {*_standing(text, before, after, length)})
        ordered = sorted(found.items(), key=lambda counted: (-counted[1], counted[0]))
        return [words for words, _ in ordered if words != self.folded[start:end]]

    def _is_han(self, place: int) -> bool:
        return 0 <= place < len(self.folded) and HAN.match(self.folded[place]) is not None

    def _is_common(self, words: str) -> bool:
        """Whether it is one character that stands nearly everywhere."""
        most = max(COMMON * sum(segment.size for segment in self.segments), COMMON_FROM)
        return len(words) == 1 and self._holding(character_gram(words)) > most

    def _holding(self, gram: int) -> int:
        """In how many texts a gram stands."""
        wanted: Grams = np.array([gram], dtype=np.uint32)
        places = [int(segment.find(wanted)[0]) for segment in self.segments]
        counts = zip(self.segments, places, strict=True)
        return sum(int(segment.counts[:, place].sum()) for segment, place in counts if place >= 0)


def _likelihood(word: str, near: tuple[str, int]) -> tuple[bool, int, bool, int]:
    """Sorts first what was most likely meant: two letters exchanged, few errors, the same first letter and length."""
    meant, errors = near
    return sorted(meant) != sorted(word), errors, meant[0] != word[0], abs(len(meant) - len(word))


def _standing(text: str, before: str, after: str, length: int) -> Iterator[str]:
    """What of this length stands in a text between these two, of which one may be empty."""
    place = text.find(before or after)
    while place >= 0 and (before or after):
        start = place + 1 if before else place - length
        words, behind = text[max(start, 0) : start + length], text[start + length : start + length + 1]
        if start >= 0 and len(words) == length and behind[: len(after)] == after and HAN.fullmatch(words):
            yield words
        place = text.find(before or after, place + 1)
