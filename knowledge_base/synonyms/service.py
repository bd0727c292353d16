"""Synonyms as administrators look after them. A change is searched by within a second, on every node."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.text.scripts import fold
from knowledge_base.articles.service import take_change_numbers
from knowledge_base.synonyms.models import SynonymSet

MOST_WORDS = 20
LONGEST_WORD = 40


async def list_synonyms(session: Session) -> Sequence[SynonymSet]:
    """All sets in the order they were made."""
    return (await session.scalars(select(SynonymSet).order_by(SynonymSet.id))).all()


async def add_synonyms(session: Session, words: Sequence[str], *, author_id: str | None, now: datetime) -> SynonymSet:
    synonyms = SynonymSet(id=new_id(), words=_checked(words), version=1)
    session.add(synonyms)
    await _keep(session, synonyms, "created", author_id=author_id, now=now)
    return synonyms


async def change_synonyms(
    session: Session, set_id: str, words: Sequence[str], *, version: int | None, author_id: str, now: datetime
) -> SynonymSet:
    """Other words for the set; `Conflict` (stale) where somebody changed it after `version`."""
    synonyms = await _lock(session, set_id, version)
    synonyms.words = _checked(words)
    synonyms.version += 1
    await _keep(session, synonyms, "changed", author_id=author_id, now=now)
    return synonyms


async def remove_synonyms(session: Session, set_id: str, *, author_id: str, now: datetime) -> None:
    """From now on each word finds only itself."""
    synonyms = await _lock(session, set_id, None)
    await _keep(session, synonyms, "removed", author_id=author_id, now=now)
    await session.delete(synonyms)


async def _lock(session: Session, set_id: str, version: int | None) -> SynonymSet:
    return await lock_row(session, SynonymSet, set_id, version=version, missing="There are no such synonyms.")


async def _keep(session: Session, synonyms: SynonymSet, act: str, *, author_id: str | None, now: datetime) -> None:
    await session.flush()
    details = {"words": synonyms.words}
    await history.write(session, "synonyms", synonyms.id, act, author_id=author_id, at=now, details=details)
    # The index of every node reads them again with what changed in the articles.
    await take_change_numbers(session, 1)


def _checked(words: Sequence[str]) -> list[str]:
    """At least two that are not the same to the search; which are told apart only by script or case count once."""
    by_fold = {fold(word).strip(): " ".join(word.split()) for word in reversed(words) if word.strip()}
    kept = list(reversed(by_fold.values()))
    if not 2 <= len(kept) <= MOST_WORDS:
        raise InvalidInput(
            f"Synonyms are 2 to {MOST_WORDS} words that differ in more than script or capitals.",
            details={"field": "words"},
        )
    wrong = [word for word in kept if len(word) > LONGEST_WORD or not any(map(str.isalnum, word))]
    if wrong:
        raise InvalidInput(
            f"A synonym has letters and at most {LONGEST_WORD} characters.", details={"field": "words", "wrong": wrong}
        )
    return kept
