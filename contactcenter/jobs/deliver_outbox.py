"""Carries out the outbox: claim (short transaction), act at the provider, record (short transaction)."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import Errand
from contactcenter.outbox import service as outbox
from contactcenter.outbox.models import FAILED, OutboxCommand

AT_ONCE = 16


async def fire(db: Database, errands: Mapping[str, Errand], *, now: datetime) -> int:
    """Carry out what is due of these kinds, at most one command for each ordering key at a time; returns how many.

    A pass ends with its slowest command, so kinds that must not wait for each other have jobs of their own.
    """
    async with db.reading() as session:
        if not await outbox.is_any_due(session, kinds=errands.keys(), now=now):
            return 0
    async with db.transaction() as session:
        claimed = await outbox.claim_due(session, kinds=errands.keys(), now=now, limit=AT_ONCE)
    await asyncio.gather(*(_carry_out(db, errands[command.kind], command, now) for command in claimed))
    return len(claimed)


async def _carry_out(db: Database, errand: Errand, command: OutboxCommand, now: datetime) -> None:
    try:
        result = await errand.act(db, command, now)
    except SendError as error:
        await _record_failure(db, errand, command, error, now)
        return
    async with db.transaction() as session:
        # Where another process took the command over meanwhile, it records; what was done is found, not done again.
        if await outbox.settle(session, command, now=now):
            await errand.succeed(session, command, result, now)


async def _record_failure(
    db: Database, errand: Errand, command: OutboxCommand, error: SendError, now: datetime
) -> None:
    async with db.transaction() as session:
        if await outbox.settle_failure(session, command, error, now=now) == FAILED:
            await errand.give_up(session, command, error, now)
