"""What was searched in the demo estate's last month, and what it teaches. Called by `seed.py`, after the contacts.

Rows go in as they are: what was done to them stands in no history, which runs in the order of time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from contactcenter.contacts.models import Matter
from contactcenter.db import Session, insert_rows, new_id
from contactcenter.demo.content.articles.reading import load_articles
from contactcenter.demo.content.searches import (
    DEAD,
    LED,
    NEARLY_DEAD,
    NOT_THERE,
    REPORTS,
    TAKEN_IN,
    VOTES,
    DemoWords,
)
from knowledge_base.articles.models import Article
from knowledge_base.feedback.models import DONE, OPEN, ArticleReport, ArticleVote
from knowledge_base.searches.models import (
    ACCEPTED,
    ANSWERED,
    CONSOLE,
    DECLINED,
    GAP,
    INSERTED,
    NONE,
    OPENED,
    PROPOSED,
    PUBLIC,
    SUGGESTION,
    QuestionProposal,
    Search,
)
from knowledge_base.searches.words import fold_words

Ids = Mapping[str, str]
# What came of searches on a usual day, and how often; three of four picks were the first of the list.
OUTCOMES: Final = ((ANSWERED, 44), (INSERTED, 20), (OPENED, 20), (NONE, 13), (GAP, 3))
RANKS: Final = (1, 1, 1, 1, 1, 1, 2, 2, 3)
LANGUAGES: Final = (("zh-Hant", 6), ("zh-Hans", 2), ("en", 2))
A_DAY: Final = {CONSOLE: (16, 30), SUGGESTION: (10, 22), PUBLIC: (3, 9)}
SUGGESTION_USED: Final = 0.4
WITHIN: Final = timedelta(hours=72)
LEAST_DAYS: Final = 7


@dataclass(slots=True)
class _Month:
    """The rows in the making."""

    articles: Ids
    agents: Sequence[str]
    now: datetime
    days: int
    chance: Random
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, words: str, language: str, **values: Any) -> None:
        self.rows.append(
            {
                "id": new_id(),
                "at": self.some_time(),
                "source": CONSOLE,
                "box": "",
                "language": language,
                "words": words,
                "folded": fold_words(words),
                "hits": self.chance.randint(3, 10),
                "agent_id": None,
                "contact_id": None,
                "outcome": NONE,
                "article_id": None,
                "picked_rank": None,
                "picked_at": None,
                **values,
            }
        )

    def some_time(self) -> datetime:
        return self.now - timedelta(minutes=self.chance.randint(20, self.days * 24 * 60))

    def some_agents(self, count: int) -> list[str]:
        return self.chance.sample(list(self.agents), min(count, len(self.agents)))


async def add_searches(session: Session, *, staff: Ids, articles: Ids, now: datetime, days: int) -> None:
    """Ids by username and by code; a month of `days`, or the last week where there is none."""
    agents = [id_ for username, id_ in sorted(staff.items()) if username.startswith("agent")]
    month = _Month(articles, agents, now, max(days, LEAST_DAYS), Random("searches"))
    _usual_days(month)
    _led(month)
    _dead(month)
    await _nearly_dead(session, month)
    await insert_rows(session, Search, sorted(month.rows, key=lambda row: row["id"]))
    proposals = [_proposal(words, articles, now) for words in LED]
    proposals += [_decided(_proposal(words, articles, now), ACCEPTED, staff, now) for words in _taken_in()]
    proposals += [_decided(_proposal(words, articles, now), DECLINED, staff, now) for words in NOT_THERE]
    await insert_rows(session, QuestionProposal, proposals)
    await _add_reports(session, staff=staff, articles=articles, now=now)
    await _add_votes(session, staff=staff, articles=articles, now=now)


def _usual_days(month: _Month) -> None:
    questions = list(_sample_questions(month))
    known: list[tuple[str, str]] = []
    for _day in range(month.days):
        for source, (least, most) in A_DAY.items():
            for _ in range(month.chance.randint(least, most)):
                words, language, code = month.chance.choice(questions)
                outcome = _outcome(month.chance, source)
                if outcome == NONE and source == CONSOLE:
                    # What leads nowhere once led somewhere before: it is no dead search.
                    words, language = month.chance.choice(known) if known else (words, language)
                    outcome = outcome if known else OPENED
                rank = month.chance.choice(RANKS)
                is_led = outcome not in (NONE, GAP)
                picked = {"article_id": month.articles[code], "picked_rank": rank} if is_led else {}
                agent = None if source == PUBLIC else month.chance.choice(month.agents)
                month.add(words, language, source=source, agent_id=agent, outcome=outcome, **picked)
                if is_led and source == CONSOLE:
                    known.append((words, language))


def _sample_questions(month: _Month) -> Iterator[tuple[str, str, str]]:
    languages = [language for language, weight in LANGUAGES for _ in range(weight)]
    for article in load_articles():
        for language in languages:
            text = article.texts[language]  # type: ignore[index]
            yield month.chance.choice(text.sample_questions), language, article.code


def _outcome(chance: Random, source: str) -> str:
    if source == PUBLIC:
        return OPENED
    if source == SUGGESTION:
        return INSERTED if chance.random() < SUGGESTION_USED else NONE
    return chance.choices([outcome for outcome, _ in OUTCOMES], [weight for _, weight in OUTCOMES])[0]


def _led(month: _Month) -> None:
    for one in LED:
        for agent in month.some_agents(one.times):
            rank = month.chance.choice((2, 3, 4))
            article = {"article_id": month.articles[one.code or ""], "picked_rank": rank}
            month.add(one.words, one.language, agent_id=agent, outcome=ANSWERED, **article)


def _dead(month: _Month) -> None:
    for one in DEAD:
        for number in range(one.times):
            source, agent = (PUBLIC, None) if number < one.by_public else (CONSOLE, month.chance.choice(month.agents))
            hits = {"hits": 0} if number < one.without_hits else {}
            month.add(one.words, one.language, source=source, agent_id=agent, **hits)


async def _nearly_dead(session: Session, month: _Month) -> None:
    for one in NEARLY_DEAD:
        article_id = month.articles[one.code or ""]
        contacts = select(Matter.contact_id).where(Matter.article_id == article_id).distinct()
        for contact_id in (await session.scalars(contacts.order_by(Matter.contact_id).limit(one.times))).all():
            of_contact = {"contact_id": contact_id, "agent_id": month.chance.choice(month.agents)}
            month.add(one.words, one.language, **of_contact)
            month.add(one.words[:2], one.language, **of_contact, outcome=ANSWERED, article_id=article_id)


def _proposal(one: DemoWords, articles: Ids, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "article_id": articles[one.code or ""],
        "language": one.language,
        "folded": fold_words(one.words),
        "question": one.words,
        "times": one.times,
        "state": PROPOSED,
        "first_at": now - timedelta(days=3),
        "last_at": now - timedelta(hours=one.times),
        "decided_by": None,
        "decided_at": None,
        "version": 1,
    }


def _taken_in() -> Iterator[DemoWords]:
    """Questions that are sample questions now."""
    for article in load_articles():
        if article.code in TAKEN_IN:
            yield DemoWords(article.texts["zh-Hant"].sample_questions[-1], "zh-Hant", 3, article.code)


def _decided(row: dict[str, Any], state: str, staff: Ids, now: datetime) -> dict[str, Any]:
    decided = {"state": state, "decided_by": staff["supervisor1"], "decided_at": now - timedelta(days=9), "version": 2}
    return row | decided | {"first_at": now - timedelta(days=14), "last_at": now - timedelta(days=10)}


async def _add_reports(session: Session, *, staff: Ids, articles: Ids, now: datetime) -> None:
    ids = [articles[one.code] for one in REPORTS]
    found = await session.execute(select(Article.id, Article.owner_id).where(Article.id.in_(ids)))
    owners = {article_id: owner_id for article_id, owner_id in found}
    for one in sorted(REPORTS, key=lambda report: -report.hours_ago):
        article_id, made_at = articles[one.code], now - timedelta(hours=one.hours_ago)
        report = ArticleReport(
            id=new_id(),
            article_id=article_id,
            language=one.language,
            kind=one.kind,
            text=one.text,
            reported_by=staff[one.by],
            owner_id=owners[article_id],
            state=DONE if one.answer else OPEN,
            due_at=made_at + WITHIN,
            created_at=made_at,
        )
        if one.answer:
            report.answer, report.closed_at = one.answer, made_at + timedelta(hours=26)
            report.closed_by = owners[article_id] or staff["supervisor1"]
        session.add(report)


async def _add_votes(session: Session, *, staff: Ids, articles: Ids, now: datetime) -> None:
    readers = [id_ for username, id_ in sorted(staff.items()) if username.startswith("agent")]
    rows = [
        {
            "id": new_id(),
            "article_id": articles[code],
            "voter": voter,
            "is_public": False,
            "is_helpful": number < helpful,
            "comment": "",
            "at": now - timedelta(days=number + 1),
        }
        for code, helpful, unhelpful in VOTES
        for number, voter in enumerate(readers[: helpful + unhelpful])
    ]
    await insert_rows(session, ArticleVote, rows)
