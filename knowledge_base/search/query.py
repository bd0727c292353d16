"""Turns what an agent typed into weighted grams."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.grams import WORD, Grams, bridging, cut, word_gram
from knowledge_base.search.lexicon import Lexicon
from knowledge_base.search.synonyms import Synonyms

PAIR, CHARACTER, SYLLABLES, ENGLISH, TRIGRAM = 1.0, 1.0, 0.3, 1.0, 0.4
# Two characters that no text has side by side are a slip: of a keyboard that writes by sound, so the sound counts as
# much as the characters would; or one is missing between them; or one of them is wrong, and its neighbours tell.
# Of nDCG@10, a homophone costs a quarter of what it did (.013, now .003), a missing character half (.017, now .009).
HEARD, LEFT_OUT, BESIDE = 1.0, 1.0, 0.5
# What means the same counts a little less than what was asked for.
SYNONYM = 0.7
COMPLETION = 0.6
COMPLETIONS = 12
COMPLETE_FROM = 2
# A corrected word shares only some of its letter trigrams with what was typed, so that it counts a little more.
CORRECTION = 1.2
CORRECTIONS = 3
CORRECTED_WORDS = 2
CORRECT_FROM = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """The grams to look for, each once, and what each counts."""

    grams: Grams
    weights: NDArray[np.float32]


NO_SYNONYMS = Synonyms()

AreKnown = Callable[[Grams], NDArray[np.bool_]]


def plan(folded: str, lexicons: Sequence[Lexicon], are_known: AreKnown, synonyms: Synonyms = NO_SYNONYMS) -> Terms:
    """`are_known` says of each gram whether any text holds it."""
    pieces = cut(folded)
    grams = [kind.grams for kind in pieces.kinds()]
    weights = [
        np.full(len(kind.grams), weight, dtype=np.float32)
        for kind, weight in zip(pieces.kinds(), (PAIR, CHARACTER, SYLLABLES, 0.0, ENGLISH, TRIGRAM), strict=True)
    ]
    is_strange = ~are_known(pieces.pairs.grams)
    strange = pieces.pairs.places[is_strange]
    weights[2][np.isin(pieces.syllables.places, strange)] = HEARD
    weights[3][np.isin(pieces.bridges.places, np.concatenate([strange, strange - 1]))] = BESIDE
    grams.append(bridging(pieces.pairs.grams[is_strange]))
    weights.append(np.full(len(strange), LEFT_OUT, dtype=np.float32))
    for word in synonyms.added_to(folded):
        meant = cut(word)
        # A word of one character has no pair; its single characters alone would find anything.
        kind = meant.pairs if len(meant.pairs.grams) else meant.characters
        grams += [kind.grams, meant.words.grams]
        weights += [np.full(len(each), SYNONYM, dtype=np.float32) for each in (kind.grams, meant.words.grams)]
    extra = _completions(folded, lexicons) + _corrections(folded, lexicons, are_known)
    if extra:
        grams.append(np.array([gram for gram, _ in extra], dtype=np.uint32))
        weights.append(np.array([weight for _, weight in extra], dtype=np.float32))
    return _each_once(np.concatenate(grams), np.concatenate(weights))


def together(first: Terms, second: Terms) -> Terms:
    """What either asks for."""
    return _each_once(np.concatenate([first.grams, second.grams]), np.concatenate([first.weights, second.weights]))


def _each_once(grams: Grams, weights: NDArray[np.float32]) -> Terms:
    # Of a gram that was asked for twice (as a word and as a completion) the larger weight counts.
    grams, weights = grams[weights > 0], weights[weights > 0]
    order = np.lexsort((-weights, grams))
    grams, weights = grams[order], weights[order]
    first = np.ones(len(grams), dtype=bool)
    first[1:] = grams[1:] != grams[:-1]
    return Terms(grams[first], weights[first])


def _completions(folded: str, lexicons: Sequence[Lexicon]) -> list[tuple[int, float]]:
    """The last word may be unfinished: words that begin like it count too, a little less."""
    begun = next((word.group() for word in WORD.finditer(folded) if word.end() == len(folded)), "")
    # A word that articles hold is most likely finished, and what else begins so is rarer and would outrank it.
    if len(begun) < COMPLETE_FROM or any(begun in lexicon for lexicon in lexicons):
        return []
    return [
        (word_gram(word), COMPLETION) for lexicon in lexicons for word in lexicon.beginning_with(begun, COMPLETIONS)
    ]


def _corrections(folded: str, lexicons: Sequence[Lexicon], are_known: AreKnown) -> list[tuple[int, float]]:
    """Unknown words may be typing errors of known ones. At most two words are looked up, to bound the time."""
    words = [word for word in WORD.findall(folded) if len(word) >= CORRECT_FROM]
    known = are_known(np.array([word_gram(word) for word in words], dtype=np.uint32))
    unknown = [word for word, is_known in zip(words, known, strict=True) if not is_known]
    return [
        (word_gram(meant), CORRECTION / errors)
        for word in unknown[:CORRECTED_WORDS]
        for lexicon in lexicons
        for meant, errors in lexicon.similar_to(word, CORRECTIONS)
    ]
