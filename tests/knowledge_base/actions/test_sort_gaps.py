"""A gap goes to a group, is taken, given back, declined, put together and parted; its time and reminders with it."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.calendars.changes import add_calendar
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.groups.service import add_members
from contactcenter.journal import history
from knowledge_base.actions.assign_gap import Assignment, assign_gap, return_gap, take_gap
from knowledge_base.actions.decline_gap import decline_gap, reopen_gap
from knowledge_base.actions.group_gaps import group_gaps, ungroup_gap
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.gaps.models import ASSIGNED, DECLINED, GROUPED, OPEN, PENDING, SKIPPED, Gap
from knowledge_base.gaps.open_items import GapOpenItems
from knowledge_base.gaps.service import askers_of
from knowledge_base.gaps.similar import similar_to
from knowledge_base.gaps.tasks import gap_tasks
from knowledge_base.jobs import remind_gaps
from tests.knowledge_base.asking import QUESTION, Loop, answer_by_article, askers, make_asker, make_loop, tell
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW

HOUR = timedelta(hours=1)


async def ask(session: Session, loop: Loop, question: str = QUESTION, language: str = "zh-Hant") -> Gap:
    return await record_gap(session, Asked(question, language=language), agent_id=loop.agent.id, now=NOW)


async def kinds(db: Database, agent: object, now: datetime = NOW) -> list[str]:
    async with db.reading() as session:
        return [task.kind for task in await gap_tasks(session, agent, now=now)]  # type: ignore[arg-type]


async def test_a_new_gap_is_to_be_sorted_by_whoever_sorts(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        assert gap.due_at == NOW + 4 * HOUR
    assert await kinds(db, loop.supervisor) == ["gap_to_sort"]
    assert await kinds(db, loop.agent) == []


async def test_the_assistant_sorts_instead_of_the_supervisors(db: Database) -> None:
    async with db.transaction() as session:
        assistant = await make_agent(session, name="助理")
    loop = await make_loop(db, assistant_id=assistant.id)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        with pytest.raises(NotAllowed):
            await assign_gap(session, gap.id, Assignment(loop.group_id), agent=loop.agent, now=NOW)
        await assign_gap(session, gap.id, Assignment(loop.group_id), agent=assistant, now=NOW)
    assert await kinds(db, loop.supervisor) == []


async def test_a_group_gets_it_and_one_of_its_people_takes_it(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        other = await make_agent(session, roles=["back_office"])
        await assign_gap(session, gap.id, Assignment(loop.group_id, note="工程"), agent=loop.supervisor, now=NOW)
        assert (gap.state, gap.due_at, gap.assigned_by) == (ASSIGNED, NOW + 48 * HOUR, loop.supervisor.id)
    assert await kinds(db, loop.expert) == ["gap_of_group"]
    async with db.transaction() as session:
        with pytest.raises(NotAllowed):
            await take_gap(session, gap.id, agent=other, now=NOW)
        taken = await take_gap(session, gap.id, agent=loop.expert, now=NOW)
        assert (await take_gap(session, gap.id, agent=loop.expert, now=NOW)).version == taken.version
    assert await kinds(db, loop.expert) == ["gap_mine"]
    async with db.reading() as session:
        items = await GapOpenItems().open_items(session, agent_id=loop.expert.id, since=NOW, until=NOW + HOUR)
        assert [(item.kind, item.due_at) for item in items] == [("gap", NOW + 48 * HOUR)]


async def test_of_two_of_a_group_one_gets_it(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        colleague = await make_agent(session, roles=["back_office"])
        await add_members(session, loop.group_id, [colleague.id])
        gap = await ask(session, loop)
        await assign_gap(session, gap.id, Assignment(loop.group_id), agent=loop.supervisor, now=NOW)
        await take_gap(session, gap.id, agent=loop.expert, now=NOW)
        with pytest.raises(Conflict) as late:
            await take_gap(session, gap.id, agent=colleague, now=NOW)
    assert late.value.code == "already_taken"


async def test_given_back_it_is_sorted_anew_and_the_history_says_why(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        await assign_gap(session, gap.id, Assignment(loop.group_id), agent=loop.supervisor, now=NOW)
        with pytest.raises(InvalidInput):
            await return_gap(session, gap.id, "  ", agent=loop.expert, now=NOW)
        await return_gap(session, gap.id, "屬保安組", agent=loop.expert, now=NOW + HOUR)
        assert (gap.state, gap.group_id, gap.due_at) == (OPEN, None, NOW + 5 * HOUR)
        line = (await history.of_subject(session, "gap", gap.id))[-1]
        assert (line.act, line.author_id, line.details["reason"]) == ("returned", loop.expert.id, "屬保安組")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Assignment(), "group_id"),
        (Assignment("nowhere"), "group_id"),
        (Assignment(owner_id="nobody"), "owner_id"),
        (Assignment(owner_id="nobody", due_at=NOW), "due_at"),
    ],
)
async def test_what_cannot_be_is_named(db: Database, wanted: Assignment, field: str) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        with pytest.raises(InvalidInput) as refused:
            await assign_gap(session, gap.id, wanted, agent=loop.supervisor, now=NOW)
    assert field in refused.value.details["fields"]


async def test_a_stale_look_is_refused(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        with pytest.raises(Conflict) as stale:
            await assign_gap(session, gap.id, Assignment(loop.group_id), agent=loop.supervisor, now=NOW, version=9)
    assert stale.value.code == "stale"


async def test_due_times_count_office_hours(db: Database) -> None:
    async with db.transaction() as session:
        week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
        calendar_id = await add_calendar(session, code="desk", names={"en": "Desk"}, weekly=week)
    loop = await make_loop(db, calendar_id=calendar_id)
    friday_evening = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # 17:00 in Hong Kong
    async with db.transaction() as session:
        gap = await record_gap(session, Asked(QUESTION), agent_id=loop.agent.id, now=friday_evening)
    assert gap.due_at == datetime(2026, 11, 30, 4, 0, tzinfo=UTC)


async def test_nearly_the_same_question_joins_by_itself_and_can_be_parted(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        first = await ask(session, loop)
        joined = await ask(session, loop, "請問可唔可以在车位安装充電裝呢")
        assert joined.id == first.id
        again = await ask(session, loop, "請問可唔可以在车位安装充電裝呢")
        assert again.id == first.id
        assert len((await askers_of(session, [first.id]))[first.id]) == 3
        grouped = (await session.scalars(Gap.__table__.select())).all()
        assert len(grouped) == 2
        (child_id,) = set(grouped) - {first.id}
        parted = await ungroup_gap(session, child_id, agent=loop.supervisor, now=NOW)
        assert (parted.state, parted.grouped_into_id) == (OPEN, None)
        assert len((await askers_of(session, [first.id]))[first.id]) == 1


async def test_the_same_in_another_language_is_proposed_and_put_together_by_hand(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        first = await ask(session, loop, "露台可以裝太陽能板嗎")
        other = await ask(session, loop, "陽台外面能不能裝太陽能板")
        assert other.id != first.id
        (proposed,) = await similar_to(session, other.question, now=NOW, but=other.id)
        assert proposed.gap.id == first.id
        third = await ask(session, loop, "Solar panels on the balcony?", "en")
        await group_gaps(session, third.id, into_id=other.id, agent=loop.supervisor, now=NOW)
        main = await group_gaps(session, other.id, into_id=first.id, agent=loop.supervisor, now=NOW)
        await session.refresh(third)
        assert (third.state, third.grouped_into_id) == (GROUPED, main.id)
        assert len((await askers_of(session, [main.id]))[main.id]) == 3
        with pytest.raises(InvalidInput):
            await group_gaps(session, main.id, into_id=main.id, agent=loop.supervisor, now=NOW)
        with pytest.raises(Conflict):
            await group_gaps(session, main.id, into_id=third.id, agent=loop.supervisor, now=NOW)


async def test_a_gap_that_asks_what_is_answered_is_told_the_same(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    async with db.transaction() as session:
        late = await ask(session, loop, "充電樁怎樣申請")
        await group_gaps(session, late.id, into_id=gap.id, agent=loop.supervisor, now=NOW)
    await tell(db)
    assert [row.tell_state for row in await askers(db, late.id)] == ["drafted"]


async def test_declined_with_words_for_those_who_asked_or_without(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        told, _ = await make_asker(session, loop)
        quiet, _ = await make_asker(session, loop, "泳池可以游通宵嗎", thread_key="other")
        decline = {"language": "zh-Hant", "agent": loop.supervisor, "now": NOW}
        await decline_gap(session, told.id, "業主會已否決", answer="業主大會已否決。", **decline)
        await decline_gap(session, quiet.id, "玩笑", answer="", **decline)
        assert told.state == quiet.state == DECLINED
    await tell(db)
    assert [row.tell_text for row in await askers(db, told.id)] == ["業主大會已否決。"]
    (row,) = await askers(db, quiet.id)
    assert (row.tell_state, row.tell_error) == (SKIPPED, "declined")
    async with db.transaction() as session:
        gap = await reopen_gap(session, quiet.id, "不是玩笑", tells_again=False, agent=loop.supervisor, now=NOW)
        assert gap.state == OPEN
    (row,) = await askers(db, quiet.id)
    assert row.tell_state == PENDING


async def test_what_was_asked_anew_is_not_reopened_beside_it(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        decline = {"language": "zh-Hant", "agent": loop.supervisor, "now": NOW}
        await decline_gap(session, gap.id, "重複", answer="", **decline)
        again = await ask(session, loop)
        assert again.id != gap.id
    with pytest.raises(Conflict) as refused:
        async with db.transaction() as session:
            await reopen_gap(session, gap.id, "再看", tells_again=False, agent=loop.supervisor, now=NOW)
    assert refused.value.code == "asked_again"


async def test_whoever_has_it_is_reminded_then_the_group_then_whoever_leads(db: Database) -> None:
    loop = await make_loop(db)
    async with db.transaction() as session:
        gap = await ask(session, loop)
        wanted = Assignment(loop.group_id, loop.expert.id, due_at=NOW + HOUR)
        await assign_gap(session, gap.id, wanted, agent=loop.supervisor, now=NOW)
    assert await remind_gaps.fire(db, now=NOW) == 0
    times = [NOW + HOUR, NOW + 13 * HOUR, NOW + 25 * HOUR]
    for moment in times:
        assert await remind_gaps.fire(db, now=moment) == 1
        assert await remind_gaps.fire(db, now=moment) == 0
    async with db.reading() as session:
        lines = await history.of_subject(session, "gap", gap.id)
        reminded = [line.details for line in lines if line.act == "reminded"]
        told = [(details["number"], details["to"]) for details in reminded]
        assert told == [
            (1, "owner"),
            (2, "group"),
            (3, "leads"),
        ]
    assert await kinds(db, loop.supervisor, times[-1]) == ["gap_overdue"]


async def test_whoever_is_to_tell_is_reminded_too(db: Database) -> None:
    loop = await make_loop(db, tells_askers=False)
    async with db.transaction() as session:
        gap, _ = await make_asker(session, loop)
    await answer_by_article(db, loop, gap.id)
    await tell(db)
    assert await kinds(db, loop.agent) == ["gap_to_tell"]
    assert await remind_gaps.fire(db, now=NOW + 11 * HOUR) == 0
    assert await remind_gaps.fire(db, now=NOW + 12 * HOUR) == 1
