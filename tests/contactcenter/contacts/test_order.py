"""Strict class, then age."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contactcenter.contacts.order import RANKS, queue_key

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
places = st.tuples(st.sampled_from(list(RANKS)), moments, st.integers(0, 86_400))


def test_an_emergency_of_this_second_comes_before_a_question_of_yesterday() -> None:
    assert queue_key("emergency", NOW, 0) < queue_key("normal", NOW - timedelta(days=1), 0)


def test_a_head_start_counts_like_age() -> None:
    assert queue_key("normal", NOW, 60) == queue_key("normal", NOW - timedelta(minutes=1), 0)


@given(places, places)
def test_the_number_orders_as_class_and_age_do(one: tuple[str, datetime, int], two: tuple[str, datetime, int]) -> None:
    def in_words(place: tuple[str, datetime, int]) -> tuple[int, datetime]:
        return RANKS[place[0]], place[1] - timedelta(seconds=place[2])

    assert (queue_key(*one) < queue_key(*two)) == (in_words(one) < in_words(two))
