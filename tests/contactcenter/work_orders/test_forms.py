from typing import Any

import pytest

from contactcenter.errors import InvalidInput
from contactcenter.work_orders.forms import read_form

FIELDS: list[dict[str, Any]] = [
    {"key": "what", "kind": "text", "required": True},
    {"key": "where", "kind": "choice", "options": [{"value": "kitchen", "names": {}}, {"value": "hall", "names": {}}]},
    {"key": "colour", "kind": "choice", "options": ["red", "green"]},
    {"key": "people", "kind": "number"},
    {"key": "from", "kind": "date"},
    {"key": "call", "kind": "phone"},
    {"key": "told", "kind": "checkbox"},
]


def read(**values: Any) -> dict[str, Any]:
    return read_form(FIELDS, {"what": "leak", **values})


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        pytest.param("what", "  漏水  ", "漏水", id="text is trimmed"),
        pytest.param("where", "hall", "hall", id="a choice with names"),
        pytest.param("colour", "red", "red", id="a plain choice"),
        pytest.param("people", 3, 3, id="a number"),
        pytest.param("people", "2.5", 2.5, id="a number typed into a browser"),
        pytest.param("people", 0, 0, id="zero is a value"),
        pytest.param("from", "2026-07-31", "2026-07-31", id="a date"),
        pytest.param("call", "9123 4567", "+85291234567", id="a local telephone number"),
        pytest.param("call", "+44 20 7946 0958", "+442079460958", id="a foreign telephone number"),
        pytest.param("told", True, True, id="ticked"),
        pytest.param("told", False, False, id="not ticked"),
    ],
)
def test_a_right_value_is_kept(key: str, given: Any, kept: Any) -> None:
    assert read(**{key: given})[key] == kept


@pytest.mark.parametrize(
    ("key", "given"),
    [
        pytest.param("what", "", id="required and empty"),
        pytest.param("what", "   ", id="required and blank"),
        pytest.param("what", None, id="required and missing"),
        pytest.param("what", 7, id="a number where text belongs"),
        pytest.param("what", "x" * 2001, id="too long"),
        pytest.param("where", "cellar", id="not among the choices"),
        pytest.param("where", ["hall"], id="a list where one choice belongs"),
        pytest.param("where", {"value": "hall"}, id="an object where a choice belongs"),
        pytest.param("people", "three", id="a word where a number belongs"),
        pytest.param("people", True, id="true is no number"),
        pytest.param("people", float("nan"), id="not a number at all"),
        pytest.param("people", float("inf"), id="endless"),
        pytest.param("from", "31/07/2026", id="a date in another order"),
        pytest.param("from", "2026-02-30", id="a day that does not exist"),
        pytest.param("from", 20260731, id="a number where a date belongs"),
        pytest.param("call", "12", id="too short for a telephone number"),
        pytest.param("call", 91234567, id="a number where a telephone number belongs"),
        pytest.param("told", "yes", id="text where a tick belongs"),
        pytest.param("unheard_of", "x", id="no such field"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(key: str, given: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(**{key: given})
    assert refused.value.code == "invalid_form"
    assert list(refused.value.details["fields"]) == [key]


def test_all_wrong_fields_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_form(FIELDS, {"people": "many", "call": "no", "where": "hall"})
    assert set(refused.value.details["fields"]) == {"what", "people", "call"}


def test_empty_optional_fields_are_left_out() -> None:
    assert read(where="", people=None) == {"what": "leak", "told": False}


def test_a_required_checkbox_must_be_ticked() -> None:
    with pytest.raises(InvalidInput):
        read_form([{"key": "agreed", "kind": "checkbox", "required": True}], {"agreed": False})
