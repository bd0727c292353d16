import pytest

from contactcenter.db import Database
from contactcenter.errors import NotFound
from knowledge_base.actions.answer_gap import answer
from knowledge_base.gaps.models import ANSWERED
from knowledge_base.gaps.service import find_or_create_gap, fold_question, get_gap
from tests.knowledge_base.builders import NOW, draft, make_agent, make_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("可否安裝充電樁？", "可否安装充电桩"),
        ("請問 可否安裝充電樁", "可否安裝充電樁!!"),
        ("Can I install a charger?", "hello, can i install  a charger"),
    ],
)
def test_questions_that_only_look_different_are_one(one: str, other: str) -> None:
    assert fold_question(one) == fold_question(other)


@pytest.mark.parametrize(("one", "other"), [("安裝充電樁", "拆除充電樁"), ("？", "！"), ("hill", "ll")])
def test_different_questions_stay_apart(one: str, other: str) -> None:
    assert fold_question(one) != fold_question(other)


async def test_an_answered_gap_does_not_take_new_askers(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        article = await make_article(session, draft())
        asked = {"words_searched": "", "language": "zh-Hant", "agent_id": agent, "now": NOW}
        first, is_new = await find_or_create_gap(session, "可否安裝充電樁", **asked)
        assert is_new
        await answer(session, first, article_id=article.id, author_id=agent, now=NOW)
        assert (first.state, first.version) == (ANSWERED, 2)
        second, is_new = await find_or_create_gap(session, "可否安裝充電樁", **asked)
        assert is_new
        assert second.id != first.id


async def test_an_unknown_gap_is_not_found(db: Database) -> None:
    async with db.transaction() as session:
        with pytest.raises(NotFound):
            await get_gap(session, "nothing")
