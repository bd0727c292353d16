"""Requests whose answer says what happens next (calls): journal, act and answer in one transaction.

Called by channels. The same request again, known by its external id, gets the same answer and has no second effect.
"""

from collections.abc import Awaitable, Callable

from sqlalchemy import select, update

from contactcenter.db import Session, insert
from contactcenter.journal.models import PROJECTED, InboundEvent
from contactcenter.journal.writer import ArrivedEvent, row_of


async def answer_once(
    session: Session, event: ArrivedEvent, act: Callable[[], Awaitable[str]], *, digest: str | None = None
) -> str:
    """What `act` answers, or what was answered before. Nothing is kept where it fails: then the request may come again.

    Where the same request is being answered elsewhere just now, this waits for that answer. `digest` is where a body
    lies that is too large for its row (`JournalWriter.keep_large`).
    """
    row = row_of(event, digest, state=PROJECTED) | {"projected_at": event.received_at}
    statement = (
        insert(session, InboundEvent).values(**row).on_conflict_do_nothing(index_elements=["channel", "external_id"])
    )
    row_id = await session.scalar(statement.returning(InboundEvent.id))
    if row_id is None:
        known = select(InboundEvent.answer).where(
            InboundEvent.channel == event.channel, InboundEvent.external_id == event.external_id
        )
        return await session.scalar(known) or ""
    answer = await act()
    keep = update(InboundEvent).where(InboundEvent.id == row_id).values(answer=answer)
    await session.execute(keep.execution_options(synchronize_session=False))
    return answer
