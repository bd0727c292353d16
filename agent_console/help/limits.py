"""How often one address may ask for pages, search and vote. In memory: each node counts for itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from contactcenter.agents.throttle import address_key
from contactcenter.errors import TooManyRequests

# Beyond this many addresses the fullest buckets are forgotten first: they lose nothing by it.
MOST_ADDRESSES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and one more each so many seconds."""

    burst: int
    each_seconds: float


# A whole tower may stand behind one address of its provider, and everybody types at once when the water is off.
PAGES: Final = Rate(burst=300, each_seconds=0.1)
SEARCHES: Final = Rate(burst=200, each_seconds=0.2)
VOTES: Final = Rate(burst=20, each_seconds=60)


class Allowance:
    """Buckets that fill with time and are emptied by asking."""

    def __init__(self, rate: Rate, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._seconds = seconds
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, address: str) -> None:
        """Count one, or raise `TooManyRequests` where the bucket of this address is empty."""
        key, now = address_key(address), self._seconds()
        left, at = self._buckets.get(key, (float(self._rate.burst), now))
        left = min(left + (now - at) / self._rate.each_seconds, float(self._rate.burst))
        if left < 1:
            raise TooManyRequests(retry_after=max(1, round((1 - left) * self._rate.each_seconds)))
        self._buckets[key] = (left - 1, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._forget()

    def _forget(self) -> None:
        by_fullness = sorted(self._buckets, key=lambda key: self._buckets[key])
        for key in by_fullness[MOST_ADDRESSES // 2 :]:
            del self._buckets[key]
