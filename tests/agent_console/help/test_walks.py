import pytest

from agent_console.help.walks import LONGEST_PATH, walk
from knowledge_base.articles.rendering import NOWHERE

TREE = {
    "start": "how",
    "steps": {
        "how": {
            "kind": "question",
            "text": "Is it **dripping** or spraying?",
            "choices": [{"text": "Dripping", "to": "bucket"}, {"text": "Spraying", "to": "valve"}],
        },
        "bucket": {"kind": "answer", "text": "Put a bucket under it."},
        "valve": {
            "kind": "question",
            "text": "Shut the valve. <script>alert(1)</script>",
            "choices": [{"text": "Look again", "to": "how"}, {"text": "Gone", "to": "missing"}],
        },
    },
}


def test_a_visitor_begins_at_the_start() -> None:
    at = walk(TREE, "", NOWHERE)
    assert at is not None
    assert (at.kind, at.back, at.taken) == ("question", "", ())
    assert "<strong>dripping</strong>" in at.html
    assert [(choice.text, choice.path) for choice in at.choices] == [("Dripping", "1"), ("Spraying", "2")]


def test_the_path_leads_to_an_answer_and_says_what_was_chosen() -> None:
    at = walk(TREE, "2.1.1", NOWHERE)
    assert at is not None
    assert (at.kind, at.back) == ("answer", "2.1")
    assert [(taken.chosen, taken.path) for taken in at.taken] == [
        ("Spraying", ""),
        ("Look again", "2"),
        ("Dripping", "2.1"),
    ]
    assert at.taken[0].asked == "Is it dripping or spraying?"


@pytest.mark.parametrize("path", ["9", "0", "x", "2.2", "1.1", ".".join(["2", "1"] * LONGEST_PATH), "²"])
def test_a_path_that_makes_no_sense_ends_where_it_stops_making_sense(path: str) -> None:
    at = walk(TREE, path, NOWHERE)
    assert at is not None
    assert len(at.taken) <= LONGEST_PATH


def test_markup_in_a_step_is_shown_as_text() -> None:
    at = walk(TREE, "2", NOWHERE)
    assert at is not None
    assert "<script>" not in at.html


@pytest.mark.parametrize("tree", [None, {}, {"start": "gone", "steps": {}}])
def test_an_article_without_steps_is_no_walk(tree: dict[str, object] | None) -> None:
    assert walk(tree, "1", NOWHERE) is None
