import pytest

from contactcenter.text.scripts import fold
from knowledge_base.search.synonyms import Synonyms

SYNONYMS = Synonyms.of(
    [("電梯", "升降機", "lift"), ("管理費", "物業費", "fee (monthly)"), ("停水", "冇水"), ("lift", "elevator")]
)


@pytest.mark.parametrize(
    ("question", "added"),
    [
        pytest.param("電梯壞咗", ["升降机", "lift"], id="Chinese stands anywhere"),
        pytest.param("电梯坏了", ["升降机", "lift"], id="in the other script"),
        pytest.param("The LIFT is broken", ["电梯", "升降机", "elevator"], id="a word of two sets"),
        pytest.param("two lifts", ["电梯", "升降机", "elevator"], id="the plural"),
        pytest.param("shoplifting", [], id="not inside another word"),
        pytest.param("liftoff", [], id="not the beginning of another word"),
        pytest.param("電梯同升降機", ["lift"], id="what was said already is not added"),
        pytest.param("電梯停水", ["升降机", "lift", "冇水"], id="several things"),
        pytest.param("fee (monthly)", ["管理费", "物业费"], id="signs are taken as they stand"),
        pytest.param("廚房", [], id="nothing"),
        pytest.param("", [], id="no words"),
    ],
)
def test_the_other_words_of_a_set_are_added(question: str, added: list[str]) -> None:
    assert SYNONYMS.added_to(fold(question)) == added


def test_without_sets_nothing_is_added() -> None:
    assert Synonyms.of([]).added_to("電梯") == []


def test_a_question_that_names_everything_is_not_drowned() -> None:
    many = Synonyms.of([(f"字{chr(0x4E00 + n)}", f"w{n}a", f"w{n}b") for n in range(20)])
    assert len(many.added_to(fold("".join(f"字{chr(0x4E00 + n)}" for n in range(20))))) == 12
