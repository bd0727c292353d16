"""What the demo estate has learnt from searching makes sense."""

from datetime import timedelta

from sqlalchemy import func, select

from contactcenter.db import Database
from contactcenter.demo.content.searches import DEAD, LED, NEARLY_DEAD, REPORTS
from knowledge_base.articles.models import Article, ArticleText
from knowledge_base.feedback.figures import count_feedback
from knowledge_base.feedback.models import ArticleReport
from knowledge_base.gaps.likeness import likeness_of
from knowledge_base.searches.dead import dead_searches
from knowledge_base.searches.figures import count_searches
from knowledge_base.searches.models import ANSWERED, QuestionProposal, Search
from knowledge_base.searches.proposals import is_question
from tests.contactcenter.demo.conftest import NOW

SINCE, UNTIL = NOW - timedelta(days=30), NOW + timedelta(minutes=1)


async def test_the_proposals_stand_on_searches_and_are_no_questions_of_their_articles(estate: Database) -> None:
    async with estate.reading() as session:
        query = select(QuestionProposal).where(QuestionProposal.state == "proposed")
        proposals = (await session.scalars(query)).all()
        assert {proposal.question for proposal in proposals} == {one.words for one in LED}
        for proposal in proposals:
            texts = await session.scalars(select(ArticleText).where(ArticleText.article_id == proposal.article_id))
            known = {likeness_of(words) for text in texts for words in (text.title, *text.sample_questions)}
            assert is_question(proposal.question)
            assert likeness_of(proposal.question) not in known
            led = select(func.count(func.distinct(Search.agent_id))).where(
                Search.article_id == proposal.article_id,
                Search.folded == proposal.folded,
                Search.outcome == ANSWERED,
            )
            assert await session.scalar(led) == proposal.times


async def test_dead_searches_are_those_that_were_written_down(estate: Database) -> None:
    async with estate.reading() as session:
        dead = await dead_searches(session, since=SINCE, until=UNTIL, limit=200)
    assert {one.words for one in dead} >= {one.words for one in DEAD}
    assert {one.words for one in dead} <= {one.words for one in (*DEAD, *NEARLY_DEAD)}
    times = {one.words: one.times for one in dead}
    assert all(times[one.words] == one.times for one in DEAD)


async def test_most_searches_lead_somewhere(estate: Database) -> None:
    async with estate.reading() as session:
        (total,) = await count_searches(session, [SINCE, UNTIL])
        feedback = await count_feedback(session, since=SINCE, until=UNTIL, now=NOW)
    assert total.searches > 100
    assert 0.6 < total.used / total.searches < 0.95
    assert total.suggestions_used < total.suggested
    assert (feedback.open_reports, feedback.overdue_reports, feedback.closed_reports) == (3, 1, 1)


async def test_reports_lie_with_whoever_owns_the_article(estate: Database) -> None:
    async with estate.reading() as session:
        rows = (await session.execute(select(ArticleReport, Article).join(Article))).all()
    assert {article.code for _, article in rows} == {report.code for report in REPORTS}
    assert all(report.owner_id == article.owner_id for report, article in rows)
