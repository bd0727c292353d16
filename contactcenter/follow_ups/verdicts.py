"""Reads an owner's answer to "is it solved? YES or NO". Pure; a wrong reading closes or reopens somebody's order.

A text is cut into clauses, each clause is read for what it says, and only a clear whole is a verdict: a "yes" must
stand alone (no doubt, no question, no further subject), a "no" must be said outright. Everything else is for a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from contactcenter.follow_ups.chinese import CHINESE
from contactcenter.follow_ups.english import ENGLISH
from contactcenter.follow_ups.phrasebook import any_pattern
from contactcenter.text.scripts import fold

Verdict = Literal["yes", "no"]
Says = Literal["yes", "no", "bare yes", "bare no", "question", "doubt", "hedge", "other"]

LONGEST_TEXT = 600
# The subject of the sentence may stand beside what is said of it ("the tap in the kitchen is fixed"), a story may not.
MOST_HAN_BESIDE_A_VERDICT = 10
MOST_WORDS_BESIDE_A_VERDICT = 6

CONTRACTIONS = (
    (r"[’‘´`]", "'"),
    (r"\b(is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n'?t\b", r"\1 not"),
    (r"\b(?:cannot|ca not)\b", "can not"),
    (r"\bain'?t\b", "is not"),
    (r"(?<=\w)'s\b", " is"),
    (r"(?<=\w)'m\b", " am"),
    (r"(?<=\w)'re\b", " are"),
    (r"(?<=\w)'ve\b", " have"),
    (r"(?<=\w)'ll\b", " will"),
    (r"[✅✔☑]", " yes "),
    (r"[❌✖✗✘]", " no "),
)

_BOOKS = (CHINESE, ENGLISH)
_COURTESY = any_pattern(book.courtesy for book in _BOOKS)
_BUT = any_pattern(book.but for book in _BOOKS)
_CONDITION = any_pattern(book.condition for book in _BOOKS)
_HEDGE = any_pattern(book.hedge for book in _BOOKS)
_DOUBT = any_pattern(book.doubt for book in _BOOKS)
_POLAR_QUESTION = any_pattern(book.polar_question for book in _BOOKS)
_ANY_QUESTION = any_pattern(
    pattern for book in _BOOKS for pattern in (book.polar_question, book.open_question, book.reproach)
)
_REQUEST = any_pattern(book.request for book in _BOOKS)
_PAST = any_pattern(book.past for book in _BOOKS)
_ADDITION = any_pattern(book.addition for book in _BOOKS)
_NOW = any_pattern(book.now for book in _BOOKS)
_FAULT = any_pattern(book.fault for book in _BOOKS)
_BARE_NO = any_pattern(book.bare_no for book in _BOOKS)
_BARE_YES = any_pattern(book.bare_yes for book in _BOOKS)
_LEADING_ANSWER = any_pattern(pattern for book in _BOOKS for pattern in (book.leading_no, book.leading_yes))
_FILLER = any_pattern(book.filler for book in _BOOKS)
_AGAIN = any_pattern(book.again for book in _BOOKS)
_PHRASES = tuple(
    (says, re.compile(pattern))
    for stages in zip(*(book.stages for book in _BOOKS), strict=True)
    for stage in stages
    for says, pattern in stage
)
# "Yes but …": what comes after the but is missing, and only a person can ask for it.
_UNFINISHED = re.compile(rf"(?:{_BUT.pattern})\W*$")

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_CLAUSE_END = re.compile(rf"[.。!,、;:~()「」『』“”\"\n…]+|(?<=\?)|(?<={_HAN})\s+(?={_HAN})|\s[-–—]+\s")
_HAN_CHARACTER = re.compile(_HAN)
_LATIN_WORD = re.compile(r"[a-z]+|\d+")
# Stand for the words of a phrase that was read, so that later patterns do not read them again.
_YES_MARK, _NO_MARK = "\ue000", "\ue001"
_MARKS: dict[str, Says] = {_YES_MARK: "yes", _NO_MARK: "no"}


@dataclass(frozen=True, slots=True)
class _Statement:
    """One thing a clause says; the flags belong to its clause."""

    says: Says
    is_now: bool = False
    is_addition: bool = False


def read_verdict(text: str) -> Verdict | None:
    """What the owner clearly says about the fault being gone; None where a person must read it."""
    if len(text) > LONGEST_TEXT:
        return None
    statements = [statement for clause in _clauses(_normalise(text)) for statement in _read_clause(clause)]
    return _weigh(statements)


def _normalise(text: str) -> str:
    folded = fold(text)
    for pattern, plain in CONTRACTIONS:
        folded = re.sub(pattern, plain, folded)
    # Emoji and their modifiers say nothing once the ticks and crosses are read.
    return "".join(
        " " if unicodedata.category(character) in ("So", "Sk", "Cf", "Mn") else character for character in folded
    )


def _clauses(text: str) -> list[str]:
    text = _UNFINISHED.sub(" , ?", _COURTESY.sub(" ", text))
    clauses: list[str] = []
    for sentence in re.split(r"(?<=[.。!?\n])", text):
        # A promise to report again ("if it leaks again I will call") reaches to the end of its sentence.
        for clause in _CLAUSE_END.split(_BUT.sub(" , ", _CONDITION.sub("", sentence))):
            clauses += _split_answer(" ".join(clause.split()))
    return [clause for clause in clauses if clause]


def _split_answer(clause: str) -> list[str]:
    """ "yes it is fixed" is an answer and a statement."""
    answer = _LEADING_ANSWER.match(clause)
    if answer is None or _BARE_YES.fullmatch(clause) or _BARE_NO.fullmatch(clause):
        return [clause]
    return [answer[0], clause[answer.end() :].strip()]


def _read_clause(clause: str) -> list[_Statement]:
    # Chinese is written with and without a space beside Latin letters: "唔 OK", "唔OK".
    clause = re.sub(rf"(?<={_HAN}) (?=[a-z])|(?<=[a-z]) (?={_HAN})", "", clause)
    answer = clause.strip(" ?")
    if _BARE_NO.fullmatch(answer):
        return [_Statement("question" if clause.endswith("?") else "bare no")]
    if _BARE_YES.fullmatch(answer):
        return [_Statement("question" if clause.endswith("?") else "bare yes")]
    if _DOUBT.search(clause):
        return [_Statement("doubt")]
    marked = _mark(answer)
    said: list[Says] = [_MARKS[character] for character in marked if character in _MARKS]
    if not said and _PAST.search(clause):
        return []
    if _is_question(clause):
        is_reproach = "no" in said and not _POLAR_QUESTION.search(clause)
        return [_Statement("no" if is_reproach else "question")]
    return _state(clause, marked, said)


def _state(clause: str, marked: str, said: list[Says]) -> list[_Statement]:
    if "yes" in said and _HEDGE.search(clause):
        said = ["hedge" if each == "yes" else each for each in said]
    if "no" not in said and (_REQUEST.search(clause) or _holds_more(marked, has_verdict=bool(said))):
        said = [*said, "other"]
    is_now = _NOW.search(clause) is not None
    is_wrong_again = "yes" not in said and _AGAIN.search(clause) is not None and any(_rest(marked))
    is_addition = is_wrong_again or _ADDITION.search(clause) is not None
    return [_Statement(each, is_now=is_now, is_addition=is_addition) for each in said]


def _mark(clause: str) -> str:
    for says, pattern in _PHRASES:
        clause = pattern.sub(_YES_MARK if says == "yes" else _NO_MARK, clause)
    return clause


def _is_question(clause: str) -> bool:
    return clause.endswith("?") or _ANY_QUESTION.search(clause) is not None


def _holds_more(marked: str, *, has_verdict: bool) -> bool:
    """Whether a clause speaks of something beside the verdict, greetings and praise."""
    after_verdict = max(marked.rfind(mark) for mark in _MARKS)
    tail = marked[after_verdict + 1 :] if has_verdict else marked
    if _FAULT.search(tail):
        return True
    han, latin = _rest(marked)
    if has_verdict:
        return han > MOST_HAN_BESIDE_A_VERDICT or latin > MOST_WORDS_BESIDE_A_VERDICT
    return han > 1 or latin > 0


def _rest(marked: str) -> tuple[int, int]:
    """How many Chinese characters and how many Latin words a clause has left beside verdicts and filler."""
    rest = _FILLER.sub(" ", marked)
    return len(_HAN_CHARACTER.findall(rest)), len(_LATIN_WORD.findall(rest))


def _weigh(statements: list[_Statement]) -> Verdict | None:
    said = [statement.says for statement in statements]
    if "no" in said:
        last_no = len(said) - 1 - said[::-1].index("no")
        after = statements[last_no + 1 :]
        if any(statement.says in ("yes", "hedge", "bare yes") for statement in after):
            # "It leaked yesterday, now it is fixed" is a yes; without the "now" nobody can tell.
            return "yes" if any(each.says == "yes" and each.is_now for each in after) and _is_clean(after) else None
        is_other_subject = statements[last_no].is_addition and ("yes" in said or "bare yes" in said)
        return None if is_other_subject else "no"
    if "bare no" in said:
        return None if {"yes", "hedge", "bare yes"} & set(said) else "no"
    return "yes" if {"yes", "bare yes"} & set(said) and _is_clean(statements) else None


def _is_clean(statements: list[_Statement]) -> bool:
    return all(statement.says in ("yes", "bare yes") for statement in statements)
