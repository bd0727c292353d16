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
