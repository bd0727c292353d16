"""What no rule may tell alone is an agent's task: looked over and sent, told otherwise, promised, or skipped."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.promises.models import Promise
from contactcenter.promises.service import keep
from knowledge_base.actions.answer_gap import answer_in_words
from knowledge_base.actions.decline_gap import reopen_gap
from knowledge_base.actions.group_gaps import group_gaps
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.actions.tell_asker import (
    promise_call,
    see_answer,
    skip_asker,
    tell_asker,
    told_otherwise,
)
from knowledge_base.gaps.models import DRAFTED, FAILED, PENDING, SAME_PERSON, SEEN, SENT, SKIPPED
from tests.knowledge_base.asking import (
    ANSWER,
    QUESTION,
    another_thread,
    answer_by_article,
    askers,
    fail_message,
    make_asker,
    make_loop,
    matter_of,
    other_number,
    sent_texts,
    tell,
)
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, OWNER
from tests.support.builders.customers import make_customer


async def test_each_is_told_in_their_language_and_what_is_not_written_in_it_is_looked_over(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        english, _ = await make_asker(session, loop, "May I install a charger?", language="en", **other_number(2))
        await group_gaps(session, english.id, into_id=gap.id, agent=loop.supervisor, now=NOW)
    await answer_by_article(db, loop, gap.id)
    await tell(db, doubts=["other_language"])
    assert await sent_texts(db) == []
    drafted = await askers(db)
    assert [row.tell_state for row in drafted] == [DRAFTED, DRAFTED]
    assert drafted[1].tell_text == f"You asked May I install a charger: {ANSWER}"
    assert drafted[1].tell_error == "other_language"
    assert drafted[1].tell_agent_id == loop.agent.id


async def test_without_the_rule_an_agent_looks_it_over_edits_and_sends_it(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    assert await tell(db) == 0
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error, row.tell_agent_id) == (DRAFTED, "not_by_rule", loop.agent.id)
    assert ANSWER in row.tell_text
    async with db.transaction() as session:
        await tell_asker(session, gap.id, row.id, "陳先生：可以裝的。", agent=loop.agent, now=NOW)
    async with db.transaction() as session:
        with pytest.raises(Conflict) as refused:
            await tell_asker(session, gap.id, row.id, "再講一次", agent=loop.agent, now=NOW)
    assert refused.value.code == "already_told"
    assert await sent_texts(db) == [(OWNER, "陳先生：可以裝的。")]
    assert (await matter_of(db, contact)).outcome == "answered"


async def test_only_who_has_to_do_with_it_tells(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        stranger = await make_agent(session, name="路人")
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    async with db.transaction() as session:
        with pytest.raises(NotAllowed):
            await tell_asker(session, gap.id, row.id, "早", agent=stranger, now=NOW)


async def test_a_caller_on_a_telephone_without_texts_is_promised_a_call(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop, channel="voice", address="+85225551234", **another_thread())
    article_id = await answer_by_article(db, loop, gap.id)
    await tell(db)
    assert await sent_texts(db) == []
    (row,) = await askers(db)
    assert row.tell_state == DRAFTED
    async with db.transaction() as session:
        promise = (await session.scalars(select(Promise))).one()
        assert (promise.id, promise.agent_id, promise.contact_id) == (row.tell_promise_id, loop.agent.id, contact.id)
        assert QUESTION in promise.what
        assert promise.due_at == NOW + timedelta(hours=4)
        await keep(session, promise, author_id=loop.agent.id, now=NOW + timedelta(hours=1))
    await tell(db, now=NOW + timedelta(hours=1))
    (row,) = await askers(db)
    assert (row.tell_state, row.told_at) == (SENT, NOW + timedelta(hours=1))
    assert (await matter_of(db, contact)).article_id == article_id


async def test_a_visitor_nobody_can_write_to_is_an_agents_task(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop, channel="manual", address="", line="", **another_thread())
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error, row.tell_agent_id) == (DRAFTED, "no_way", loop.agent.id)
    async with db.transaction() as session:
        with pytest.raises(InvalidInput):
            await tell_asker(session, gap.id, row.id, "您好", agent=loop.agent, now=NOW)
    async with db.transaction() as session:
        with pytest.raises(InvalidInput):
            await promise_call(session, gap.id, row.id, None, agent=loop.agent, now=NOW)
    async with db.transaction() as session:
        await told_otherwise(session, gap.id, row.id, "在大堂當面講了", agent=loop.agent, now=NOW)
    assert (await askers(db))[0].tell_state == SENT
    assert (await matter_of(db, contact)).outcome == "answered"


async def test_what_could_not_be_sent_is_seen_and_sent_again_by_hand(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    assert row.tell_message_id
    assert (await matter_of(db, contact)).outcome == "answered"
    await fail_message(db, row.tell_message_id)
    assert await tell(db) == 1
    (row,) = await askers(db)
    assert (row.tell_state, row.told_at) == (FAILED, None)
    assert "30006" in row.tell_error
    assert (await matter_of(db, contact)).outcome == "gap", "who was not reached has no answer"
    async with db.transaction() as session:
        await tell_asker(session, gap.id, row.id, ANSWER, agent=loop.agent, now=NOW)
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error) == (SENT, "")
    assert (await matter_of(db, contact)).outcome == "answered"
    assert await tell(db) == 0


async def test_skipped_means_never_told(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    async with db.transaction() as session:
        await skip_asker(session, gap.id, row.id, "已經搬走", agent=loop.agent, now=NOW)
    assert await tell(db) == 0
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error) == (SKIPPED, "已經搬走")
    assert (await matter_of(db, contact)).outcome == "gap"


async def test_an_agent_who_asked_for_nobody_reads_the_answer(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await record_gap(session, Asked(QUESTION), agent_id=loop.agent.id, now=NOW)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    assert row.tell_state == DRAFTED
    async with db.transaction() as session:
        await see_answer(session, gap.id, agent=loop.agent, now=NOW)
    (row,) = await askers(db)
    assert (row.tell_state, row.seen_at) == (SEEN, NOW)


async def test_a_customer_asked_for_from_the_search_box_gets_a_contact_of_her_own(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        owner = await make_customer(session, phone="+85298887777")
        gap = await record_gap(session, Asked(QUESTION, customer_id=owner.id), agent_id=loop.agent.id, now=NOW)
    article_id = await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error) == (DRAFTED, "by_hand")
    async with db.transaction() as session:
        await tell_asker(session, gap.id, row.id, row.tell_text, agent=loop.agent, now=NOW)
    assert [recipient for recipient, _ in await sent_texts(db)] == ["+85298887777"]
    async with db.reading() as session:
        contact = (await session.scalars(select(Contact))).one()
        assert contact.state == "closed"
        (matter,) = await matters_of(session, contact.id)
        assert (matter.outcome, matter.article_id) == ("answered", article_id)


async def test_a_promise_is_made_once(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    async with db.transaction() as session:
        await promise_call(session, gap.id, row.id, None, agent=loop.agent, now=NOW)
    async with db.transaction() as session:
        with pytest.raises(Conflict):
            await promise_call(session, gap.id, row.id, None, agent=loop.agent, now=NOW)


async def test_one_more_who_is_grouped_in_after_the_draft_is_told_with_it(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        late, _ = await make_asker(session, loop, "充電樁怎樣申請安裝", minutes_ago=5, **another_thread())
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    async with db.transaction() as session:
        await group_gaps(session, late.id, into_id=gap.id, agent=loop.supervisor, now=NOW)
    await tell(db)
    first, second = await askers(db)
    assert (second.tell_state, second.tell_error) == (DRAFTED, SAME_PERSON)
    async with db.transaction() as session:
        await tell_asker(session, gap.id, first.id, ANSWER, agent=loop.agent, now=NOW)
    assert {row.tell_state for row in await askers(db)} == {SENT}


async def test_reopened_what_was_drafted_is_said_anew(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    async with db.transaction() as session:
        await reopen_gap(session, gap.id, "答錯了", tells_again=False, agent=loop.supervisor, now=NOW)
    assert [row.tell_state for row in await askers(db)] == [PENDING]
    async with db.transaction() as session:
        await answer_in_words(session, gap.id, "不可以", language="zh-Hant", agent=loop.supervisor, now=NOW)
    await tell(db)
    (row,) = await askers(db)
    assert row.tell_text.endswith("：不可以")
