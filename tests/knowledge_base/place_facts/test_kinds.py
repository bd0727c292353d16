"""Which facts of a place belong beside which article."""

import pytest

from knowledge_base.place_facts.kinds import kinds_about


@pytest.mark.parametrize(
    ("category", "titles", "expected"),
    [
        pytest.param("repairs", ["水龍頭滴水"], {"water"}, id="a tap"),
        pytest.param("repairs", ["Power cut at home"], {"power"}, id="power"),
        pytest.param("repairs", ["電梯停用"], {"lift"}, id="a lift is no electricity"),
        pytest.param("repairs", ["电梯故障"], {"lift"}, id="in the other script too"),
        pytest.param("service", ["服務電話及電郵"], set(), id="telephone and mail are no electricity"),
        pytest.param("access", ["訪客泊車"], {"parking", "access"}, id="visitors' parking"),
        pytest.param("access", ["Resident card lost"], {"access"}, id="a card is no car"),
        pytest.param("living", ["大型垃圾"], {"waste"}, id="bulky waste"),
        pytest.param("emergency", ["颱風"], {"water", "power", "gas", "fire", "lift"}, id="an emergency may need all"),
        pytest.param("emergency", ["家中突然停水怎麼辦"], {"water"}, id="unless its title says what"),
        pytest.param("fees", ["管理費幾時交"], set(), id="a fee needs none"),
        pytest.param("pets", ["Dogs in the garden"], set(), id="a category of one's own"),
        pytest.param("pets", ["Charging of cars"], {"parking"}, id="a category of one's own with a telling title"),
    ],
)
def test_facts_follow_the_subject(category: str, titles: list[str], expected: set[str]) -> None:
    assert set(kinds_about(category, titles)) == expected
