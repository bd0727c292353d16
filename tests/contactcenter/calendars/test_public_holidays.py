"""Public holidays come from a library; these are the days it must know."""

from datetime import date

import pytest

from contactcenter.calendars.public_holidays import REGIONS, holidays_of


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 17), "農曆年初一"),
        (date(2026, 4, 3), "耶穌受難節"),
        (date(2026, 6, 19), "端午節"),
        (date(2026, 9, 26), "中秋節翌日"),
        (date(2026, 10, 19), "重陽節翌日"),
        (date(2027, 2, 8), "農曆年初三"),
        (date(2028, 1, 26), "農曆年初一"),
    ],
)
def test_hong_kong_knows_lunar_and_western_holidays(day: date, name: str) -> None:
    by_day = {holiday.day: holiday.names for holiday in holidays_of("HK", (2026, 2027, 2028))}
    assert by_day[day]["zh-Hant"] == name


def test_an_ordinary_monday_is_none() -> None:
    assert date(2026, 11, 23) not in {holiday.day for holiday in holidays_of("HK", (2026,))}


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_names_its_days_in_three_languages(region: str) -> None:
    found = holidays_of(region, (2026, 2027))
    assert len(found) > 15
    assert [holiday.day for holiday in found] == sorted(holiday.day for holiday in found)
    assert all(set(holiday.names) == {"zh-Hant", "zh-Hans", "en"} for holiday in found)
    assert all(name and ";" not in name for holiday in found for name in holiday.names.values())


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 2, 17), id="Lunar New Year 2026"),
        pytest.param(date(2027, 2, 6), id="Lunar New Year 2027"),
        pytest.param(date(2028, 1, 26), id="Lunar New Year 2028"),
        pytest.param(date(2026, 4, 5), id="Ching Ming 2026"),
        pytest.param(date(2027, 4, 5), id="Ching Ming 2027"),
        pytest.param(date(2028, 4, 4), id="Ching Ming 2028"),
        pytest.param(date(2026, 6, 19), id="Dragon Boat 2026"),
        pytest.param(date(2027, 6, 9), id="Dragon Boat 2027"),
        pytest.param(date(2028, 5, 28), id="Dragon Boat 2028"),
    ],
)
def test_lunar_days_are_holidays_everywhere(region: str, day: date) -> None:
    known = {holiday.day for holiday in holidays_of(region, (day.year,))}
    # In Hong Kong a general holiday that falls on a Sunday is given on the next day that is none.
    assert day in known or (region == "HK" and day.weekday() == 6)


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("TW", date(2027, 9, 15)),
        ("CN", date(2027, 9, 15)),
        # Hong Kong has the day after it.
        ("HK", date(2027, 9, 16)),
        ("TW", date(2026, 9, 25)),
        ("CN", date(2026, 9, 25)),
        ("HK", date(2026, 9, 26)),
    ],
)
def test_mid_autumn_moves_with_the_moon(region: str, day: date) -> None:
    assert day in {holiday.day for holiday in holidays_of(region, (day.year,))}
