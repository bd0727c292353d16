import pytest

from agent_console.help.languages import choose_language, in_language


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        pytest.param("en", "zh-TW", "en", id="the address wins"),
        pytest.param("fr", "en-GB,en;q=0.9", "en", id="an unknown wish does not count"),
        pytest.param(None, "zh-HK,zh;q=0.9,en;q=0.8", "zh-Hant", id="Hong Kong reads traditional"),
        pytest.param(None, "zh-Hans-HK", "zh-Hans", id="the script beats the region"),
        pytest.param(None, "zh-CN,zh;q=0.9", "zh-Hans", id="the mainland reads simplified"),
        pytest.param(None, "yue", "zh-Hant", id="Cantonese"),
        pytest.param(None, "fr;q=1, en;q=0.2, zh-TW;q=0.5", "zh-Hant", id="by weight, not by order"),
        pytest.param(None, "en;q=0, zh-CN;q=x", "zh-Hant", id="unwanted and unreadable ones do not count"),
        pytest.param(None, "", "zh-Hant", id="nothing said"),
    ],
)
def test_a_visitor_reads_the_first_language_that_we_speak(asked: str | None, accepted: str, chosen: str) -> None:
    assert choose_language(asked, accepted, "zh-Hant") == chosen


def test_a_name_comes_in_the_nearest_language_it_has() -> None:
    assert in_language({"zh-Hans": "电梯", "en": "Lift"}, "zh-Hant") == "电梯"
    assert in_language({}, "en") == ""
