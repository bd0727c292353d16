from typing import Any

import pytest

from contactcenter.errors import InvalidInput
from knowledge_base.articles.rendering import to_plain
from knowledge_base.articles.trees import (
    LONGEST_CHOICE,
    MOST_STEPS,
    check_shape,
    find_problems,
    reading_order,
    require_whole,
    to_markdown,
)


def question(text: str, *choices: tuple[str, str]) -> dict[str, Any]:
    return {"text": text, "kind": "question", "choices": [{"text": words, "to": to} for words, to in choices]}


def answer(text: str, short_text: str = "") -> dict[str, Any]:
    return {"text": text, "kind": "answer", "choices": [], "short_text": short_text}


def tree(start: str = "how", **steps: dict[str, Any]) -> dict[str, Any]:
    return {"start": start, "steps": steps}


WATER = tree(
    how=question("係滴水定噴水？", ("滴水", "drips"), ("噴水", "sprays")),
    drips=answer("用桶接住，**明天**派人上門。"),
    sprays=question("關到總掣嗎？", ("關到", "drips"), ("關唔到", "help"), ("再問一次", "how")),
    help=answer("即時派人。"),
)


def test_a_whole_tree_has_no_problems() -> None:
    check_shape(WATER)
    assert find_problems(WATER) == []
    require_whole(WATER)


def test_steps_are_read_nearest_to_the_start_first() -> None:
    assert reading_order(WATER) == ["how", "drips", "sprays", "help"]


def test_its_words_are_found_and_printed() -> None:
    words = to_plain(to_markdown(WATER))
    assert words.startswith("1\n係滴水定噴水？\n滴水 → 2\n噴水 → 3\n2\n用桶接住，明天派人上門。")
    assert "再問一次 → 1" in words


@pytest.mark.parametrize(
    ("broken", "problems"),
    [
        pytest.param(tree("elsewhere", how=answer("a")), [("", "no_start")], id="no beginning"),
        pytest.param(tree(how=question("?", ("yes", "nowhere"))), [("how", "dangling")], id="a choice leads nowhere"),
        pytest.param(tree(how=question("?")), [("how", "no_choices")], id="a question without choices"),
        pytest.param(tree(how=answer(" ")), [("how", "no_text")], id="an answer without words"),
        pytest.param(
            tree(how=question("?", (" ", "a")), a=answer("x")), [("how", "no_text")], id="a choice without words"
        ),
        pytest.param(
            tree(how=question("?", ("again", "and")), and_=answer("x"), **{"and": question("?", ("back", "how"))}),
            [("how", "endless"), ("and", "endless"), ("and_", "unreachable")],
            id="round and round without an answer",
        ),
        pytest.param(
            tree(how=question("?", ("a", "a")), a=answer("x"), b=answer("y")), [("b", "unreachable")], id="left alone"
        ),
        pytest.param(
            tree(how={"text": "x", "kind": "answer", "choices": [{"text": "y", "to": "how"}]}),
            [("how", "answer_with_choices")],
            id="an answer that goes on",
        ),
    ],
)
def test_what_is_not_finished_is_named(broken: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    check_shape(broken)
    assert [(one.step, one.code) for one in find_problems(broken)] == problems
    with pytest.raises(InvalidInput) as caught:
        require_whole(broken)
    assert [one["step"] for one in caught.value.details["problems"]] == [step for step, _ in problems]


@pytest.mark.parametrize(
    "nonsense",
    [
        pytest.param([], id="a list"),
        pytest.param({"start": "a"}, id="no steps"),
        pytest.param({"start": 1, "steps": {}}, id="a number as the start"),
        pytest.param({"start": "a", "steps": [], "more": 1}, id="more than a tree has"),
        pytest.param(tree("a", a={"text": "x"}), id="a step of no kind"),
        pytest.param(tree("a", a={"text": 1, "kind": "answer"}), id="a number as text"),
        pytest.param(tree("a", a={"text": "x", "kind": "answer", "extra": 1}), id="a step with more"),
        pytest.param(tree("a", a={"text": "x", "kind": "question", "choices": [{"text": "x"}]}), id="half a choice"),
        pytest.param(tree("a", a=question("x", ("y" * (LONGEST_CHOICE + 1), "a"))), id="a choice too long"),
        pytest.param({"start": "a", "steps": {"a b": answer("x")}}, id="a blank in an id"),
        pytest.param({"start": "a", "steps": {f"s{n}": answer("x") for n in range(MOST_STEPS + 1)}}, id="too many"),
        pytest.param(tree("a", a={"text": "x\x00", "kind": "answer"}), id="what no database keeps"),
        pytest.param(tree("a", a={"text": "x", "kind": "question", "choices": {}, "short_text": None}), id="null"),
    ],
)
def test_what_is_no_tree_is_refused(nonsense: Any) -> None:
    with pytest.raises(InvalidInput):
        check_shape(nonsense)
