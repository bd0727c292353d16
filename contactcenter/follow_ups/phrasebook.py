"""What one language knows of answers to "is it solved?": filled by `chinese.py`, `english.py`, read by `verdicts.py`.

All patterns are written for text as `text.scripts.fold` leaves it: lower case, half width, Simplified characters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Phrase = tuple[Literal["yes", "no"], str]
Stage = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Each field is one pattern; `stages` are tried in order, and an earlier phrase takes its words from the later."""

    # Polite words that hold a "no" or a "good" and mean neither; taken out first.
    courtesy: str
    # Where a further clause begins.
    but: str
    # "If it leaks again I will call": to the end of the sentence it says nothing about today.
    condition: str
    # Vetoes a "yes": nearly, better, for the moment.
    hedge: str
    # Vetoes both: nobody has looked yet.
    doubt: str
    # Asks for a yes or no, so that whatever it names is not said.
    polar_question: str
    # Asks for a time, a price, a person.
    open_question: str
    # "Why is it still leaking?" is a question that says so.
    reproach: str
    # Wants something done, so it does not report that it is.
    request: str
    # How it was before the work.
    past: str
    # One thing more than the one asked about; and what is wrong again, which is one where it has a name of its own.
    addition: str
    again: str
    # The second half of "it did leak, now it is fixed".
    now: str
    # A thing that is wrong.
    fault: str
    # A fault denied; still or again wrong; nobody came; not mended; mended. The stages of all languages go together.
    stages: tuple[Stage, Stage, Stage, Stage, Stage]
    # A whole clause that is nothing but an answer; the same at the head of a clause.
    bare_no: str
    bare_yes: str
    leading_no: str
    leading_yes: str
    # Greetings, thanks, praise, people and times: what may stand beside a verdict and adds nothing.
    filler: str


def one_of(words: str) -> str:
    """Any of these words or small patterns, the longest first; an underscore stands for a space inside one."""
    return f"(?:{'|'.join(sorted((word.replace('_', ' ') for word in words.split()), key=len, reverse=True))})"


def whole(words: str) -> str:
    """Like `one_of`, but only as whole Latin words."""
    return rf"\b{one_of(words)}\b"


def any_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all languages."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
