"""Carries out the outbox: claim (short transaction), act at the provider, record (short transaction)."""

import asyncio
from datetime import datetime, timedelta

from contactcenter.actions.record_delivery import bring_back_unreached
from contactcenter.contacts import deliveries
from contactcenter.contracts import Carrier
from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.outbox import service as outbox
from contactcenter.outbox.models import FAILED, OutboxCommand

AT_ONCE = 16
# Looking whether a text went out and sending it must both end well before the lease of its claim does.
CALL_SECONDS = 20
# A clock at the carrier may differ from ours by this much when we ask what it sent since.
CLOCK_SKEW = timedelta(minutes=2)


async def fire(db: Database, carrier: Carrier, *, now: datetime) -> int:
    """Carry out what is due, at most one command for each recipient at a time; returns how many were tried."""
    async with db.reading() as session:
        if not await outbox.is_any_due(session, now=now):
            return 0
    async with db.transaction() as session:
        claimed = await outbox.claim_due(session, now=now, limit=AT_ONCE)
    await asyncio.gather(*(_carry_out(db, carrier, command, now) for command in claimed))
    return len(claimed)


async def _carry_out(db: Database, carrier: Carrier, command: OutboxCommand, now: datetime) -> None:
    try:
        external_id = await _send(db, carrier, command, now)
    except SendError as error:
        await _record_failure(db, command, error, now)
    else:
        await _record_success(db, command, external_id, now)


async def _send(db: Database, carrier: Carrier, command: OutboxCommand, now: datetime) -> str:
    if command.kind != "send_text":
        raise SendError(f"Nothing here carries out {command.kind}.", code="unknown_kind", retryable=False)
    if command.maybe_sent:
        found = await _find_sent(db, carrier, command)
        if found is not None:
            return found
    if now >= command.deadline_at:
        raise SendError("The text could not be sent in time.", code="too_late", retryable=False)
    text = _text_of(command)
    try:
        async with asyncio.timeout(CALL_SECONDS):
            return await carrier.send_text(sender=text["sender"], recipient=text["recipient"], text=text["text"])
    except TimeoutError as error:
        raise SendError("The carrier did not answer in time.", retryable=True, maybe_sent=True) from error


async def _find_sent(db: Database, carrier: Carrier, command: OutboxCommand) -> str | None:
    """The carrier's id of this very text, if it went out before we lost track of it."""
    text, since = _text_of(command), command.created_at - CLOCK_SKEW
    try:
        async with asyncio.timeout(CALL_SECONDS):
            found = await carrier.find_text(
                sender=text["sender"], recipient=text["recipient"], text=text["text"], since=since
            )
    except TimeoutError as error:
        raise SendError("The carrier did not answer in time.", retryable=True, maybe_sent=True) from error
    if found is None:
        return None
    async with db.reading() as session:
        # An equal text sent shortly before is another message of ours.
        return None if await deliveries.is_recorded(session, "sms", found) else found


def _text_of(command: OutboxCommand) -> dict[str, str]:
    return {name: str(command.payload[name]) for name in ("sender", "recipient", "text")}


async def _record_success(db: Database, command: OutboxCommand, external_id: str, now: datetime) -> None:
    async with db.transaction() as session:
        # Where another process took the command over meanwhile, it records; the text is found and not sent again.
        if await outbox.settle(session, command, now=now) and command.message_id:
            message = await deliveries.record_sent(session, command.message_id, external_id)
            await bring_back_unreached(session, [message] if message else [], now=now)


async def _record_failure(db: Database, command: OutboxCommand, error: SendError, now: datetime) -> None:
    async with db.transaction() as session:
        state = await outbox.settle_failure(session, command, error, now=now)
        if state == FAILED and command.message_id:
            message = await deliveries.record_not_sent(
                session, command.message_id, code=error.code or "not_sent", text=error.text
            )
            await bring_back_unreached(session, [message] if message else [], now=now)
