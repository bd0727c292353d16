"""The demo estate: its size, and that no two places can be written in the same way."""

import re
from collections import defaultdict

import pytest

from contactcenter.demo.content.estate import build_estate, chinese_number, usual_spellings


@pytest.mark.parametrize("building", ["1", "2", "3", "4", "5", "6"])
def test_each_tower_has_exactly_two_hundred_and_fifty_units(building: str) -> None:
    units = [place for place in build_estate().of_kind("unit") if place.building == building]
    assert len(units) == 250


def test_what_the_towers_share_has_a_place_but_no_spelling_that_binds_a_text() -> None:
    shared = [place for place in build_estate().places if not place.building and place.kind != "estate"]
    assert {"CLUB", "CARPARK-B2", "PODIUM"} <= {place.code for place in shared}
    assert all(place.spellings == () and set(place.names) == {"zh-Hant", "zh-Hans", "en"} for place in shared)


def test_parents_stand_before_their_children_and_codes_are_unique() -> None:
    seen: set[str] = set()
    for place in build_estate().places:
        assert place.parent_code is None or place.parent_code in seen
        assert place.code not in seen
        seen.add(place.code)


def test_the_home_of_the_first_persona_is_known_under_its_usual_spellings() -> None:
    home = build_estate().by_code["3-12-B"]
    assert home.names == {"zh-Hant": "3座12樓B室", "zh-Hans": "3座12楼B室", "en": "Tower 3, 12/F, Flat B"}
    usual = {
        "3座12樓B室",
        "3座12B",
        "三座十二樓B室",
        "3-12-B",
        "3-12B",
        "Tower 3 12/F Flat B",
        "T3 12B",
        "Block 3 Flat 12B",
    }
    assert usual <= set(usual_spellings(home))
    assert len(home.spellings) < 10


def test_no_spelling_belongs_to_two_places_even_without_spaces_and_strokes() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for place in build_estate().places:
        for spelling in usual_spellings(place):
            owners[re.sub(r"[\s,/-]", "", spelling).lower()].add(place.code)
    assert {spelling: codes for spelling, codes in owners.items() if len(codes) > 1} == {}


def test_both_lifts_of_a_tower_together_reach_every_floor() -> None:
    estate = build_estate()
    for building in estate.of_kind("building"):
        if not building.building:
            continue
        floors = {place.floor for place in estate.of_kind("floor") if place.building == building.code}
        stops = {stop for lift in estate.lifts if lift.building == building.code for stop in lift.stops}
        assert floors <= stops


@pytest.mark.parametrize(("number", "words"), [(3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")])
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words
