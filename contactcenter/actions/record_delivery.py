"""A carrier says what became of the texts we sent. Called by the journal's projector."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from contactcenter.contacts import deliveries, states
from contactcenter.contacts.models import Message
from contactcenter.contacts.service import lock_contacts, return_to_queue
from contactcenter.contracts import DeliveryReport
from contactcenter.db import Session
from contactcenter.escalations import service as escalations
from contactcenter.escalations.alerts import find_alerts_by_text
from contactcenter.escalations.models import FAILED

log = logging.getLogger(__name__)


async def record_deliveries(session: Session, reports: Sequence[DeliveryReport], *, now: datetime) -> int:
    """Apply the reports, in whatever order they come and however often; returns how many messages changed."""
    changed = await deliveries.record_reports(session, reports, now=now)
    await bring_back_unreached(session, changed, now=now)
    failed = {report.external_id: report for report in reports if report.state == "failed" and report.channel == "sms"}
    for alert_id, external_id in (await find_alerts_by_text(session, failed)).items():
        report = failed[external_id]
        error = f"{report.error_code} {report.error_text}".strip()
        await escalations.lose_alert(session, alert_id, FAILED, now=now, error=error)
    if len(changed) < len(reports):
        log.info("reports_without_effect", extra={"reports": len(reports), "changed": len(changed)})
    return len(changed)


async def bring_back_unreached(session: Session, messages: Collection[Message], *, now: datetime) -> None:
    """An owner who never got our answer will not write back: such a contact must not wait until it closes itself."""
    failed = {message.contact_id for message in messages if message.delivery_state == "failed"}
    for contact in (await lock_contacts(session, failed)).values():
        if contact.state == states.WAITING:
            await return_to_queue(session, contact, author_id=None, now=now, act="not_delivered")
