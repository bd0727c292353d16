"""Words that led nowhere are dealt with: an article or a synonym finds them, a gap asks for them, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.text.scripts import detect_language, fold
from knowledge_base.actions.accept_question import add_question, checked
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.articles.people import person_of, require_readable
from knowledge_base.searches.models import NOTED, QUESTION, SYNONYM, WRITING, SettledSearch
from knowledge_base.searches.settling import lock_dead, settle
from knowledge_base.synonyms.service import add_synonyms, change_synonyms, list_synonyms


@dataclass(frozen=True, slots=True)
class Settlement:
    """`article_id` is found by the words, or was begun for them; `means` is what they are another word for."""

    words: str
    act: str
    article_id: str | None = None
    means: str = ""
    note: str = ""


async def settle_dead_search(session: Session, wanted: Settlement, *, agent: Agent, now: datetime) -> SettledSearch:
    """Done and kept in one; done by somebody else meanwhile it is refused (`already_taken`)."""
    dead = await lock_dead(session, wanted.words, agent_id=agent.id)
    article_id, gap_id = None, None
    if wanted.act in (QUESTION, WRITING):
        article_id = await _give_to_article(session, wanted, agent=agent, now=now)
    elif wanted.act == SYNONYM:
        await _make_synonym(session, wanted, agent=agent, now=now)
    elif wanted.act == NOTED:
        gap_id = await _note_gap(session, wanted, agent=agent, now=now)
    await settle(session, dead, wanted.act, author_id=agent.id, now=now, article_id=article_id, gap_id=gap_id)
    return dead


async def _give_to_article(session: Session, wanted: Settlement, *, agent: Agent, now: datetime) -> str:
    if wanted.article_id is None:
        raise InvalidInput("Choose the article.", details={"fields": {"article_id": "Choose the article."}})
    await require_readable(session, wanted.article_id, await person_of(session, agent))
    if wanted.act == QUESTION:
        question = checked(wanted.words)
        language = detect_language(question)
        await add_question(session, wanted.article_id, question, language=language, agent=agent, now=now)
    return wanted.article_id


async def _make_synonym(session: Session, wanted: Settlement, *, agent: Agent, now: datetime) -> None:
    """Into the set that knows the other word already, else the two are a set of their own."""
    means = " ".join(wanted.means.split())
    if not means:
        raise InvalidInput("Say which word means the same.", details={"fields": {"means": "Write the word down."}})
    sets = await list_synonyms(session)
    known = next((one for one in sets if _has(one.words, means)), None)
    if known is None:
        await add_synonyms(session, [means, wanted.words], author_id=agent.id, now=now)
    elif not _has(known.words, wanted.words):
        words = [*known.words, wanted.words]
        await change_synonyms(session, known.id, words, version=known.version, author_id=agent.id, now=now)


def _has(words: Sequence[str], word: str) -> bool:
    return fold(word).strip() in {fold(one).strip() for one in words}


async def _note_gap(session: Session, wanted: Settlement, *, agent: Agent, now: datetime) -> str:
    language = detect_language(wanted.words)
    asked = Asked(wanted.words, words_searched=wanted.words, language=language, note=wanted.note)
    return (await record_gap(session, asked, agent_id=agent.id, now=now)).id
