"""Blanks of a text."""

import pytest

from contactcenter.templates.fill import blanks_of, fill


@pytest.mark.parametrize(
    ("text", "values", "filled"),
    [
        pytest.param("編號 {reference}。", {"reference": "C-2026-0001"}, "編號 C-2026-0001。", id="known blank"),
        pytest.param("Dear {name}, hello", {}, "Dear , hello", id="unknown value"),
        pytest.param("{a} { b} {C} {} {{a}}", {"a": "1"}, "1 { b} {C} {} {1}", id="other braces"),
        pytest.param("{text}", {"text": "{reference}", "reference": "no"}, "{reference}", id="braces in a value"),
        pytest.param("100% {sum:>5}", {"sum": "3"}, "100% {sum:>5}", id="format codes mean nothing"),
    ],
)
def test_blanks_are_filled(text: str, values: dict[str, str], filled: str) -> None:
    assert fill(text, values) == filled


def test_blanks_are_named() -> None:
    assert blanks_of("{reference} for {name}, {reference}") == {"reference", "name"}
