"""Near duplicates: what warns a writer, and what does not."""

import pytest

from contactcenter.db import Database
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.similar import ALIKE, alikeness, similar_articles, similar_texts
from tests.knowledge_base.builders import draft, make_article

BODY = "先關單位內的總水掣，切勿碰濕了的電掣，然後致電管理處。保安會到水錶房關掉該層的水。"


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        pytest.param(
            ("爆水管怎麼辦", ""),
            ("爆水管怎么办", "完全另外的文字在這裏寫得很長很長的一段"),
            True,
            id="the other script",
        ),
        pytest.param(("水管爆裂", BODY), ("爆喉", BODY.replace("保安", "管理員")), True, id="one text, another title"),
        pytest.param(
            ("Burst pipe: what to do", ""), ("What to do: burst pipes", ""), False, id="words in another order"
        ),
        pytest.param(("泳池開放時間", "每日七時開放。"), ("會所開放時間", BODY), False, id="another thing"),
        pytest.param(("水", ""), ("水", ""), True, id="one character, the same"),
        pytest.param(("水", ""), ("火", ""), False, id="one character, another"),
        pytest.param(("", ""), ("", ""), False, id="nothing at all"),
    ],
)
def test_articles_are_alike_or_not(one: tuple[str, str], other: tuple[str, str], is_alike: bool) -> None:
    assert (alikeness(one, other) >= ALIKE) is is_alike


def test_a_title_that_is_a_sample_question_of_another_article_warns() -> None:
    other = ("用水緊急應變", "完全另外的文字在這裏寫得很長很長的一段")
    assert alikeness(("爆水管點算呀", ""), other, samples=("爆水管點算",)) >= ALIKE
    assert alikeness(("收到催繳通知怎麼辦", ""), other, samples=("收到驗窗通知怎麼辦",)) < ALIKE


def test_short_texts_are_put_in_order() -> None:
    others = [("a", "幾時有水"), ("b", "幾時先有水？"), ("c", "泳池幾點關")]
    assert [id_ for id_, _ in similar_texts("几时有水", others)] == ["a", "b"]


async def test_drafts_are_found_and_the_article_itself_is_not(db: Database) -> None:
    index = LiveIndex(db)
    async with db.transaction() as session:
        first = await make_article(session, draft("爆水管怎麼辦", BODY, code="burst"), state="draft")
        own = await make_article(session, draft("爆水管點辦", BODY, code="own"))
        await make_article(session, draft("泳池", "每日七時至十時開放，請帶會所證。", code="pool"))
    await index.build()
    wanted = Filter(is_staff=True, only_published=False)
    async with db.reading() as session:
        found = await similar_articles(session, index, "爆水管點辦", BODY, wanted=wanted, but={own.id})
        assert [one.article.id for one in found] == [first.id]
        assert await similar_articles(session, index, "", "", wanted=wanted) == []
        assert await similar_articles(session, index, "爆水管", BODY, wanted=Filter(), but={own.id}) == []
