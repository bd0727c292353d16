"""What makes check questions complete, and which answers are wrong."""

from typing import Any

import pytest

from knowledge_base.bulletins.questions import languages_of, problems_of, unanswered, wrong_among


def question(**values: Any) -> dict[str, Any]:
    return {"id": "a", "texts": {"en": "Who?"}, "choices": [{"en": "I"}, {"en": "You"}], "right": 1, **values}


@pytest.mark.parametrize(
    ("questions", "field"),
    [
        pytest.param([question(texts={"en": " "})], "questions.0.texts.en", id="a question without words"),
        pytest.param([question(choices=[{"en": "I"}])], "questions.0.choices", id="only one answer to choose"),
        pytest.param(
            [question(choices=[{"en": "I"}, {"zh-Hant": "你"}])],
            "questions.0.choices.1.en",
            id="an answer not translated",
        ),
        pytest.param([question(choices=[{"en": "I"}, {"en": "I "}])], "questions.0.choices.1.en", id="the same twice"),
        pytest.param([question(right=2)], "questions.0.right", id="a right answer that is none"),
        pytest.param([question(), question()], "questions", id="two with one id"),
        pytest.param([question(id=str(number)) for number in range(11)], "questions", id="too many"),
    ],
)
def test_what_nobody_could_answer_is_named(questions: list[dict[str, Any]], field: str) -> None:
    assert field in problems_of(questions, ["en"])


def test_a_question_is_asked_in_each_language_of_the_bulletin() -> None:
    assert problems_of([question()], ["en"]) == {}
    assert set(problems_of([question()], ["en", "zh-Hant"])) == {
        "questions.0.texts.zh-Hant",
        "questions.0.choices.0.zh-Hant",
        "questions.0.choices.1.zh-Hant",
    }


def test_answers_are_judged_one_by_one() -> None:
    asked = [question(), question(id="b", right=0)]
    assert wrong_among(asked, {"a": 1, "b": 1}) == ["b"]
    assert wrong_among(asked, {"a": 1, "b": 0}) == []
    assert unanswered(asked, {"a": 1}) == ["b"]
    assert unanswered(asked, {"a": 2, "b": 0}) == ["a"]


def test_a_language_counts_where_title_and_text_are_there() -> None:
    assert languages_of({"en": "A", "zh-Hant": "甲"}, {"en": "text", "zh-Hant": " "}) == ["en"]
