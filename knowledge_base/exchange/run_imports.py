"""The job that reads what was uploaded for import. Killed anywhere, it is taken up behind the last batch that stood."""

import asyncio
from datetime import datetime

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotFound
from contactcenter.media.service import find_many
from contactcenter.media.store import MediaStore
from knowledge_base.exchange import service
from knowledge_base.exchange.importing import Batch, Terms, batches_of, keep_pictures, preview, save_batch
from knowledge_base.exchange.incoming import Defaults, Problem, problem_of
from knowledge_base.exchange.models import ArticleImport
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_bytes

# Small, so that writing never holds up the desk for long.
BATCH = 100


class RunImports:
    """One import after another; each batch is a transaction of its own."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    async def fire(self, db: Database, *, now: datetime) -> int:
        async with db.transaction() as session:
            claimed = await service.claim_import(session, now=now)
        if claimed is None:
            return 0
        try:
            if service.is_hopeless(claimed):
                raise InvalidInput("Reading this file fails again and again; try a part of it.", code="kept_failing")
            await self._run(db, claimed)
        except NotFound:
            await _finish(db, claimed, failure=Problem("", "The uploaded file is gone; upload it again.", "file_gone"))
        except InvalidInput as error:
            await _finish(db, claimed, failure=problem_of("", error))
        return 1

    async def _run(self, db: Database, claimed: ArticleImport) -> None:
        async with db.reading() as session:
            file = (await find_many(session, [claimed.attachment_id])).get(claimed.attachment_id)
        if file is None or file.digest is None:
            raise NotFound
        content = await self._media.get(file.digest)
        defaults = Defaults(claimed.language, claimed.category, claimed.audience)
        # Unpacking and reading take the processor: other requests go on meanwhile.
        reading = await asyncio.to_thread(lambda: Reading(open_bytes(claimed.name, content), defaults))
        batches, read = batches_of(reading, BATCH), 0
        while (batch := await asyncio.to_thread(next, batches, None)) is not None:
            count = len(batch.incoming) + len(batch.problems)
            read += count
            # The same file gives the same batches: those before stood already.
            if read > claimed.read and not await self._take(db, claimed, batch, count, _thousandths(reading)):
                return
        await _finish(db, claimed)

    async def _take(self, db: Database, claimed: ArticleImport, batch: Batch, count: int, progress: int) -> bool:
        """Deal with one batch; False where somebody else has taken the import over."""
        terms = Terms(claimed.as_state, claimed.created_by)
        pictures = await keep_pictures(db, self._media, batch) if claimed.applies else {}
        async with db.transaction() as session:
            now = clock.now()
            row = await service.hold_import(session, claimed, now=now)
            if row is None:
                return False
            if claimed.applies:
                saved, problems = await save_batch(session, batch, pictures, terms, now=now)
            else:
                saved, problems = await preview(session, batch)
            service.add_outcome(row, saved, problems, read=count, progress=progress)
            service.add_sample(row, batch.incoming)
        return True


async def _finish(db: Database, claimed: ArticleImport, *, failure: Problem | None = None) -> None:
    async with db.transaction() as session:
        now = clock.now()
        row = await service.hold_import(session, claimed, now=now)
        if row is not None:
            service.finish_import(row, now=now, failure=failure)


def _thousandths(reading: Reading) -> int:
    return reading.done * 1000 // max(reading.total, 1)
