from datetime import timedelta

from contactcenter.db import Database
from knowledge_base.actions.answer_gap import answer_in_words
from knowledge_base.actions.assign_gap import Assignment, assign_gap
from knowledge_base.actions.decline_gap import decline_gap
from knowledge_base.actions.record_gap import Asked, record_gap
from knowledge_base.gaps.figures import FORMULAS, read_figures
from tests.knowledge_base.asking import make_loop, tell
from tests.support.builders.contacts import NOW

HOUR = timedelta(hours=1)


async def test_the_figures_count_what_was_asked_answered_and_told(db: Database) -> None:
    loop = await make_loop(db)
    people = {"agent": loop.supervisor}
    async with db.transaction() as session:
        old = await record_gap(session, Asked("泳池幾點開"), agent_id=loop.agent.id, now=NOW - timedelta(days=5))
        quick = await record_gap(session, Asked("可以養狗嗎"), agent_id=loop.agent.id, now=NOW - 6 * HOUR)
        slow = await record_gap(session, Asked("車位可以轉讓嗎"), agent_id=loop.agent.id, now=NOW - 20 * HOUR)
        silly = await record_gap(session, Asked("月亮是甚麼做的"), agent_id=loop.agent.id, now=NOW - 2 * HOUR)
        await assign_gap(session, slow.id, Assignment(loop.group_id), now=NOW - 16 * HOUR, **people)
        for gap, ago in ((quick, 4), (slow, 10)):
            await answer_in_words(session, gap.id, "可以", language="zh-Hant", now=NOW - ago * HOUR, **people)
        await decline_gap(session, silly.id, "玩笑", answer="", language="zh-Hant", now=NOW, **people)
    await tell(db)
    async with db.reading() as session:
        figures = await read_figures(session, since=NOW - timedelta(days=3), until=NOW, now=NOW)
    assert (figures.open, figures.overdue, figures.open_by_age["week"]) == (1, 1, 1)
    assert old.state == "open"
    assert (figures.opened, figures.answered, figures.declined) == (3, 2, 1)
    assert (figures.median_hours_to_answer, figures.median_hours_to_assign) == (6.0, 4.0)
    # Whoever asked for nobody reads the answer themselves; until then they wait for it.
    assert (figures.askers.told, figures.askers.waiting, figures.askers.skipped) == (0, 2, 1)
    assert figures.by_group[loop.group_id].median_hours == 10.0
    assert set(FORMULAS) >= {"open_by_age", "median_hours_to_answer", "askers_told"}
