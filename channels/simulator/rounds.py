"""How each part of the carrier keeps working: do what is due, sleep until the next is, or until somebody wakes it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

PAUSE_AFTER_ERROR_SECONDS = 1.0


async def go_round(
    wake: asyncio.Event,
    do_what_is_due: Callable[[], Awaitable[object]],
    seconds_to_next: Callable[[], Awaitable[float | None]],
) -> None:
    """Until cancelled. `seconds_to_next` None: until woken. A database that does not answer is asked again soon."""
    while True:
        wake.clear()
        try:
            await do_what_is_due()
            delay = await seconds_to_next()
        except SQLAlchemyError:
            log.exception("the simulator's database did not answer")
            delay = PAUSE_AFTER_ERROR_SECONDS
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), delay)
