"""What is searched and used again and again becomes a proposal, and then a sample question."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import change_state, matters_of, set_outcome
from contactcenter.db import Database, Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.journal import history
from knowledge_base.actions.accept_question import accept_question, add_question, decline_question
from knowledge_base.articles import texts
from knowledge_base.articles.models import Article, ArticleRevision, ArticleText, PendingText
from knowledge_base.articles.service import retire_article
from knowledge_base.jobs import forget_searchers
from knowledge_base.jobs.learn_from_searches import LearnFromSearches
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.searches.models import QuestionProposal, Search
from knowledge_base.searches.picks import pick
from knowledge_base.searches.proposals import propose
from knowledge_base.searches.words import fold_words
from tests.knowledge_base.builders import NOW, draft, make_agent, make_article
from tests.support.builders.contacts import make_contact


async def search(session: Session, words: str, **values: Any) -> Search:
    said = {"source": "console", "language": "zh-Hant", "hits": 3, "outcome": "none", "box": "", "at": NOW}
    row = Search(**{"id": new_id(), "words": words, "folded": fold_words(words), **said, **values})
    session.add(row)
    await session.flush()
    return row


async def used(session: Session, words: str, article: Article, *, by: str) -> list[QuestionProposal]:
    row = await search(session, words, agent_id=by)
    picked = await pick(session, row.id, article_id=article.id, rank=1, outcome="inserted", agent_id=by, now=NOW)
    return await propose(session, [picked], now=NOW)


async def close(session: Session, contact_id: str, *, article_id: str | None) -> None:
    for matter in await matters_of(session, contact_id):
        await set_outcome(session, matter, "answered", author_id=None, now=NOW, article_id=article_id)
    contact = await session.get_one(Contact, contact_id)
    await change_state(session, contact, states.CLOSED, author_id=None, now=NOW, closed_at=NOW)


async def leader(session: Session) -> Agent:
    agent = await session.get_one(Agent, await make_agent(session, "黃主任"))
    agent.roles = ["supervisor"]
    await session.flush()
    return agent


async def test_two_people_who_used_the_same_article_after_the_same_words_propose_them(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        one, other = await make_agent(session), await make_agent(session)
        assert await used(session, "屋苑雜費點計", article, by=one) == []
        assert await used(session, "屋苑雜費點計？", article, by=one) == [], "one person is one person"
        (proposal,) = await used(session, "请问屋苑杂费点计", article, by=other)
        assert (proposal.article_id, proposal.times, proposal.state) == (article.id, 2, "proposed")
        assert proposal.language == "zh-Hant", "the article has no text in the other script"
        assert await used(session, "屋苑雜費點計", article, by=other) == [], "nothing new"
        third = await make_agent(session)
        (counted,) = await used(session, "屋苑雜費點計", article, by=third)
        assert (counted.id, counted.times) == (proposal.id, 3)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("管理費幾時交", id="the title"),
        pytest.param("管理费几时交呀", id="a question it has"),
        pytest.param("費", id="one character"),
        pytest.param("費" * 130, id="half a letter"),
        pytest.param("12", id="a number"),
    ],
)
async def test_words_that_teach_nothing_are_not_proposed(db: Database, words: str) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft(samples=("管理費幾時交呀",)))
        for _ in range(3):
            assert await used(session, words, article, by=await make_agent(session)) == []


async def test_what_was_only_opened_proposes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        for _ in range(3):
            agent = await make_agent(session)
            row = await search(session, "屋苑雜費點計", agent_id=agent)
            await pick(session, row.id, article_id=article.id, rank=2, outcome="opened", agent_id=agent, now=NOW)
            assert await propose(session, [row], now=NOW) == []


async def test_the_better_outcome_of_a_search_stays(db: Database) -> None:
    async with db.transaction() as session:
        one, other = await make_article(session, draft()), await make_article(session, draft(code="other"))
        agent = await make_agent(session)
        row = await search(session, "雜費", agent_id=agent)

        async def then(article: Article, outcome: str, rank: int) -> tuple[str, str | None, int | None]:
            await pick(session, row.id, article_id=article.id, rank=rank, outcome=outcome, agent_id=agent, now=NOW)
            return row.outcome, row.article_id, row.picked_rank

        assert await then(one, "opened", 1) == ("opened", one.id, 1)
        assert await then(other, "opened", 2) == ("opened", other.id, 2)
        assert await then(other, "inserted", 2) == ("inserted", other.id, 2)
        assert await then(one, "opened", 1) == ("inserted", other.id, 2)


async def test_a_search_of_somebody_else_is_not_mine_to_pick_from(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        row = await search(session, "雜費", agent_id=await make_agent(session))
        agent = await make_agent(session)
        for search_id in (row.id, "0" * 32, "no id at all"):
            with pytest.raises(NotFound):
                await pick(session, search_id, article_id=article.id, rank=1, outcome="opened", agent_id=agent, now=NOW)


async def test_a_contact_closed_with_an_article_says_what_its_searches_were_for(db: Database) -> None:
    job = LearnFromSearches()
    async with db.transaction() as session:
        article = await make_article(session, draft())
        agents = [await make_agent(session) for _ in range(2)]
        contacts = [await make_contact(session, state="active", address=f"+8526100010{n}") for n in range(2)]
        for contact, agent in zip(contacts, agents, strict=True):
            await search(session, "雜費", contact_id=contact.id, agent_id=agent, at=NOW - timedelta(seconds=9))
            await search(session, "屋苑雜費點計", contact_id=contact.id, agent_id=agent, at=NOW)
            await search(session, "泳池", contact_id=contact.id, agent_id=agent, at=NOW + timedelta(seconds=9))
        await close(session, contacts[0].id, article_id=article.id)
    assert await job.fire(db, now=NOW) == 0
    async with db.transaction() as session:
        assert (await session.scalars(select(QuestionProposal))).all() == []
        await close(session, contacts[1].id, article_id=article.id)
    await job.fire(db, now=NOW)
    await job.fire(db, now=NOW)
    await LearnFromSearches().fire(db, now=NOW)
    async with db.reading() as session:
        (proposal,) = await session.scalars(select(QuestionProposal))
        assert (proposal.question, proposal.times) == ("屋苑雜費點計", 2)
        found = (await session.scalars(select(Search).order_by(Search.id))).all()
        told = "what was asked last led there, and not what was asked once it was closed"
        assert [row.outcome for row in found] == ["none", "answered", "none"] * 2, told


async def test_what_was_picked_tells_which_search_led_there(db: Database) -> None:
    async with db.transaction() as session:
        article, other = await make_article(session, draft()), await make_article(session, draft(code="other"))
        agent = await make_agent(session)
        contact = await make_contact(session, state="active")
        mine = {"contact_id": contact.id, "agent_id": agent}
        await search(session, "屋苑雜費", **mine, outcome="opened", article_id=article.id, picked_rank=1)
        await search(session, "停車場", **mine, outcome="inserted", article_id=other.id, picked_rank=1)
        await search(session, "別的事", **mine)
        await close(session, contact.id, article_id=article.id)
    await LearnFromSearches().fire(db, now=NOW)
    async with db.reading() as session:
        found = {row.words: row.outcome for row in await session.scalars(select(Search))}
    assert found == {"屋苑雜費": "answered", "停車場": "inserted", "別的事": "none"}


async def test_a_gap_is_what_came_of_searching_in_vain(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session)
        await search(session, "充電樁", contact_id=contact.id, agent_id=agent)
        await search(session, "屋頂太陽能", agent_id=agent)
        await search(session, "屋頂太陽能", agent_id=await make_agent(session))
        for contact_id, words in ((contact.id, "充電樁"), (None, "屋頂 太陽能！")):
            details = {"contact_id": contact_id, "words_searched": words}
            await history.write(session, "gap", new_id(), "recorded", author_id=agent, at=NOW, details=details)
    await LearnFromSearches().fire(db, now=NOW)
    async with db.reading() as session:
        found = [row.outcome for row in await session.scalars(select(Search).order_by(Search.id))]
    assert found == ["gap", "gap", "none"]


async def test_who_searched_is_forgotten_and_what_it_taught_stays(db: Database) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft())
        for _ in range(2):
            await used(session, "屋苑雜費點計", article, by=await make_agent(session))
    await forget_searchers.fire(db, now=NOW + timedelta(days=91))
    async with db.transaction() as session:
        assert {row.agent_id for row in await session.scalars(select(Search))} == {None}
        assert await used(session, "屋苑雜費點計", article, by=await make_agent(session)) == []
        (proposal,) = await session.scalars(select(QuestionProposal))
        assert proposal.times == 2


async def proposed(session: Session) -> tuple[Article, QuestionProposal]:
    article = await make_article(session, draft(samples=("管理費點交",)))
    proposals = [await used(session, "屋苑雜費點計", article, by=await make_agent(session)) for _ in range(2)]
    return article, proposals[1][0]


async def test_accepted_words_find_the_article_at_once(db: Database) -> None:
    index = LiveIndex(db)
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        supervisor = await leader(session)
    await index.build()
    before = index.search("屋苑雜費點計", wanted=Filter()).hits
    async with db.transaction() as session:
        await accept_question(session, proposal.id, agent=supervisor, now=NOW, version=proposal.version)
    await index.refresh()
    (hit,) = index.search("屋苑雜費點計", wanted=Filter()).hits
    assert hit.article_id == article.id
    assert not before or hit.score > before[0].score
    async with db.transaction() as session:
        text = await session.get_one(ArticleText, (article.id, "zh-Hant"))
        assert text.sample_questions == ["管理費點交", "屋苑雜費點計"]
        (revision,) = await session.scalars(select(ArticleRevision).where(ArticleRevision.number == text.revision))
        assert (revision.author_id, revision.note) == (supervisor.id, "屋苑雜費點計")
        acts = [line.act for line in await history.of_subject(session, "article", article.id)]
        assert acts[-2:] == ["question_accepted", "question_added"]
        with pytest.raises(Conflict) as refused:
            await accept_question(session, proposal.id, agent=supervisor, now=NOW)
        assert refused.value.code == "already_taken"


async def test_words_may_be_mended_before_they_are_accepted(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        supervisor = await leader(session)
        await accept_question(session, proposal.id, question=" 雜費\n點計 ", agent=supervisor, now=NOW)
        text = await session.get_one(ArticleText, (article.id, "zh-Hant"))
        assert text.sample_questions[-1] == proposal.question == "雜費 點計"
    async with db.transaction() as session:
        with pytest.raises(InvalidInput):
            await add_question(session, article.id, "？？", language="zh-Hant", agent=supervisor, now=NOW)


async def test_declined_words_are_not_proposed_again(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        await decline_question(session, proposal.id, agent=await leader(session), now=NOW)
        for _ in range(3):
            assert await used(session, "屋苑雜費點計", article, by=await make_agent(session)) == []
        assert proposal.state == "declined"


async def test_only_who_answers_for_the_article_decides(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        stranger = await session.get_one(Agent, await make_agent(session))
        owner = await session.get_one(Agent, await make_agent(session))
        with pytest.raises(NotAllowed):
            await accept_question(session, proposal.id, agent=stranger, now=NOW)
    async with db.transaction() as session:
        (await session.get_one(Article, article.id)).owner_id = owner.id
        await session.flush()
        assert (await accept_question(session, proposal.id, agent=owner, now=NOW)).state == "accepted"


async def test_what_is_being_changed_keeps_the_question_too(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        text = await session.get_one(ArticleText, (article.id, "zh-Hant"))
        pending = PendingText(
            article_id=article.id,
            language="zh-Hant",
            title="新標題",
            body="新內容",
            sample_questions=["管理費點交"],
            based_on=text.revision,
            updated_at=NOW,
        )
        session.add(pending)
        await session.flush()
        await accept_question(session, proposal.id, agent=await leader(session), now=NOW)
        assert pending.sample_questions == ["管理費點交", "屋苑雜費點計"]
        assert pending.based_on == text.revision == 2


async def test_a_question_more_leaves_the_translations_up_to_date(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        english = texts.new_text(article.id, draft("Fees", "Monthly.", language="en").text, author_id=None, now=NOW)
        english.translated_from = 1
        session.add(english)
        await session.flush()
        await accept_question(session, proposal.id, agent=await leader(session), now=NOW)
        await session.refresh(english)
        assert english.translated_from == (await session.get_one(ArticleText, (article.id, "zh-Hant"))).revision == 2


async def test_a_retired_article_takes_no_questions(db: Database) -> None:
    async with db.transaction() as session:
        article, proposal = await proposed(session)
        await retire_article(session, article.id, author_id=None, now=NOW)
        supervisor = await leader(session)
    async with db.transaction() as session:
        with pytest.raises(Conflict):
            await accept_question(session, proposal.id, agent=supervisor, now=NOW)
    async with db.transaction() as session:
        assert await used(session, "別的說法點計", article, by=await make_agent(session)) == []
        assert (await session.get_one(QuestionProposal, proposal.id)).state == "proposed"
