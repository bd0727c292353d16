"""Alerts: one notice to one person on one channel, each a command in the outbox. Called by `service.py` and errands.

Every alert is written in the transaction that moves the escalation, so that a node that dies between two rungs leaves
either both or nothing.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update

from contactcenter.db import Session, new_id
from contactcenter.escalations.kinds import name_of
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.models import (
    CLIMBING,
    DROPPED,
    FAILED,
    RINGING,
    SENT,
    WAITING,
    Escalation,
    EscalationCall,
)
from contactcenter.escalations.recipients import Recipient
from contactcenter.escalations.words import place_in, say
from contactcenter.lines.models import Line
from contactcenter.lines.service import list_lines
from contactcenter.outbox import service as outbox

ALERT_TEXT: Final = "alert_text"
ALERT_MAIL: Final = "alert_mail"
ALERT_CALL: Final = "alert_call"
END_ALERT_CALL: Final = "end_alert_call"
_KINDS: Final = {"sms": ALERT_TEXT, "email": ALERT_MAIL, "call": ALERT_CALL}
# Calls go out from a number for calls, texts from one for texts.
_LINES: Final = {"sms": "sms", "email": "email", "call": "voice"}

NO_LINE: Final = "no_line"
# So long a telephone rings; after that its owner is not going to answer it.
RING_SECONDS: Final = 45
# What comes later than this says nothing new: by then others have been rung, or the same person again.
LONGEST_SECONDS: Final = 600
ENDING_SECONDS: Final = 300
_UNFINISHED: Final = (WAITING, SENT, RINGING)


async def alert(
    session: Session, escalation: Escalation, recipients: Sequence[Recipient], *, links: AlertLinks, now: datetime
) -> list[EscalationCall]:
    """Write these alerts for the rung on which the escalation stands; those without a line of ours have failed."""
    lines: dict[str, Line] = {}
    for own in await list_lines(session):
        lines.setdefault(own.channel, own)
    written = []
    for recipient in recipients:
        row = _row(escalation, recipient, now)
        line = lines.get(_LINES[recipient.channel])
        session.add(row)
        await session.flush()
        written.append(row)
        if line is None:
            row.state, row.error, row.ended_at = FAILED, NO_LINE, now
            continue
        payload = _payload(escalation, row, line, links)
        await _send(session, row, _KINDS[recipient.channel], payload, now=now)
    await session.flush()
    return written


def _row(escalation: Escalation, recipient: Recipient, now: datetime) -> EscalationCall:
    return EscalationCall(
        id=new_id(),
        escalation_id=escalation.id,
        round_=escalation.round_,
        step=escalation.step,
        agent_id=recipient.agent_id,
        name=recipient.name,
        language=recipient.language,
        channel=recipient.channel,
        address=recipient.address,
        state=WAITING,
        created_at=now,
    )


def values_of(escalation: Escalation, language: str) -> dict[str, str]:
    """What the words about this escalation are filled with."""
    return {
        "kind": name_of(escalation.kind, language),
        "place": place_in(escalation.place_names, language),
        "subject": escalation.subject,
        "reference": escalation.reference,
    }


def _payload(escalation: Escalation, row: EscalationCall, line: Line, links: AlertLinks) -> dict[str, Any]:
    sender = {"alert_id": row.id, "sender": line.address, "recipient": row.address}
    if row.channel == "call":
        return {**sender, "seconds": RING_SECONDS}
    values = values_of(escalation, row.language) | {"link": links.url_of(row.id)}
    if row.channel == "sms":
        return {**sender, "text": say("text", row.language, **values)}
    return {"alert_id": row.id, **_mail(escalation, row, line, values)}


def _mail(escalation: Escalation, row: EscalationCall, line: Line, values: dict[str, str]) -> dict[str, Any]:
    """All a mail needs, with an id that nobody can guess."""
    domain = line.address.rpartition("@")[2] or "localhost"
    return {
        "mail_id": f"{row.id}.{secrets.token_hex(8)}@{domain}",
        "sender": line.address,
        "sender_name": line.names.get(row.language) or next(iter(line.names.values()), ""),
        "recipients": [row.address],
        "subject": " ".join(say("mail_subject", row.language, **values).split()),
        "text": say("mail", row.language, **values),
        "html": "",
        "in_reply_to": "",
        "references": [],
        "auto_submitted": "auto-generated",
        "attachment_ids": [],
    }


async def _send(session: Session, row: EscalationCall, kind: str, payload: dict[str, Any], *, now: datetime) -> None:
    await outbox.enqueue(
        session,
        kind,
        payload,
        # Two calls to one telephone would meet each other; texts keep their order.
        ordering_key=f"{kind}:{row.address}"[:400],
        now=now,
        deadline_seconds=LONGEST_SECONDS,
    )


async def say_by_text(
    session: Session, row: EscalationCall, name: str, values: dict[str, str], *, now: datetime
) -> None:
    """A few more words to somebody who was alerted, where they can be texted."""
    lines = await list_lines(session)
    line = next((line for line in lines if line.channel == "sms"), None)
    if line is not None and row.address.startswith("+"):
        payload = {"sender": line.address, "recipient": row.address, "text": say(name, row.language, **values)}
        await _send(session, row, ALERT_TEXT, payload, now=now)


async def find_alert(session: Session, alert_id: str) -> EscalationCall | None:
    return await session.get(EscalationCall, alert_id, populate_existing=True)


async def find_alerts_by_text(session: Session, external_ids: Collection[str]) -> dict[str, str]:
    """The alerts that went out as these texts of the carrier's, and the id of each text."""
    if not external_ids:
        return {}
    query = select(EscalationCall.id, EscalationCall.external_id).where(EscalationCall.external_id.in_(external_ids))
    return {alert_id: external_id for alert_id, external_id in await session.execute(query) if external_id}


async def latest_alerts_to(
    session: Session, addresses: Collection[str], *, since: datetime
) -> dict[str, EscalationCall]:
    """By number, the last alert to it by text, else by call; one that still climbs before one that is over."""
    if not addresses:
        return {}
    query = select(EscalationCall, Escalation.state).join(Escalation, Escalation.id == EscalationCall.escalation_id)
    query = query.where(EscalationCall.address.in_(addresses), EscalationCall.created_at >= since)
    found: dict[str, tuple[bool, bool, EscalationCall]] = {}
    for alert, state in await session.execute(query.order_by(EscalationCall.id)):
        rank = (state == CLIMBING, alert.channel == "sms")
        if alert.address not in found or rank >= found[alert.address][:2]:
            found[alert.address] = (*rank, alert)
    return {address: alert for address, (_, _, alert) in found.items()}


async def note_call(session: Session, alert_id: str, *, external_id: str) -> None:
    """The carrier speaks of the call, perhaps before it has answered our wish for it."""
    if external_id:
        own = (EscalationCall.id == alert_id, EscalationCall.external_id.is_(None))
        noted = update(EscalationCall).where(*own).values(external_id=external_id)
        await session.execute(noted.execution_options(synchronize_session=False))


async def alerts_of(session: Session, escalation_id: str) -> Sequence[EscalationCall]:
    """Everybody who was alerted, in order."""
    query = select(EscalationCall).where(EscalationCall.escalation_id == escalation_id)
    rows = await session.scalars(query.order_by(EscalationCall.id).execution_options(populate_existing=True))
    return rows.all()


async def drop_unfinished(session: Session, escalation_id: str, *, but: str | None, now: datetime) -> None:
    """Nobody else need be rung: telephones that ring stop, what was not sent stays unsent."""
    rows = await alerts_of(session, escalation_id)
    for row in rows:
        if row.id == but or row.state not in _UNFINISHED:
            continue
        if row.channel == "call" and row.external_id is not None:
            await hang_up(session, row.id, leg=row.external_id, now=now)
        if row.state != SENT or row.channel == "call":
            await set_state(session, row.id, DROPPED, now=now)


async def hang_up(session: Session, alert_id: str, *, leg: str, now: datetime) -> None:
    """This telephone need not ring any more."""
    await outbox.enqueue(
        session,
        END_ALERT_CALL,
        {"leg": leg},
        ordering_key=f"{END_ALERT_CALL}:{alert_id}",
        now=now,
        deadline_seconds=ENDING_SECONDS,
    )


async def set_state(
    session: Session,
    alert_id: str,
    state: str,
    *,
    now: datetime,
    error: str = "",
    external_id: str | None = None,
) -> bool:
    """Say what became of an alert; False where that was known already. What has ended stays as it ended."""
    values: dict[str, Any] = {"state": state}
    if error:
        values["error"] = error[:500]
    if external_id is not None:
        values["external_id"] = external_id
    if state in (SENT, RINGING):
        values["sent_at"] = now
    elif state != WAITING:
        values["ended_at"] = now
    is_open = (EscalationCall.id == alert_id, EscalationCall.state.in_(_UNFINISHED), EscalationCall.state != state)
    changed = update(EscalationCall).where(*is_open).values(**values).returning(EscalationCall.id)
    return await session.scalar(changed.execution_options(synchronize_session=False)) is not None


async def is_wanted(session: Session, alert_id: str) -> bool:
    """Whether it is still worth sending: nobody has acknowledged, and nothing was taken back."""
    query = select(Escalation.id).join(EscalationCall, EscalationCall.escalation_id == Escalation.id)
    query = query.where(EscalationCall.id == alert_id, Escalation.state == CLIMBING, EscalationCall.state == WAITING)
    return await session.scalar(query) is not None
