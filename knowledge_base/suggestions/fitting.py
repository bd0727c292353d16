"""Whether what a search found answers what was said, or only shares some words with it. Pure."""

from dataclasses import dataclass

import numpy as np

from contactcenter.text.scripts import fold
from knowledge_base.search.grams import cut
from knowledge_base.search.query import Terms

# A score is the sum over all grams of how much the gram tells times how much it counts in the article (at most 255).
# `COVERED` is what must be reached of it on the average of everything that was said, `ENOUGH` in all, in units of the
# most telling gram. Measured on the demo's 180 texts: of 180 sample questions, each held back from its own article,
# 81 % show that article among three; of 1,500 questions about anything else in the world 8 % show anything.
COVERED, ENOUGH = 55.0, 400.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What a score of a question is held against."""

    everything: float
    most_telling: float

    @classmethod
    def of(cls, question: str, terms: Terms) -> "Measure":
        """`terms` are the grams of the question that the articles hold at all; what they do not hold counts too."""
        if not len(terms.grams):
            return cls(1.0, 1.0)
        most_telling = float(terms.weights.max())
        pieces = cut(fold(question))
        asked = np.unique(np.concatenate([pieces.pairs.grams, pieces.words.grams]))
        unknown = int((~np.isin(asked, terms.grams)).sum())
        return cls(float(terms.weights.sum()) + unknown * most_telling, most_telling)

    def fits(self, score: float) -> bool:
        return score >= COVERED * self.everything and score >= ENOUGH * self.most_telling
