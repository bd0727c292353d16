from dataclasses import dataclass, field
from typing import Any

import pytest

from contactcenter.work_orders import drafting
from tests.support.builders.work_orders import PLUMBING_FORM


@dataclass(frozen=True)
class Type:
    code: str
    names: dict[str, str] = field(default_factory=dict)
    form: list[dict[str, Any]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


TYPES = [
    Type("plumbing", {"en": "Plumbing", "zh-Hant": "水務維修"}, PLUMBING_FORM, ["漏水", "leak", "廁所", "水喉"]),
    Type("electrical", {"en": "Electrical"}, hints=["跳掣", "燈", "power"]),
    Type("lift", {"en": "Lift", "zh-Hant": "電梯"}, hints=["電梯", "𨋢"]),
    Type("renovation", {"en": "Renovation permit"}, hints=["renovate", "裝修"]),
    Type(
        "pests",
        form=[
            {
                "key": "animal",
                "kind": "choice",
                "tells_type": True,
                "options": [{"value": "rat", "names": {"en": "Rats"}, "hints": ["老鼠", "mouse"]}],
            }
        ],
    ),
    Type(
        "complaint",
        form=[{"key": "about", "kind": "choice", "options": [{"value": "other", "names": {"en": "Other"}}]}],
    ),
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3座12樓B室 廚房漏水", "plumbing"),
        ("厨房漏水", "plumbing"),
        ("My kitchen tap is LEAKING", "plumbing"),
        ("屋企跳掣,冇晒電", "electrical"),
        ("2座部電梯壞咗", "lift"),
        ("Lift B is stuck", "lift"),
        ("upliftment of the estate", None),
        ("the other day", None),
        ("I want to renovate my bathroom", "renovation"),
        ("my bathroom", None),
        ("a mouse in the kitchen", "pests"),
        ("你好", None),
        ("", None),
    ],
)
def test_the_type_is_guessed_from_the_words(text: str, code: str | None) -> None:
    assert drafting.guess_type(text, TYPES) == code


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3座12樓B室 廚房漏水", "廚房漏水"),
        ("3座12B廚房水喉漏水,另外上月管理費好像收多咗", "廚房水喉漏水"),
        ("廚房漏水 3座12樓B室", "廚房漏水"),
        ("Tower 3 12/F Flat B kitchen sink leaking. Please come today", "kitchen sink leaking"),
        ("浴室塞咗\n好臭", "浴室塞咗"),
        ("3座12樓B室", "3座12樓B室"),
        ("", ""),
    ],
)
def test_the_title_is_what_the_owner_says_without_the_address(text: str, title: str) -> None:
    assert drafting.title_of(text) == title


def test_a_long_title_is_cut_between_words() -> None:
    title = drafting.title_of("The water tap in the small bathroom beside the second bedroom does not close any more")
    assert title == "The water tap in the small bathroom beside the second…"
    assert len(title) <= drafting.LONGEST_TITLE


def test_choices_named_in_the_text_and_the_number_are_filled_in() -> None:
    assert drafting.prefill_form(TYPES[0], "厨房漏水", phone="+85291234567") == {
        "area": "kitchen",
        "phone": "+85291234567",
    }


def test_nothing_is_filled_in_that_the_text_does_not_say() -> None:
    assert drafting.prefill_form(TYPES[0], "漏水", phone=None) == {}


@pytest.mark.parametrize(
    ("type_priority", "contact_class", "priority"),
    [
        ("normal", "normal", "normal"),
        ("low", "normal", "low"),
        ("normal", "priority", "high"),
        ("urgent", "priority", "urgent"),
        ("low", "emergency", "urgent"),
        ("high", "low", "high"),
    ],
)
def test_a_pressing_contact_raises_the_priority(type_priority: str, contact_class: str, priority: str) -> None:
    assert drafting.draft_priority(type_priority, contact_class) == priority


def test_the_description_holds_all_texts_in_order() -> None:
    assert drafting.description_of(["廚房漏水 ", "", "快啲"]) == "廚房漏水\n快啲"
