"""Everybody who asked is told the answer: once, on their channel, whatever crashes in between."""

import asyncio
from datetime import timedelta

import pytest

from contactcenter.contacts.models import Message
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.journal import history
from knowledge_base.actions.answer_gap import answer_in_words
from knowledge_base.actions.decline_gap import reopen_gap
from knowledge_base.actions.tell_asker import (
    tell_asker,
    tell_by_rule,
)
from knowledge_base.actions.write_gap_article import NewArticle, begin_article, link_article
from knowledge_base.articles import service as articles
from knowledge_base.gaps.models import FAILED, PENDING, SENT, Gap
from knowledge_base.jobs.tell_askers import TellAskers
from tests.knowledge_base.asking import (
    ANSWER,
    Says,
    another_thread,
    answer_by_article,
    askers,
    make_asker,
    make_loop,
    matter_of,
    other_number,
    sent_texts,
    tell,
)
from tests.support.builders.contacts import NOW, OWNER, make_contact
from tests.support.builders.customers import make_customer


async def test_when_the_article_is_published_everybody_who_asked_is_told(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, first = await make_asker(session, loop)
        _, second = await make_asker(session, loop, **other_number(2))
    article_id = await answer_by_article(db, loop, gap.id)
    assert await tell(db) == 2

    assert sorted(await sent_texts(db)) == sorted(
        (contact.address, f"您曾查詢「可否在車位安裝充電樁」：{ANSWER}") for contact in (first, second)
    )
    for contact in (first, second):
        matter = await matter_of(db, contact)
        assert (matter.outcome, matter.article_id, matter.gap_id) == ("answered", article_id, gap.id)
    assert {row.tell_state for row in await askers(db)} == {SENT}
    async with db.reading() as session:
        acts = [line.act for line in await history.of_subject(session, "gap", gap.id)]
        assert acts == ["recorded", "asked_again", "writing", "answered", "told", "told"]
        outcome = (await history.of_subject(session, "contact", first.id))[-1]
        assert (outcome.act, outcome.details["from"], outcome.details["to"]) == ("outcome", "gap", "answered")


async def test_nobody_is_told_before_the_article_is_published(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    assert await tell(db) == 0
    async with db.transaction() as session:
        (asker,) = await askers(db)
        with pytest.raises(Conflict):
            await tell_asker(session, gap.id, asker.id, "早了", agent=loop.agent, now=NOW)
    assert await sent_texts(db) == []


async def test_killed_between_two_the_next_pass_goes_on_with_the_other(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        await make_asker(session, loop, **other_number(2))
        await make_asker(session, loop, **other_number(3))
    await answer_by_article(db, loop, gap.id)

    class Killed(BaseException):
        pass

    job = TellAskers(_DyingAt(2, Killed))
    with pytest.raises(Killed):
        await job.fire(db, now=NOW)
    assert sorted(row.tell_state for row in await askers(db)) == [PENDING, PENDING, SENT]
    assert len(await sent_texts(db)) == 1

    await tell(db)
    assert {row.tell_state for row in await askers(db)} == {SENT}
    recipients = [recipient for recipient, _ in await sent_texts(db)]
    assert len(recipients) == len(set(recipients)) == 3


class _DyingAt(Says):
    """The process ends in the middle of telling this one."""

    def __init__(self, number: int, death: type[BaseException]) -> None:
        super().__init__()
        self._left, self._death = number, death

    async def __call__(self, session, article_id, contact, **rest):  # type: ignore[no-untyped-def, override]
        self._left -= 1
        if self._left == 0:
            raise self._death
        return await super().__call__(session, article_id, contact, **rest)


async def test_two_nodes_at_once_tell_each_one_once(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        for number in range(2, 8):
            await make_asker(session, loop, **other_number(number))
    await answer_by_article(db, loop, gap.id)
    await asyncio.gather(tell(db), tell(db), tell(db))
    recipients = [recipient for recipient, _ in await sent_texts(db)]
    assert len(recipients) == len(set(recipients)) == 7


async def test_whoever_asked_twice_is_told_once_and_both_contacts_are_answered(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        owner = await make_customer(session, phone=OWNER)
        gap, called = await make_asker(
            session, loop, channel="voice", minutes_ago=90, customer_id=owner.id, **another_thread()
        )
        _, texted = await make_asker(session, loop, minutes_ago=20, customer_id=owner.id)
    article_id = await answer_by_article(db, loop, gap.id)
    await tell(db)
    assert [recipient for recipient, _ in await sent_texts(db)] == [OWNER]
    rows = await askers(db)
    assert {row.tell_state for row in rows} == {SENT}
    assert rows[0].tell_message_id == rows[1].tell_message_id
    for contact in (called, texted):
        assert (await matter_of(db, contact)).article_id == article_id


async def test_the_same_article_answers_two_gaps_and_tells_one_owner_once(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
        other, _ = await make_asker(session, loop, "電動車幾時可以充電", minutes_ago=10, **another_thread())
    article_id = await answer_by_article(db, loop, gap.id)
    await tell(db)
    async with db.transaction() as session:
        await link_article(session, other.id, article_id, answers_now=True, agent=loop.supervisor, now=NOW)
    await tell(db)
    assert len(await sent_texts(db)) == 1
    assert {row.tell_state for row in await askers(db)} == {SENT}


async def test_a_mail_is_answered_in_its_thread_with_the_whole_article(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(
            session,
            loop,
            channel="email",
            address="owner@example.com",
            line="service@estate.example",
            **another_thread(),
        )
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    assert row.tell_state == SENT, row.tell_error
    async with db.reading() as session:
        acts = [line.act for line in await history.of_subject(session, "contact", contact.id)]
    assert acts[-1] == "outcome"


async def test_an_owner_written_to_on_an_open_thread_is_told_there(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, closed = await make_asker(session, loop)
    async with db.transaction() as session:
        goes_on = await make_contact(session, state="active", agent=loop.agent)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    (row,) = await askers(db)
    async with db.reading() as session:
        message = await session.get_one(Message, row.tell_message_id)
        assert message.contact_id == goes_on.id
    assert (await matter_of(db, closed)).outcome == "answered"


async def test_a_short_answer_needs_no_article(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop)
        await answer_in_words(session, gap.id, "可以", language="zh-Hant", agent=loop.supervisor, now=NOW)
    await tell(db)
    assert [text for _, text in await sent_texts(db)] == ["您曾查詢「可否在車位安裝充電樁」：可以"]
    matter = await matter_of(db, contact)
    assert (matter.outcome, matter.article_id, matter.note) == ("answered", None, "可以")


async def test_an_article_published_past_the_action_answers_its_gap_all_the_same(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    async with db.transaction() as session:
        article = await begin_article(session, gap.id, NewArticle(body=ANSWER), agent=loop.supervisor, now=NOW)
        await articles.publish_article(session, article.id, author_id=None, now=NOW + timedelta(minutes=1))
    await tell(db, now=NOW + timedelta(minutes=2))
    assert len(await sent_texts(db)) == 1


async def test_a_message_that_cannot_be_written_stays_with_its_reason(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)

    class Broken(Says):
        async def __call__(self, session: Session, *arguments: object, **rest: object):  # type: ignore[no-untyped-def, override]
            raise InvalidInput("This cannot be said.")

    await TellAskers(Broken()).fire(db, now=NOW)
    (row,) = await askers(db)
    assert (row.tell_state, row.tell_error) == (FAILED, "This cannot be said.")


async def test_with_a_new_answer_those_told_already_hear_it_too(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, contact = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    async with db.transaction() as session:
        await reopen_gap(session, gap.id, "答錯了", tells_again=True, agent=loop.supervisor, now=NOW)
        await answer_in_words(session, gap.id, "不可以", language="zh-Hant", agent=loop.supervisor, now=NOW)
    await tell(db)
    first, second = [text for _, text in await sent_texts(db)]
    assert first.endswith(ANSWER)
    assert second.endswith("不可以")
    matter = await matter_of(db, contact)
    assert (matter.outcome, matter.article_id, matter.note) == ("answered", None, "不可以"), "the old answer is gone"


async def test_told_by_rule_twice_changes_nothing(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    (row,) = await askers(db)
    for _ in range(2):
        async with db.transaction() as session:
            await tell_by_rule(session, row.id, says=Says(), now=NOW)
    assert len(await sent_texts(db)) == 1
    async with db.reading() as session:
        assert (await session.get_one(Gap, gap.id)).version == 3
