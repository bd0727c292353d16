"""Sixty articles, complete in three languages, each with a text-message answer and questions as owners ask them."""

import re

import pytest
from opencc import OpenCC

from contactcenter.demo.content.articles import CATEGORIES, DemoArticleText, load_articles, parse_article

TEXTS = [text for article in load_articles() for text in article.texts.values()]
# Characters that both Hong Kong writing and the converter's tables accept.
SHARED = set("台准霉床里游佣")
CONVERTERS = {"zh-Hans": OpenCC("t2s"), "zh-Hant": OpenCC("s2t")}


def name_of(text: DemoArticleText) -> str:
    return f"{text.code} {text.language}"


def test_there_are_sixty_articles_in_three_languages() -> None:
    articles = load_articles()
    assert len(articles) == 60
    assert len({article.code for article in articles}) == 60
    assert len(TEXTS) == 180
    assert {article.category for article in articles} == set(CATEGORIES)


@pytest.mark.parametrize("text", TEXTS, ids=name_of)
def test_an_article_is_complete_and_of_readable_length(text: DemoArticleText) -> None:
    length = len(text.body.split()) if text.language == "en" else len(re.findall(r"[\u4e00-\u9fff]", text.body))
    assert (150 <= length <= 450) if text.language == "en" else (250 <= length <= 650)
    assert 0 < len(text.short) <= (300 if text.language == "en" else 160)
    assert 5 <= len(text.sample_questions) <= 8
    assert len(set(text.sample_questions)) == len(text.sample_questions)
    assert "3000 0000" in text.body


@pytest.mark.parametrize("text", TEXTS, ids=name_of)
def test_an_article_keeps_to_its_script_and_punctuation(text: DemoArticleText) -> None:
    words = text.title + text.short + text.body
    if text.language == "en":
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", words)
        assert text.short.isascii()
        return
    assert not re.search(r"[\u4e00-\u9fff][,:;?!()]", words)
    converter = CONVERTERS[text.language]
    foreign = {character for character in set(words) if converter.convert(character) != character}
    assert foreign <= (set() if text.language == "zh-Hans" else SHARED)


def test_no_article_answers_the_charger_question() -> None:
    # It is the demo's knowledge gap.
    assert not any(
        re.search(r"充電樁|充电桩|電動車|电动车|charger|electric car", text.title + text.body) for text in TEXTS
    )


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_no_question_is_asked_of_two_articles(language: str) -> None:
    questions = [question for text in TEXTS if text.language == language for question in text.sample_questions]
    assert len(questions) == len(set(questions))


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("code: x\n", id="no front matter"),
        pytest.param("---\ncode: x\nlanguage: en\n---\ntext\n", id="fields missing"),
        pytest.param("---\ncode x\n---\ntext\n", id="line without a colon"),
        pytest.param("---\ncode: x\ncode: y\n---\ntext\n", id="key twice"),
    ],
)
def test_a_broken_file_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        parse_article(source)
