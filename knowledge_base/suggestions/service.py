"""The few articles that answer what the owner says in a thread. Called by the console while a thread is read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from contactcenter.contacts.merges import thread_ids
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from knowledge_base.articles.models import ArticleText
from knowledge_base.articles.service import texts_of
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.query import Terms
from knowledge_base.search.snapshot import Hit
from knowledge_base.search.snippets import Marked, make_snippet, mark
from knowledge_base.suggestions.asking import Question, Said, questions_of
from knowledge_base.suggestions.fitting import Measure

MOST_SUGGESTIONS = 3
# How many of the best of each question are looked at; what two questions find beats what one finds.
LOOKED_AT = 6
# An article far behind the best one is not worth a line.
NEAR_THE_BEST = 0.4
# So much of the thread is read, newest first; a call is written down in many short pieces.
MOST_MESSAGES = 24
LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One article in the language it is to be shown in; `score` is comparable only within one list."""

    hit: Hit
    text: ArticleText
    title: Marked
    snippet: Marked
    score: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The articles, best first, and the words of the thread that led to the best of them."""

    items: list[Suggestion]
    words: str = ""


async def suggest(
    session: Session, index: LiveIndex, contact: Contact, *, wanted: Filter, prefer: str, limit: int = MOST_SUGGESTIONS
) -> Suggestions:
    """At most so many articles that fit; none where nothing fits. `prefer` is the language to show them in."""
    return await _suggest(session, index, await questions_in(session, contact), wanted, prefer=prefer, limit=limit)


async def suggest_for(
    session: Session, index: LiveIndex, words: str, *, wanted: Filter, prefer: str, limit: int = MOST_SUGGESTIONS
) -> Suggestions:
    """The same for a question as somebody writes it down."""
    questions = questions_of([Said(words[:LONGEST_MESSAGE], False)])
    return await _suggest(session, index, questions, wanted, prefer=prefer, limit=limit)


async def _suggest(
    session: Session, index: LiveIndex, questions: Sequence[Question], wanted: Filter, *, prefer: str, limit: int
) -> Suggestions:
    found = _Found()
    for question in questions:
        found.add(index, question, wanted=wanted, prefer=prefer)
    best = found.best(limit)
    texts = await texts_of(session, [hit.article_id for hit, _ in best]) if best else {}
    items = [
        Suggestion(hit, text, mark(text.title, terms), make_snippet(text.plain, terms), round(score, 1))
        for hit, score in best
        if (text := texts.get((hit.article_id, hit.language))) is not None
        for terms in [found.terms[hit.article_id]]
    ]
    return Suggestions(items, found.words[items[0].hit.article_id]) if items else Suggestions([])


async def questions_in(session: Session, contact: Contact) -> list[Question]:
    """What is asked in the thread now, most important first."""
    said = await _said(session, contact)
    titles = await session.scalars(
        select(Matter.subject).where(Matter.contact_id == contact.id, Matter.outcome.is_(None)).order_by(Matter.id)
    )
    return questions_of(said, titles.all(), await _names(session, contact))


async def _said(session: Session, contact: Contact) -> list[Said]:
    columns = (Message.direction, Message.channel, Message.author_kind, Message.text)
    query = select(*columns).where(
        Message.contact_id.in_(await thread_ids(session, contact.id)), Message.kind == "message"
    )
    rows = await session.execute(query.order_by(Message.id.desc()).limit(MOST_MESSAGES))
    said: list[Said] = []
    is_answered = False
    for direction, channel, author_kind, text in rows:
        if direction == "inbound":
            said.append(Said(text[:LONGEST_MESSAGE], is_answered))
        # Talking goes to and fro without answering; a text of ours answers what came before, one of a rule does not.
        elif channel != "voice" and author_kind == "agent":
            is_answered = True
    return said


async def _names(session: Session, contact: Contact) -> Sequence[str]:
    name = await session.scalar(select(Customer.name).where(Customer.id == contact.customer_id))
    return [name] if name else []


class _Found:
    """What the questions found so far, by article."""

    def __init__(self) -> None:
        self._scores: defaultdict[str, float] = defaultdict(float)
        self._hits: dict[str, tuple[float, Hit]] = {}
        self.terms: dict[str, Terms] = {}
        self.words: dict[str, str] = {}

    def add(self, index: LiveIndex, question: Question, *, wanted: Filter, prefer: str) -> None:
        found = index.search(question.words, wanted=wanted, limit=LOOKED_AT, prefer=prefer)
        measure = Measure.of(question.words, found.terms)
        for hit in found.hits:
            if not measure.fits(hit.score):
                continue
            # In units of the most telling gram, questions of different words can be added up.
            score = question.weight * hit.score / measure.most_telling
            self._scores[hit.article_id] += score
            if score > self._hits.get(hit.article_id, (0.0, hit))[0]:
                self._hits[hit.article_id] = (score, hit)
                self.terms[hit.article_id], self.words[hit.article_id] = found.terms, question.words

    def best(self, limit: int) -> list[tuple[Hit, float]]:
        ranked = [(hit, self._scores[article_id]) for article_id, (_, hit) in self._hits.items()]
        ranked.sort(key=lambda scored: (-scored[1], scored[0].code))
        return [(hit, score) for hit, score in ranked[:limit] if score >= NEAR_THE_BEST * ranked[0][1]]
