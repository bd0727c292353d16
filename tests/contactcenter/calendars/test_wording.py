"""When it opens, in three languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from contactcenter.calendars.wording import opening_in_words

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
# A Monday.
NOW = datetime(2026, 11, 23, 22, 0, tzinfo=HONG_KONG)


@pytest.mark.parametrize(
    ("opening", "hant", "hans", "english"),
    [
        ("2026-11-23T22:30", "今日22:30", "今天22:30", "today at 22:30"),
        ("2026-11-24T08:00", "明日08:00", "明天08:00", "tomorrow at 08:00"),
        ("2026-11-29T08:00", "11月29日（星期日）08:00", "11月29日（星期日）08:00", "on Sunday 29 November at 08:00"),
        ("2027-01-04T09:00", "1月4日（星期一）09:00", "1月4日（星期一）09:00", "on Monday 4 January at 09:00"),
    ],
)
def test_an_opening_is_said_as_people_say_it(opening: str, hant: str, hans: str, english: str) -> None:
    moment = datetime.fromisoformat(opening).replace(tzinfo=HONG_KONG)
    said = [
        opening_in_words(moment, now=NOW, zone=HONG_KONG, language=language)
        for language in ("zh-Hant", "zh-Hans", "en", "pt")
    ]
    assert said == [hant, hans, english, english]


def test_the_clock_is_that_of_the_desk_that_opens() -> None:
    london = ZoneInfo("Europe/London")
    moment = datetime(2026, 11, 24, 9, 0, tzinfo=london)
    assert opening_in_words(moment, now=NOW, zone=london, language="en") == "tomorrow at 09:00"
    assert opening_in_words(moment, now=NOW, zone=HONG_KONG, language="en") == "tomorrow at 17:00"
