"""What callers hear exists in three languages with the same blanks, and is said as it must be understood."""

import pytest

from contactcenter.calls.prompts import LANGUAGES, PROMPTS, say, spelled, words
from contactcenter.templates.fill import blanks_of


@pytest.mark.parametrize("code", sorted(PROMPTS))
def test_every_prompt_exists_in_every_language_with_the_same_blanks(code: str) -> None:
    texts = PROMPTS[code]
    assert tuple(texts) == LANGUAGES
    assert all(text.strip() for text in texts.values())
    assert len({frozenset(blanks_of(text)) for text in texts.values()}) == 1


def test_chinese_prompts_have_chinese_punctuation() -> None:
    for code, texts in PROMPTS.items():
        for language in ("zh-Hant", "zh-Hans"):
            assert not set(texts[language]) & set(",;!?"), (code, language)


def test_an_unknown_language_is_spoken_to_in_ours() -> None:
    spoken = say("please_wait", "fr")
    assert (spoken.language, spoken.text) == ("zh-Hant", words("please_wait", "zh-Hant"))


def test_a_reference_is_spelled_so_that_it_can_be_written_down() -> None:
    assert spelled("C-2026-0012") == "C 2 0 2 6 0 0 1 2"
