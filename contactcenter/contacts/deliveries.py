"""What became of the texts we sent: taken by the carrier, delivered, or not. Called by the outbox job and by intake.

A delivery only goes forward, in whatever order reports come: waiting → sent → delivered, or failed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update

from contactcenter.contacts.models import EarlyReport, Message
from contactcenter.contracts import DeliveryReport
from contactcenter.db import Session, insert
from contactcenter.events import Fact

# A late "sent" after "delivered" changes nothing, and the first final word stands.
PROGRESS = {None: 0, "waiting": 0, "sent": 1, "delivered": 2, "failed": 2}
# A carrier reports within minutes; a report of an id we never learn to know is of somebody else's message.
EARLY_REPORT_KEPT = timedelta(hours=1)
# A report and the record of its id may meet in the same moment on two nodes; one of them waits for the other.
_MEETING_LOCK = 7_310_006


async def record_sent(session: Session, message_id: str, external_id: str) -> Message | None:
    """The carrier took the message under this id; a report that came before we knew the id is applied now."""
    await _lock_meeting(session)
    message = await _lock_message(session, message_id)
    if message is None:
        return None
    message.external_id = external_id
    _advance(message, "sent", "", "")
    early = await session.get(EarlyReport, (message.channel, external_id))
    if early is not None:
        _advance(message, early.state, early.error_code, early.error_text)
        await session.delete(early)
    await _keep(session, message)
    return message


async def record_not_sent(session: Session, message_id: str, *, code: str, text: str) -> Message | None:
    """The carrier did not take the message, for good."""
    message = await _lock_message(session, message_id)
    if message is not None and _advance(message, "failed", code, text):
        await _keep(session, message)
    return message


async def record_reports(session: Session, reports: Sequence[DeliveryReport], *, now: datetime) -> list[Message]:
    """Apply what carriers say; returns the messages whose delivery changed. May be repeated.

    A report of an unknown id is kept for a while: the text may have gone out a moment before its id was recorded.
    """
    known = await _find_reported(session, reports)
    unknown = [report for report in reports if (report.channel, report.external_id) not in known]
    if unknown:
        await _lock_meeting(session)
        found = await _find_reported(session, unknown)
        known |= found
        unknown = [report for report in unknown if (report.channel, report.external_id) not in found]
        await _keep_early(session, unknown, now=now)
    changed: dict[str, Message] = {}
    for report in reports:
        message = known.get((report.channel, report.external_id))
        if message is not None and _advance(message, report.state, report.error_code, report.error_text):
            changed[message.id] = message
    await session.flush()
    session.record(*(Fact("message.added", id_) for id_ in {message.contact_id for message in changed.values()}))
    return list(changed.values())


async def is_recorded(session: Session, channel: str, external_id: str) -> bool:
    """Whether one of our messages already has this id of the carrier's."""
    query = select(Message.id).where(Message.channel == channel, Message.external_id == external_id)
    return await session.scalar(query) is not None


async def _find_reported(session: Session, reports: Sequence[DeliveryReport]) -> dict[tuple[str, str], Message]:
    query = select(Message).where(
        Message.external_id.in_({report.external_id for report in reports}), Message.direction == "outbound"
    )
    query = query.order_by(Message.id).with_for_update().execution_options(populate_existing=True)
    return {(message.channel, message.external_id or ""): message for message in await session.scalars(query)}


async def _keep_early(session: Session, reports: Sequence[DeliveryReport], *, now: datetime) -> None:
    await session.execute(delete(EarlyReport).where(EarlyReport.reported_at < now - EARLY_REPORT_KEPT))
    for report in reports:
        key = {"channel": report.channel, "external_id": report.external_id}
        said: dict[str, object] = {"state": report.state, "error_code": report.error_code}
        said |= {"error_text": report.error_text, "reported_at": now}
        added = insert(session, EarlyReport).values(**key, **said).on_conflict_do_nothing().returning(EarlyReport.state)
        if await session.scalar(added) is None:
            behind = [state for state, rank in PROGRESS.items() if state and rank < PROGRESS[report.state]]
            is_behind = EarlyReport.state.in_(behind)
            await session.execute(update(EarlyReport).filter_by(**key).where(is_behind).values(**said))


async def _lock_message(session: Session, message_id: str) -> Message | None:
    query = select(Message).where(Message.id == message_id)
    query = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(query)).one_or_none()


async def _lock_meeting(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=_MEETING_LOCK))


def _advance(message: Message, state: str, error_code: str, error_text: str) -> bool:
    if PROGRESS[state] <= PROGRESS[message.delivery_state]:
        return False
    message.delivery_state, message.error_code, message.error_text = state, error_code, error_text
    return True


async def _keep(session: Session, message: Message) -> None:
    await session.flush()
    session.record(Fact("message.added", message.contact_id))
