from datetime import UTC, datetime

import pytest

from agent_console.help.moments import full_date, span_in_words

# 09:30 on the desk's clock.
MORNING = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ends_at", "language", "words"),
    [
        (datetime(2026, 11, 25, 8, 30, tzinfo=UTC), "zh-Hant", "11月25日（三）09:30–16:30"),
        (datetime(2026, 11, 25, 8, 30, tzinfo=UTC), "en", "Wed 25 Nov, 09:30–16:30"),
        (datetime(2026, 11, 26, 8, 30, tzinfo=UTC), "en", "Wed 25 Nov, 09:30–Thu 26 Nov, 16:30"),
        (datetime(2026, 11, 25, 16, 30, tzinfo=UTC), "zh-Hans", "11月25日（三）09:30–11月26日（四）00:30"),
        (None, "en", "25 Nov 2026"),
    ],
)
def test_a_span_names_the_second_day_only_where_it_is_another_one(
    ends_at: datetime | None, language: str, words: str
) -> None:
    assert span_in_words(MORNING, ends_at, language) == words


def test_a_date_is_that_of_the_desk() -> None:
    assert full_date(datetime(2026, 3, 1, 17, tzinfo=UTC), "zh-Hant") == "2026年3月2日"
