"""Words that led several people to the same article become a proposal: one of its sample questions to be."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.text.scripts import detect_language
from knowledge_base.articles.models import PUBLISHED, Article, ArticleText
from knowledge_base.gaps.likeness import likeness_of
from knowledge_base.searches.models import (
    ACCEPTED,
    ANSWERED,
    INSERTED,
    PROPOSED,
    QuestionProposal,
    Search,
)
from knowledge_base.searches.words import LEFT_OUT, fold_words

# By so many different contacts (or agents, where there was no contact).
PROPOSED_FROM = 2
# So many searches of one article are looked through, newest first.
LOOKED_THROUGH = 500
SHORTEST, LONGEST = 2, 120
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[^\W\d_]{2,}")
# Which text of an article takes a question in a language it is not written in.
SAME_WORDS = {"zh-Hant": "zh-Hans", "zh-Hans": "zh-Hant"}


async def propose(session: Session, searches: Iterable[Search], *, now: datetime) -> list[QuestionProposal]:
    """After these searches led to their articles: propose their words where others were led the same way.

    May be said again for the same searches. Returns what was proposed or counted anew.
    """
    wanted: dict[str, dict[str, Search]] = {}
    for search in searches:
        if search.article_id and search.outcome in (INSERTED, ANSWERED) and is_question(search.words):
            wanted.setdefault(search.article_id, {}).setdefault(likeness_of(search.words), search)
    proposed = []
    for article_id in sorted(wanted):
        if await _is_published(session, article_id):
            proposed += await _propose_for(session, article_id, wanted[article_id], now)
    return proposed


async def decide(
    session: Session, proposal_id: str, state: str, *, author_id: str, now: datetime, version: int | None = None
) -> QuestionProposal:
    """Accept or decline; what is decided stays decided, and is never proposed again."""
    proposal = await lock_proposal(session, proposal_id, version=version)
    if proposal.state != PROPOSED:
        raise Conflict("Somebody has decided this already.", code="already_taken", details={"state": proposal.state})
    proposal.state, proposal.decided_by, proposal.decided_at = state, author_id, now
    proposal.version += 1
    await session.flush()
    details = {"proposal_id": proposal.id, "question": proposal.question}
    act = "question_accepted" if state == ACCEPTED else "question_declined"
    await history.write(session, "article", proposal.article_id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("knowledge.changed", proposal.id, proposal.version))
    return proposal


async def get_proposal(session: Session, proposal_id: str) -> QuestionProposal:
    proposal = await session.get(QuestionProposal, proposal_id)
    if proposal is None:
        raise NotFound("There is no such proposal.")
    return proposal


async def lock_proposal(session: Session, proposal_id: str, *, version: int | None = None) -> QuestionProposal:
    return await lock_row(
        session,
        QuestionProposal,
        proposal_id,
        version=version,
        missing="There is no such proposal.",
        changed="Somebody else changed this proposal; reload and look again.",
    )


def is_question(words: str) -> bool:
    """Whether these words may stand as a sample question at all."""
    kept = words.replace(LEFT_OUT, " ")
    return SHORTEST <= len(kept.strip()) <= LONGEST and (len(HAN.findall(kept)) >= 2 or bool(WORD.search(kept)))


async def _is_published(session: Session, article_id: str) -> bool:
    state = await session.scalar(select(Article.state).where(Article.id == article_id))
    return state == PUBLISHED


async def _propose_for(
    session: Session, article_id: str, wanted: dict[str, Search], now: datetime
) -> list[QuestionProposal]:
    known = await _known_questions(session, article_id)
    led = await _led_to(session, article_id)
    standing = await session.scalars(select(QuestionProposal).where(QuestionProposal.article_id == article_id))
    proposals = {likeness_of(proposal.question): proposal for proposal in standing}
    changed = []
    for likeness, search in wanted.items():
        alike = [one for one in led if likeness_of(one.words) == likeness]
        times = len({one.contact_id or one.agent_id for one in alike} - {None})
        if likeness in known or times < PROPOSED_FROM:
            continue
        proposal = proposals.get(likeness)
        if proposal is None:
            proposal = await _add(session, article_id, _best_said(alike), times, now=now)
        elif proposal.state == PROPOSED and times > proposal.times:
            proposal.times, proposal.last_at = times, max(proposal.last_at, search.at)
            proposal.version += 1
            await session.flush()
        else:
            continue
        if proposal is not None:
            session.record(Fact("knowledge.changed", proposal.id, proposal.version))
            changed.append(proposal)
    return changed


async def _known_questions(session: Session, article_id: str) -> set[str]:
    """What the article is found by already."""
    query = select(ArticleText.title, ArticleText.sample_questions).where(ArticleText.article_id == article_id)
    return {likeness_of(words) for title, samples in await session.execute(query) for words in (title, *samples)}


async def _led_to(session: Session, article_id: str) -> Sequence[Search]:
    query = select(Search).where(Search.article_id == article_id, Search.outcome.in_((INSERTED, ANSWERED)))
    return (await session.scalars(query.order_by(Search.id.desc()).limit(LOOKED_THROUGH))).all()


def _best_said(alike: Sequence[Search]) -> Search:
    """Of questions that mean the same, the fullest that leaves nothing out."""
    return max(alike, key=lambda search: (LEFT_OUT not in search.words, len(search.words), search.id))


async def _add(
    session: Session, article_id: str, search: Search, times: int, *, now: datetime
) -> QuestionProposal | None:
    question = " ".join(search.words.replace(LEFT_OUT, " ").split())
    language = await _language_of(session, article_id, question, search.language)
    row = {
        "id": new_id(),
        "article_id": article_id,
        "language": language,
        "folded": fold_words(question)[:300],
        "question": question[:300],
        "times": times,
        "state": PROPOSED,
        "first_at": now,
        "last_at": search.at,
        "version": 1,
    }
    statement = insert(session, QuestionProposal).values(row).on_conflict_do_nothing().returning(QuestionProposal)
    added: QuestionProposal | None = (await session.scalars(statement)).one_or_none()
    return added


async def _language_of(session: Session, article_id: str, question: str, searched_in: str) -> str:
    """The text it belongs to: its own language, else the other script of it, else the article's own language."""
    written = set(await session.scalars(select(ArticleText.language).where(ArticleText.article_id == article_id)))
    own = detect_language(question, "zh-Hans" if searched_in == "zh-Hans" else "zh-Hant")
    for language in (own, SAME_WORDS.get(own, "")):
        if language in written:
            return language
    main = await session.scalar(select(Article.main_language).where(Article.id == article_id))
    return main if main in written else min(written, default=own)
