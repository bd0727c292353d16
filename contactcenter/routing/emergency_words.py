"""Emergency words as an administrator keeps them: add, change, remove, and try a text. Called by the console."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.config import LANGUAGES
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.journal import history
from contactcenter.routing.emergencies import KINDS, active_words, explained_by
from contactcenter.routing.models import EmergencyWord
from contactcenter.text.happening import Because
from contactcenter.text.phrases import ALONE, ROOM, find_all, is_alone
from contactcenter.text.scripts import HAN, fold

LONGEST_PHRASE: Final = 80
# One character, or two letters, would be found in everything.
SHORTEST_HAN: Final = 2
SHORTEST_LETTERS: Final = 3
_QUOTES: Final = str.maketrans("“”「」『』＂", ALONE * 7)


@dataclass(frozen=True, slots=True)
class Tried:
    """A word found in a text that was tried: where, and why it would lift nothing ("" where it would)."""

    word: EmergencyWord
    start: int
    end: int
    because: Because


async def try_text(session: Session, text: str) -> list[Tried]:
    """Every word the text says, in its order; the first that nothing explains away makes it an emergency."""
    words = await active_words(session)
    found = find_all(text, tuple(word.phrase for word in words), explained_by(words))
    return [Tried(words[each.index], each.start, each.end, each.because) for each in found]


async def create_word(
    session: Session, *, kind: str, language: str, phrase: str, author_id: str, now: datetime
) -> EmergencyWord:
    _check(kind=kind, language=language)
    phrase = checked_phrase(phrase)
    await _require_new(session, phrase, but=None)
    row = {"id": new_id(), "kind": kind, "language": language, "phrase": phrase, "is_active": True}
    statement = insert(session, EmergencyWord).values(**row, hits=0, false_hits=0, version=1)
    statement = statement.on_conflict_do_nothing(index_elements=["language", "phrase"])
    word: EmergencyWord | None = (await session.scalars(statement.returning(EmergencyWord))).one_or_none()
    if word is None:
        raise _known(phrase)
    details = {"kind": kind, "language": language, "phrase": phrase}
    await history.write(session, "emergency_word", word.id, "created", author_id=author_id, at=now, details=details)
    return word


async def update_word(
    session: Session, word_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> EmergencyWord:
    """Change these columns; what it lifted and what was taken back stays counted."""
    word = await _lock(session, word_id, version=version)
    _check(kind=values.get("kind", word.kind), language=values.get("language", word.language))
    wanted = dict(values)
    if "phrase" in wanted:
        wanted["phrase"] = checked_phrase(wanted["phrase"])
        await _require_new(session, wanted["phrase"], but=word.id)
    changed = {name: value for name, value in wanted.items() if getattr(word, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(word, name, value)
        word.version += 1
        await session.flush()
        await history.write(session, "emergency_word", word.id, "changed", author_id=author_id, at=now, details=changed)
    return word


async def remove_word(session: Session, word_id: str, *, version: int | None, author_id: str, now: datetime) -> None:
    word = await _lock(session, word_id, version=version)
    details = {"kind": word.kind, "phrase": word.phrase, "hits": word.hits, "false_hits": word.false_hits}
    await session.delete(word)
    await session.flush()
    await history.write(session, "emergency_word", word.id, "removed", author_id=author_id, at=now, details=details)


def checked_phrase(phrase: str) -> str:
    """The phrase as it is kept: three dots become the sign that leaves room, quotation marks are straight.

    Raises `InvalidInput`.
    """
    phrase = " ".join(phrase.replace("\x00", "").replace("...", ROOM).translate(_QUOTES).split())
    parts = phrase.split(ROOM)
    shortest = min(len(part.strip()) for part in parts)
    letters = "".join(fold(part).strip() for part in parts).strip(ALONE)
    enough = SHORTEST_HAN if HAN.search(letters) else SHORTEST_LETTERS
    problem = ""
    if len(phrase) > LONGEST_PHRASE:
        problem = f"Use at most {LONGEST_PHRASE} characters."
    elif shortest == 0:
        problem = f"Write words before and after each {ROOM}."
    elif len(letters) < (1 if is_alone(phrase) else enough):
        problem = "This is too short: it would be found in nearly every text."
    if problem:
        raise InvalidInput("This is no phrase to look for.", details={"fields": {"phrase": problem}})
    return phrase


def _check(*, kind: str, language: str) -> None:
    problems = {}
    if kind not in KINDS:
        problems["kind"] = f"Choose one of {', '.join(KINDS)}."
    if language not in LANGUAGES:
        problems["language"] = f"Choose one of {', '.join(LANGUAGES)}."
    if problems:
        raise InvalidInput("The word is not complete.", details={"fields": problems})


async def _require_new(session: Session, phrase: str, *, but: str | None) -> None:
    """Traditional and Simplified, capitals and small letters are one when texts are read."""
    wanted = fold(phrase)
    for word in await session.scalars(select(EmergencyWord)):
        if word.id != but and fold(word.phrase) == wanted:
            raise _known(word.phrase)


def _known(phrase: str) -> Conflict:
    return Conflict(f"There is already the word “{phrase}”; change that one.", code="phrase_taken")


async def _lock(session: Session, word_id: str, *, version: int | None) -> EmergencyWord:
    missing, changed = "There is no such emergency word.", "Somebody changed this word meanwhile; look again."
    return await lock_row(session, EmergencyWord, word_id, version=version, missing=missing, changed=changed)
