"""Turns journal rows of texts and delivery statuses into the core's neutral words and hands them to its actions."""

from collections.abc import Sequence
from datetime import datetime

from channels.sms.payload import read_status, read_text
from channels.sms.signature import read_form
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.record_delivery import record_deliveries
from contactcenter.db import Session
from contactcenter.journal.models import InboundEvent

JournalRows = Sequence[tuple[InboundEvent, bytes]]


async def project_texts(session: Session, rows: JournalRows, now: datetime) -> None:
    """Raises `Unusable` on a row without what is needed; the projector then tries each row alone."""
    texts = [read_text(read_form(body)).as_text(row.received_at) for row, body in rows]
    await receive_messages(session, texts, now=now)


async def project_statuses(session: Session, rows: JournalRows, now: datetime) -> None:
    """Statuses may come in any order and more than once; the action applies them by rank."""
    reports = [read_status(read_form(body)).as_report(row.received_at) for row, body in rows]
    await record_deliveries(session, reports, now=now)
