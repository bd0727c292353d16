"""What every errand is: something done at a provider, and what follows in our rows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol

from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.outbox.models import OutboxCommand

# Looking whether a command went out and giving it must both end well before the lease of its claim does.
CALL_SECONDS = 20


class Errand(Protocol):
    """How commands of one kind are carried out."""

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        """Do it, outside any transaction; returns the provider's id, "" where there is none. Raises `SendError`.

        Where `command.maybe_sent`, first look whether it was done.
        """

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        """Record what was done."""

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        """Record that it was not done and will not be tried again."""


@asynccontextmanager
async def within_call_time() -> AsyncIterator[None]:
    """A call to a provider that takes too long becomes a `SendError`; it may have had its effect."""
    try:
        async with asyncio.timeout(CALL_SECONDS):
            yield
    except TimeoutError as error:
        raise SendError("The provider did not answer in time.", retryable=True, maybe_sent=True) from error
