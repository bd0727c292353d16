"""How agents spent their time: at work on something, or ready for it. Pure.

Somebody at work on two texts at once is busy once; whoever is available and at work on nothing is ready.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in its order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        elif begins < ends:
            found.append((begins, ends))
    return found


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What of `spans` lies outside `taken`; both are joined."""
    found: list[Span] = []
    for begins, ends in spans:
        start = begins
        for from_, until in taken:
            if until <= start or from_ >= ends:
                continue
            if from_ > start:
                found.append((start, from_))
            start = max(start, until)
        if start < ends:
            found.append((start, ends))
    return found


def within(spans: Sequence[Span], allowed: Sequence[Span]) -> list[Span]:
    """What of `spans` lies inside `allowed`."""
    return [each for from_, until in allowed for each in clipped(spans, from_, until)]


def clipped(spans: Iterable[Span], since: datetime, until: datetime) -> list[Span]:
    return [(max(b, since), min(e, until)) for b, e in spans if b < until and e > since]


def seconds(spans: Iterable[Span]) -> float:
    return sum((ends - begins).total_seconds() for begins, ends in spans)


def busy_and_ready(
    work: Mapping[str, Sequence[Span]], available: Mapping[str, Sequence[Span]], since: datetime, until: datetime
) -> Iterator[tuple[str, float, float]]:
    """For each agent the seconds at work and those ready between two moments."""
    for agent_id in sorted({*work, *available}):
        busy = joined(clipped(work.get(agent_id, ()), since, until))
        there = joined(clipped(available.get(agent_id, ()), since, until))
        yield agent_id, seconds(busy), seconds(without(there, busy))
