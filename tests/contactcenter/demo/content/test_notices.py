"""Notices are dated around the day the demo begins."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.notices import build_notices
from contactcenter.notices.models import KINDS

NOW = datetime(2026, 11, 23, 17, 20, tzinfo=ZoneInfo("Asia/Hong_Kong"))
NOTICES = list(build_notices(NOW))


def test_something_is_planned_under_way_over_and_standing() -> None:
    assert any(notice.starts_at > NOW for notice in NOTICES)
    assert any(notice.ends_at and notice.starts_at < NOW < notice.ends_at for notice in NOTICES)
    assert any(notice.ends_at and notice.ends_at < NOW for notice in NOTICES)
    assert any(notice.ends_at is None for notice in NOTICES)
    assert all(notice.published_at <= NOW for notice in NOTICES)


def test_the_drill_of_tower_3_is_tomorrow_morning() -> None:
    drill = next(notice for notice in NOTICES if notice.kind == "fire_drill")
    assert (drill.place_code, drill.starts_at.date()) == ("3", (NOW + timedelta(days=1)).date())
    assert "11月24日（星期二）" in drill.texts["zh-Hant"]
    assert "Tuesday 24 November, 10:30-11:15" in drill.texts["en"]


def test_each_names_a_known_place_and_kind_in_three_languages() -> None:
    for notice in NOTICES:
        assert notice.place_code in build_estate().by_code
        assert notice.kind in KINDS
        for words in (notice.titles, notice.texts):
            assert set(words) == {"zh-Hant", "zh-Hans", "en"}
            assert not any("{" in text for text in words.values())
