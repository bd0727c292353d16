import pytest

from knowledge_base.gaps.likeness import ALIKE, likeness, likeness_of
from knowledge_base.search.synonyms import Synonyms

SYNONYMS = Synonyms.of([["電梯", "升降機", "lift"], ["車位", "parking space"], ["電動車", "electric car"]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("可否安裝充電樁？", "請問可唔可以安装充电桩呢", id="script and politeness"),
        pytest.param("充電樁安裝", "充電裝安裝", id="a character of the same sound"),
        pytest.param("Can I install a charger?", "can we install the chargers please", id="English forms of words"),
        pytest.param("泳池幾點開門", "想問下泳池幾點開門㗎", id="Cantonese filling"),
    ],
)
def test_nearly_the_same_is_the_same(one: str, other: str) -> None:
    assert likeness_of(one) == likeness_of(other)
    assert likeness(one, other, SYNONYMS) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("可以養狗嗎", "可以養貓嗎"),
        ("可以養狗", "不可以養狗"),
        ("搬入要申請嗎", "搬出要申請嗎"),
        ("3座泳池幾點開", "5座泳池幾點開"),
        ("How do I pay the fee?", "What fee do I pay?"),
        ("", "嗎"),
    ],
)
def test_what_is_only_alike_is_never_put_together_by_itself(one: str, other: str) -> None:
    assert likeness_of(one) != likeness_of(other) or likeness_of(one) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("電梯幾時修好", "升降機幾時可以修好", id="other words for the same thing"),
        pytest.param("陽台外面能不能裝太陽能板", "露台可以裝太陽能板嗎", id="partly other words"),
        pytest.param("在自己的車位安裝電動車充電", "charger for my electric car at my parking space", id="languages"),
        pytest.param("Is there a limit on the size of dogs?", "big dog, is there a size limit?", id="English"),
    ],
)
def test_what_is_alike_is_proposed(one: str, other: str) -> None:
    assert ALIKE <= likeness(one, other, SYNONYMS) < 1
    assert likeness(one, other, SYNONYMS) == likeness(other, one, SYNONYMS)


@pytest.mark.parametrize(
    ("one", "other"), [("可否裝冷氣機", "可否裝充電樁"), ("泳池幾點開門", "管理費幾時交"), ("水", "電")]
)
def test_what_only_shares_a_form_is_not(one: str, other: str) -> None:
    assert likeness(one, other, SYNONYMS) < ALIKE
