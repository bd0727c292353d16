import numpy as np
import pytest

from contactcenter.text.scripts import fold
from knowledge_base.search.grams import (
    BRIDGE_MARK,
    CHARACTER_MARK,
    SYLLABLES_MARK,
    TRIGRAM_MARK,
    WORD_MARK,
    bridging,
    cut,
)


def test_each_kind_of_gram_has_numbers_of_its_own() -> None:
    pieces = cut("廚房漏水 kitchen")
    assert (pieces.pairs.grams < WORD_MARK).all()
    assert (pieces.words.grams >> 30 == 1).all()
    assert (pieces.bridges.grams >> 30 == BRIDGE_MARK >> 30).all()
    for cut_, mark in (
        (pieces.characters, CHARACTER_MARK),
        (pieces.syllables, SYLLABLES_MARK),
        (pieces.trigrams, TRIGRAM_MARK),
    ):
        assert (cut_.grams >> 28 == mark >> 28).all()


def test_chinese_gives_pairs_characters_and_syllables() -> None:
    pieces = cut("厨房漏水")
    assert [len(kind.grams) for kind in (pieces.pairs, pieces.characters, pieces.syllables)] == [3, 4, 3]
    assert pieces.pairs.places.tolist() == [0, 1, 2]


def test_a_pair_with_a_character_left_out_is_a_bridge() -> None:
    whole, short = cut("厨房漏水"), cut("厨漏水")
    assert (
        whole.bridges.grams.tolist()
        == bridging(np.concatenate([cut("厨漏").pairs.grams, cut("房水").pairs.grams])).tolist()
    )
    assert whole.bridges.places.tolist() == [0, 1]
    assert len(short.bridges.grams) == 1
    assert len(cut("厨，房漏").bridges.grams) == 0


def test_no_gram_crosses_punctuation() -> None:
    assert len(cut("水，电").pairs.grams) == 0
    assert len(cut("ab cd").trigrams.grams) == len(cut("ab").trigrams.grams) + len(cut("cd").trigrams.grams)


@pytest.mark.parametrize(("one", "other"), [("leaking", "leaks"), ("lift's", "lifts")])
def test_forms_of_an_english_word_share_a_gram(one: str, other: str) -> None:
    assert cut(one).words.grams.tolist() == cut(other).words.grams.tolist()


def test_homophones_share_syllables_but_not_characters() -> None:
    right, wrong = cut("电梯"), cut("电题")
    assert right.syllables.grams.tolist() == wrong.syllables.grams.tolist()
    assert right.pairs.grams.tolist() != wrong.pairs.grams.tolist()


@pytest.mark.parametrize("text", ["", " ", "🙂", "\ud800", "𠮷野家", "ひらがな", "한국어", "\u0301", "ß"])
def test_any_text_can_be_cut(text: str) -> None:
    for kind in cut(fold(text)).kinds():
        assert kind.grams.dtype == np.uint32
        assert len(kind.grams) == len(kind.places)
