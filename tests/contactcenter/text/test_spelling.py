"""Slips are read through; words of their own are left alone."""

import pytest

from contactcenter.text.spelling import canonical, read_plain

WORDS = frozenset({"lift", "trapped", "elevator", "unconscious", "fire", "gas", "smoke", "flooding", "explosion"})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        pytest.param("lfit", "lift", id="letters swapped"),
        pytest.param("traped", "trapped", id="one left out"),
        pytest.param("trapd", "trapped", id="only consonants"),
        pytest.param("elavator", "elevator", id="another vowel"),
        pytest.param("unconsious", "unconscious", id="a long word"),
        pytest.param("fireeee", "fire", id="a long cry"),
        pytest.param("gass", "gas", id="doubled"),
        pytest.param("left", "left", id="a word of its own"),
        pytest.param("flooring", "flooring", id="another long one"),
        pytest.param("expansion", "expansion", id="and another"),
        pytest.param("gift", "gift", id="another first letter"),
    ],
)
def test_a_slip_is_read_as_what_was_meant(said: str, read: str) -> None:
    plain = read_plain(f"the {said} now", WORDS)
    assert plain.text == f"the {read} now"
    assert plain.place(plain.text.index("now")) == len(f"the {said} ")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("困左系电梯", "困咗喺电梯"), ("煤汽味", "煤气味"), ("电梯因住人", "电梯困住人"), ("水侵", "水浸")],
)
def test_characters_that_sound_or_look_alike_are_one(said: str, meant: str) -> None:
    assert canonical(said) == canonical(meant)


def test_because_is_not_trapped() -> None:
    assert "困" not in canonical("电梯因为维修停用，原因不明")
