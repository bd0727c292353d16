"""Keep that words which led nowhere were dealt with. Called by the action that deals with them."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.searches.dead import is_dead
from knowledge_base.searches.models import DISMISSED, LONGEST_WORDS, SettledSearch
from knowledge_base.searches.words import fold_words


async def lock_dead(session: Session, words: str, *, agent_id: str) -> SettledSearch:
    """The place where it is kept what was done about these words, held until the commit.

    `already_taken` where somebody has dealt with them and nobody has searched them since.
    """
    folded = _folded(words)
    row = {"folded": folded, "words": words.strip()[:LONGEST_WORDS], "act": DISMISSED, "settled_by": agent_id}
    # Writing the same words again changes nothing, but locks the row.
    kept = insert(session, SettledSearch).values(id=new_id(), version=0, **row)
    await session.execute(kept.on_conflict_do_update(index_elements=["folded"], set_={"folded": folded}))
    settled = await _get(session, folded)
    if not await is_dead(session, folded):
        if settled.settled_at is None:
            raise NotFound("Nobody searched these words.")
        details = {"act": settled.act, "at": settled.settled_at.isoformat()}
        raise Conflict("Somebody has dealt with these words already.", code="already_taken", details=details)
    return settled


async def settle(
    session: Session,
    settled: SettledSearch,
    act: str,
    *,
    author_id: str,
    now: datetime,
    article_id: str | None = None,
    gap_id: str | None = None,
) -> None:
    """They are dealt with, whatever time is looked at; `settled` is locked."""
    settled.act, settled.article_id, settled.gap_id = act, article_id, gap_id
    settled.settled_by, settled.settled_at = author_id, now
    about = {"article_id": article_id, "gap_id": gap_id}
    await _keep(session, settled, act, author_id=author_id, now=now, about=about)


async def bring_back(session: Session, words: str, *, author_id: str, now: datetime) -> SettledSearch:
    """They were not dealt with after all; what was done about them stays done."""
    settled = await _get(session, _folded(words), locked=True)
    if settled.settled_at is not None:
        settled.settled_at = None
        await _keep(session, settled, "brought_back", author_id=author_id, now=now, about={})
    return settled


async def _keep(
    session: Session,
    settled: SettledSearch,
    act: str,
    *,
    author_id: str,
    now: datetime,
    about: dict[str, str | None],
) -> None:
    settled.version += 1
    await session.flush()
    details = {"words": settled.words} | {name: value for name, value in about.items() if value}
    await history.write(session, "dead_search", settled.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("knowledge.changed", settled.id, settled.version))


async def _get(session: Session, folded: str, *, locked: bool = False) -> SettledSearch:
    query = select(SettledSearch).where(SettledSearch.folded == folded).execution_options(populate_existing=True)
    found = (await session.scalars(query.with_for_update() if locked else query)).one_or_none()
    if found is None:
        raise NotFound("Nobody has dealt with these words.")
    return found


def _folded(words: str) -> str:
    folded = fold_words(words)
    if not folded:
        raise InvalidInput("Say which words were searched.", details={"fields": {"words": "Say which words."}})
    return folded
