"""The types, their forms and the words that suggest them fit together, and drafting understands them."""

from types import SimpleNamespace

import pytest

from contactcenter.basics.hints_repairs import AREA_WORDS
from contactcenter.basics.work_order_types import HINTS, WORK_ORDER_TYPES
from contactcenter.work_orders.drafting import guess_type, prefill_form

TYPES = {type_.code: type_ for type_ in WORK_ORDER_TYPES}
ROWS = [
    SimpleNamespace(code=type_.code, names=type_.names, form=type_.form_rows(), hints=type_.hints)
    for type_ in WORK_ORDER_TYPES
]


def test_the_types_of_a_property_company_have_distinct_fields_in_three_languages() -> None:
    assert len(TYPES) == len(WORK_ORDER_TYPES) == 28
    for type_ in WORK_ORDER_TYPES:
        keys = [field.key for field in type_.form]
        assert len(keys) == len(set(keys))
        for named in (type_, *type_.form, *(option for field in type_.form for option in field.options)):
            assert all(named.names[language] for language in ("zh-Hant", "zh-Hans", "en"))


def test_hints_fill_only_fields_and_options_their_type_has() -> None:
    for hint in HINTS:
        fields = {field.key: {option.value for option in field.options} for field in TYPES[hint.type_code].form}
        assert all(value in fields[key] for key, value in hint.form.items())
        assert len(hint.words) == len(set(hint.words))
    areas = {option.value for field in TYPES["repair_plumbing"].form if field.key == "area" for option in field.options}
    assert set(AREA_WORDS) == areas


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3座12樓B室 廚房漏水", "repair_plumbing"),
        ("马桶坏了", "repair_plumbing"),
        ("water is leaking under the sink", "repair_plumbing"),
        ("屋企跳掣,冇晒電", "repair_electrical"),
        ("電梯困住人", "lift"),
        ("樓上好嘈", "complaint"),
        ("I want to renovate my bathroom", "renovation_permit"),
        ("想裝修個浴室", "renovation_permit"),
        ("我想装修厨房和卫生间", "renovation_permit"),
        ("上月管理費好像收多咗", "fee_query"),
        ("The bill for the parking fee is wrong", "fee_query"),
        ("my bathroom", None),
        ("主人房冷氣滴水", "repair_air_conditioning"),
        ("空调不制冷", "repair_air_conditioning"),
        ("大門鎖壞咗，入唔到屋", "repair_carpentry"),
        ("浴室瓷磚鬆咗", "repair_building"),
        ("大堂讀卡機拍唔到卡", "repair_access"),
        ("走廊支滅火筒唔見咗", "repair_fire_safety"),
        ("Somebody has parked in my space", "parking"),
        ("星期六搬屋，想攞放行條", "move_out"),
        ("後樓梯成日有人食煙", "security_check"),
        ("想查下幾時收樓", "house_handover"),
        ("房产证办到哪一步了", "deed"),
        ("報名中秋燈會2大1細", "activity"),
        ("保安員陳生好細心，想表揚佢", "commendation"),
        ("建議車場出口裝大啲嘅鏡", "suggestion"),
        ("收到律師信", "legal"),
        ("I need a copy of the contract of my flat", "archive_access"),
    ],
)
def test_the_type_is_guessed_from_an_owners_words(text: str, code: str | None) -> None:
    assert guess_type(text, ROWS) == code


def test_the_area_is_filled_in_although_it_says_nothing_about_the_type() -> None:
    assert prefill_form(ROWS[0], "厨房漏水", phone=None) == {"area": "kitchen", "fault": "leak"}
