"""The search index of this process, which follows the article tables. Owned by the composition root.

A change is in a small second segment moments after its commit, on every node; once many changes have gathered, the
large segment is built anew in the background.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contactcenter import clock
from contactcenter.db import Database
from knowledge_base.search.filters import Filter
from knowledge_base.search.memory import give_back
from knowledge_base.search.query import Terms
from knowledge_base.search.snapshot import Found, Part, Snapshot
from knowledge_base.search.source import Source, last_change, read_source
from knowledge_base.vectors.nearest import NOTHING, NearestTexts, Nearness

REBUILD_AFTER = 1000
# So many texts are indexed in well under a frame; more go to a thread, so that the loop goes on.
AT_ONCE = 20


class LiveIndex:
    """Searches in memory. Build it before the first request, then `fire` it when articles change and each second."""

    def __init__(self, db: Database, nearest: NearestTexts | None = None) -> None:
        self._db = db
        self.nearest = nearest
        self._snapshot = Snapshot((Part.of([]), Part.of([])), base_number=0, number=0)
        self._updating = asyncio.Lock()
        self._rebuilding: asyncio.Task[None] | None = None

    def search(
        self,
        question: str,
        *,
        wanted: Filter,
        limit: int = 10,
        prefer: str | None = None,
        counts: bool = False,
        nearness: Nearness = NOTHING,
    ) -> Found:
        """The best articles for this question, of published ones those valid now (or `wanted.at`).

        See `Snapshot.search`.
        """
        if wanted.at is None and wanted.only_published:
            wanted = replace(wanted, at=clock.now())
        search = self._snapshot.search
        return search(question, limit=limit, wanted=wanted, prefer=prefer, counts=counts, nearness=nearness)

    async def nearness(self, question: str) -> Nearness:
        """Which texts mean nearly the same, where a model for that is set up; it has a deadline and never fails."""
        return NOTHING if self.nearest is None else await self.nearest.to(question)

    def mend(self, question: str, texts: Sequence[str]) -> str | None:
        """What the question may have meant; see `Snapshot.mend`."""
        return self._snapshot.mend(question, texts)

    def terms(self, question: str) -> Terms:
        """What would be looked for, to mark it in texts."""
        return self._snapshot.terms(question)

    @property
    def size(self) -> int:
        """How many texts the large segment and the small one hold."""
        return sum(part.segment.size for part in self._snapshot.parts)

    async def build(self) -> None:
        """Read everything anew; searches see the old state until it is done, and never an older one after it."""
        async with self._db.reading() as session:
            source = await read_source(session)
        base = await asyncio.to_thread(Part.of, source.texts)
        async with self._updating:
            built = Snapshot((base, Part.of([])), source.number, source.number, source.synonyms)
            # With what was committed while the large segment was built.
            self._snapshot, _ = await self._caught_up(built)
        # The words of all articles, which only the building needed.
        del source
        await asyncio.to_thread(give_back)
        # Loads the tables of characters and syllables, which the first search would otherwise pay for.
        self.search("暖 warm", wanted=Filter())

    async def refresh(self) -> int:
        """Take in what was committed since the last time; returns how many articles differ from the large segment."""
        async with self._updating:
            self._snapshot, differing = await self._caught_up(self._snapshot)
        if differing > REBUILD_AFTER:
            self._start_rebuilding()
        return differing

    async def _caught_up(self, before: Snapshot) -> tuple[Snapshot, int]:
        """This state with everything committed since, and how many articles differ from its large segment."""
        async with self._db.reading() as session:
            if await last_change(session) == before.number:
                return before, 0
            source = await read_source(session, after=before.base_number)
        base = before.parts[0]
        if len(source.texts) <= AT_ONCE:
            changed = _take_over(base, source)
        else:
            changed = await asyncio.to_thread(_take_over, base, source)
        after = Snapshot(changed, before.base_number, source.number, source.synonyms)
        return after, len(source.article_ids)

    async def fire(self, db: Database, *, now: datetime) -> int:
        """The job: one refresh. It never asks to be repeated at once, since a refresh leaves nothing over."""
        await self.refresh()
        return 0

    async def rebuilt(self) -> None:
        """Wait for a rebuild that is under way; raises what made it fail."""
        if self._rebuilding is not None:
            await self._rebuilding

    async def close(self) -> None:
        if self._rebuilding is not None:
            self._rebuilding.cancel()
            await asyncio.gather(self._rebuilding, return_exceptions=True)
        if self.nearest is not None:
            await self.nearest.close()

    def _start_rebuilding(self) -> None:
        if self._rebuilding is not None:
            if not self._rebuilding.done():
                return
            # A rebuild that failed is told to the job that called, which logs it and tries again.
            self._rebuilding.result()
        self._rebuilding = asyncio.create_task(self.build(), name="rebuild search index")


def _take_over(base: Part, source: Source) -> tuple[Part, Part]:
    """The large part without the changed articles, and a small part with them, measured by the large one's lengths."""
    lengths = base.segment.lengths if base.table.rows else None
    return base.without(source.article_ids), Part.of(source.texts, lengths)
