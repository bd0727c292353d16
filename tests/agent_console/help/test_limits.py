import pytest

from agent_console.help.limits import MOST_ADDRESSES, Allowance, Rate
from contactcenter.errors import TooManyRequests


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_by_asking_and_fills_with_time() -> None:
    seconds = Seconds()
    allowance = Allowance(Rate(burst=2, each_seconds=10), seconds=seconds)
    allowance.take("203.0.113.7")
    allowance.take("203.0.113.7")
    with pytest.raises(TooManyRequests) as caught:
        allowance.take("203.0.113.7")
    assert caught.value.retry_after == 10
    allowance.take("203.0.113.8")
    seconds.now = 10
    allowance.take("203.0.113.7")


def test_what_is_remembered_stays_small() -> None:
    allowance = Allowance(Rate(burst=1, each_seconds=60))
    for number in range(MOST_ADDRESSES + 10):
        allowance.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(allowance._buckets) <= MOST_ADDRESSES
