"""What else a question may mean: the other words of each set of which it holds one. Pure; built anew with the index."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from contactcenter.text.scripts import fold

# A question that names many things is answered by its own words.
MOST_ADDED = 12


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`pattern` finds any word of any set, the longest first; `others` gives what each stands for beside itself."""

    pattern: re.Pattern[str] | None = None
    others: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, sets: Iterable[Sequence[str]]) -> "Synonyms":
        others: dict[str, dict[str, None]] = {}
        for words in sets:
            folded = [fold(word).strip() for word in words]
            for word in folded:
                # A word may be in several sets: it then stands for the others of each.
                others.setdefault(word, {}).update(dict.fromkeys(other for other in folded if other != word))
        if not others:
            return cls()
        longest_first = sorted(others, key=lambda word: (-len(word), word))
        pattern = re.compile("|".join(_as_written(word) for word in longest_first))
        return cls(pattern, {word: tuple(added) for word, added in others.items()})

    def added_to(self, folded: str) -> list[str]:
        """Words to look for beside those of the folded question, in the order of what they stand for."""
        if self.pattern is None:
            return []
        found = dict.fromkeys(match.group() for match in self.pattern.finditer(folded))
        added = dict.fromkeys(other for word in found for other in self.others[word] if other not in found)
        return list(added)[:MOST_ADDED]


def _as_written(word: str) -> str:
    """English stands between word boundaries, so that "lift" is not found in "shoplifting"; Chinese stands anywhere."""
    start = r"\b" if word[0].isascii() and word[0].isalnum() else ""
    end = r"(?:'?s)?\b" if word[-1].isascii() and word[-1].isalnum() else ""
    return f"{start}{re.escape(word)}" + (f"(?={end})" if end else "")
