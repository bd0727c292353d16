"""Who was busy and who was ready."""

from datetime import UTC, datetime, timedelta

from contactcenter.figures.duty import Span, busy_and_ready, joined, within, without

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def span(begins: float, ends: float) -> Span:
    return START + timedelta(minutes=begins), START + timedelta(minutes=ends)


def test_two_texts_at_once_are_one_agent_at_work() -> None:
    assert joined([span(5, 10), span(0, 6), span(12, 13), span(13, 13)]) == [span(0, 10), span(12, 13)]


def test_ready_is_what_is_left_of_being_there() -> None:
    assert without([span(0, 30)], [span(0, 5), span(10, 12), span(29, 40)]) == [span(5, 10), span(12, 29)]


def test_only_what_lies_within_is_kept() -> None:
    assert within([span(0, 30)], [span(5, 10), span(20, 40)]) == [span(5, 10), span(20, 30)]


def test_an_hour_is_cut_out_of_longer_stretches() -> None:
    work = {"ada": [span(-10, 20), span(15, 30)], "bob": []}
    there = {"ada": [span(-60, 60)], "bob": [span(30, 90)]}
    shares = list(busy_and_ready(work, there, *span(0, 60)))
    assert shares == [("ada", 30 * 60, 30 * 60), ("bob", 0, 30 * 60)]
