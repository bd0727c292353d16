"""When those who have not read a bulletin are reminded."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge_base.bulletins.reminding import is_reminder_due

OUT = datetime(2026, 3, 2, 8, tzinfo=UTC)
DUE = OUT + timedelta(days=7)


@pytest.mark.parametrize(
    ("due_at", "reminded_after", "now_after", "expected"),
    [
        pytest.param(DUE, None, timedelta(0), True, id="it has just appeared"),
        pytest.param(DUE, None, timedelta(seconds=-1), False, id="it has not appeared yet"),
        pytest.param(None, timedelta(0), timedelta(days=300), False, id="without a due time nobody is pressed"),
        pytest.param(DUE, timedelta(0), timedelta(days=5), False, id="there is time"),
        pytest.param(DUE, timedelta(0), timedelta(days=6), True, id="a day before it is due"),
        pytest.param(DUE, timedelta(days=6), timedelta(days=6, hours=3), False, id="once that day"),
        pytest.param(DUE, timedelta(days=6), timedelta(days=7), True, id="when it is due"),
        pytest.param(DUE, timedelta(days=7), timedelta(days=7, hours=11), False, id="overdue, but lately reminded"),
        pytest.param(DUE, timedelta(days=7), timedelta(days=7, hours=12), True, id="overdue, and again"),
        pytest.param(
            OUT + timedelta(hours=3), timedelta(0), timedelta(hours=2), False, id="due too soon for a day before"
        ),
    ],
)
def test_reminders_come_at_their_times(
    due_at: datetime | None, reminded_after: timedelta | None, now_after: timedelta, expected: bool
) -> None:
    said = is_reminder_due(
        published_at=OUT,
        due_at=due_at,
        reminded_at=None if reminded_after is None else OUT + reminded_after,
        every=timedelta(hours=12),
        now=OUT + now_after,
    )
    assert said is expected
