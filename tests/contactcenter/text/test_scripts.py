import unicodedata

import pytest

from contactcenter.text.scripts import PLAIN, detect_language, fold, fold_with_offsets


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("廚房漏水", "厨房漏水", id="traditional and simplified"),
        pytest.param("3座12樓B室", "３座１２楼ｂ室", id="full width and case"),
        pytest.param("看著辦", "看着办", id="a character that converts only in phrases"),
        pytest.param("瞭解管理費", "了解管理费", id="a phrase that loses a character's part"),
        pytest.param("計畫", "计划", id="the Taiwanese writing"),
        pytest.param("枱燈在裏面", "台灯在里面", id="the Hong Kong writing"),
        pytest.param("乾隆", "干隆", id="both sides fold, even where a converter would not"),
    ],
)
def test_two_writings_of_the_same_words_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_every_plain_character_folds_to_one_whatever_stands_beside_it() -> None:
    characters = [character for character in map(chr, range(0x10000)) if PLAIN.fullmatch(character)]
    assert len(characters) > 27_000
    assert not any(map(unicodedata.combining, characters))
    folded = [fold(character) for character in characters]
    assert all(len(one) == 1 for one in folded)
    # A long text goes another way than a short one; what comes out is the same, in this order and the other.
    assert fold("".join(characters)) == "".join(folded)
    assert fold("".join(reversed(characters))) == "".join(reversed(folded))


@pytest.mark.parametrize("odd", ["…", "ﬀ", "e\u0301", "Σ", "가", "\U00020000", "\x00", "㎡"])
def test_a_long_text_with_anything_else_folds_as_its_short_pieces_do(odd: str) -> None:
    plain = "廚房漏水，３座１２樓Ｂ室 Water drips from the ceiling。" * 2
    assert fold(plain + odd + plain) == fold(plain[:30]) + fold(plain[30:]) + fold(odd) + fold(plain)


def test_offsets_lead_back_to_the_original_where_folding_changes_the_length() -> None:
    text = "面積50㎡，cafe\u0301！"
    folded, offsets = fold_with_offsets(text)
    assert folded == "面积50m2,café!"
    start = folded.index("café")
    assert text[offsets[start] : offsets[start + 4]] == "cafe\u0301"
    assert len(offsets) == len(folded) + 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("廚房漏水", "zh-Hant"),
        ("厨房漏水", "zh-Hans"),
        ("冇水", "zh-Hant"),
        ("lift 壞咗", "zh-Hant"),
        ("后面的灯坏了", "zh-Hans"),
        ("My kitchen leaks", "en"),
        ("Flat 12B 陳生, water is coming through the ceiling", "en"),
        ("你好", "zh-Hant"),
        ("12345", "zh-Hant"),
        ("", "zh-Hant"),
    ],
)
def test_the_language_of_a_short_text_is_recognised(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_where_nothing_tells_the_script_the_default_decides() -> None:
    assert detect_language("你好", default="zh-Hans") == "zh-Hans"
    assert detect_language("你好", default="en") == "zh-Hant"
    assert detect_language("???", default="en") == "en"
