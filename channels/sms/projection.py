"""Turns journal rows of texts and delivery statuses into the core's neutral words and hands them to its actions."""

from collections.abc import Sequence
from datetime import datetime

from channels.sms.payload import StatusForm, TextForm, read_status, read_text
from channels.twilio.forms import read_form
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.record_delivery import record_deliveries
from contactcenter.db import Session
from contactcenter.journal.models import InboundEvent
from contactcenter.journal.projector import Projection


async def prepare_text(row: InboundEvent, body: bytes) -> TextForm:
    """Raises `Unusable` on a form without what is needed."""
    return read_text(read_form(body))


async def project_texts(session: Session, rows: Sequence[tuple[InboundEvent, TextForm]], now: datetime) -> None:
    await receive_messages(session, [form.as_text(row.received_at) for row, form in rows], now=now)


async def prepare_status(row: InboundEvent, body: bytes) -> StatusForm:
    """Raises `Unusable` on a form without what is needed."""
    return read_status(read_form(body))


async def project_statuses(session: Session, rows: Sequence[tuple[InboundEvent, StatusForm]], now: datetime) -> None:
    """Statuses may come in any order and more than once; the action applies them by rank."""
    await record_deliveries(session, [form.as_report(row.received_at) for row, form in rows], now=now)


TEXTS = Projection(project_texts, prepare_text)
STATUSES = Projection(project_statuses, prepare_status)
