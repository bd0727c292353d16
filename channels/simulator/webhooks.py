"""What the carrier owes the account: signed POSTs, kept as rows until answered or given up."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers
from sqlalchemy import select, update

from channels.simulator.faults import INBOUND_FAULTS, STATUS_FAULTS, take_fault
from channels.simulator.media import url_of
from channels.simulator.settings import Account, Pace
from channels.simulator.tables import Text, Webhook
from contactcenter.db import Session

API_VERSION = "2010-04-01"
HTTP_RETRIEVAL_FAILURE = 11200
FINAL_STATUSES = ("delivered", "undelivered", "failed")
DUE_AT_ONCE = 200


@dataclass(frozen=True)
class Answer:
    """How the account answered one POST; `error_code` None means that it was understood."""

    accepted: bool
    try_again: bool = False
    error_code: int | None = None
    error_text: str = ""
    replies: tuple[str, ...] = ()


async def owe_inbound(session: Session, account: Account, text: Text, *, url: str, now: datetime) -> Webhook:
    fault = await take_fault(session, INBOUND_FAULTS, text.phone)
    webhook = _webhook("inbound", text, url, _inbound_parameters(account, text), now=now, fault=fault)
    session.add(webhook)
    await session.flush()
    return webhook


async def owe_status(session: Session, account: Account, text: Text, *, now: datetime) -> None:
    fault = await take_fault(session, STATUS_FAULTS, text.phone)
    if fault and fault[0] == "out_of_order_status" and text.status != "sent":
        fault = None  # Only "sent" can be overtaken: nothing comes after the last status.
    parameters = _status_parameters(account, text)
    session.add(_webhook("status", text, text.status_callback, parameters, now=now, fault=fault))
    await session.flush()


async def due(session: Session, now: datetime, *, busy_phones: set[str]) -> list[Webhook]:
    """Owed POSTs whose time has come, oldest first, without the phones that are being served just now."""
    query = select(Webhook).where(Webhook.state == "pending", Webhook.next_at <= now)
    if busy_phones:
        query = query.where(Webhook.phone.not_in(busy_phones))
    return list(await session.scalars(query.order_by(Webhook.next_at, Webhook.id).limit(DUE_AT_ONCE)))


async def record_answer(
    session: Session, webhook_id: int, answer: Answer, *, pace: Pace, now: datetime
) -> Webhook | None:
    """Close the POST, or plan the next attempt; returns it, or None where it is no longer open."""
    webhook = await session.get(Webhook, webhook_id)
    if webhook is None or webhook.state != "pending":
        return None
    webhook.attempts += 1
    webhook.error_code, webhook.error_text = answer.error_code, answer.error_text
    if answer.accepted:
        webhook.state = "delivered"
    elif answer.try_again and webhook.attempts <= len(pace.retries):
        webhook.next_at = now + timedelta(seconds=pace.retries[webhook.attempts - 1])
    else:
        webhook.state = "failed"
    if webhook.state != "pending" and webhook.kind == "status":
        await _release_overtaken(session, webhook, now)
    if webhook.state != "pending" and webhook.kind == "call":
        await _release_lane(session, webhook, now)
    await session.flush()
    return webhook


async def owe_again(session: Session, text_sid: str, now: datetime) -> bool:
    """Take up a text's given-up webhook anew, with the same token; False where there is none."""
    given_up = await session.execute(
        update(Webhook)
        .where(Webhook.text_sid == text_sid, Webhook.kind == "inbound", Webhook.state.in_(("failed", "dropped")))
        .values(state="pending", attempts=0, next_at=now, error_code=None, error_text="")
        .returning(Webhook.id)
    )
    return given_up.first() is not None


async def _release_overtaken(session: Session, webhook: Webhook, now: datetime) -> None:
    if dict(webhook.parameters)["MessageStatus"] in FINAL_STATUSES:
        await session.execute(
            update(Webhook)
            .where(Webhook.text_sid == webhook.text_sid, Webhook.state == "held")
            .values(state="pending", next_at=now)
        )


async def _release_lane(session: Session, webhook: Webhook, now: datetime) -> None:
    """A call's event that was held back follows the one that has overtaken it."""
    await session.execute(
        update(Webhook)
        .where(Webhook.phone == webhook.phone, Webhook.state == "held")
        .values(state="pending", next_at=now)
    )


def _webhook(
    kind: str,
    text: Text,
    url: str,
    parameters: list[tuple[str, str]],
    *,
    now: datetime,
    fault: tuple[str, float] | None,
) -> Webhook:
    effect, seconds = fault or ("", 0.0)
    state = {"drop": "dropped", "out": "held"}.get(effect.split("_")[0], "pending")
    return Webhook(
        kind=kind,
        text_sid=text.sid,
        phone=text.phone,
        url=url,
        parameters=[list(pair) for pair in parameters],
        token=str(uuid.uuid4()),
        state=state,
        copies=2 if effect.startswith("duplicate") else 1,
        next_at=now + timedelta(seconds=seconds),
        created_at=now,
    )


def _inbound_parameters(account: Account, text: Text) -> list[tuple[str, str]]:
    geography = [
        (f"{end}{field}", country(number) if field == "Country" else "")
        for end, number in (("To", text.line), ("From", text.phone))
        for field in ("Country", "State", "City", "Zip")
    ]
    return [
        *geography,
        *((name, text.sid) for name in ("MessageSid", "SmsSid", "SmsMessageSid")),
        ("SmsStatus", "received"),
        ("NumMedia", str(len(text.media))),
        ("NumSegments", str(text.segments)),
        ("Body", text.body),
        ("From", text.phone),
        ("To", text.line),
        ("AccountSid", account.sid),
        ("ApiVersion", API_VERSION),
        *_media_parameters(account, text),
    ]


def _media_parameters(account: Account, text: Text) -> Iterator[tuple[str, str]]:
    for number, file in enumerate(text.media):
        yield f"MediaContentType{number}", file["content_type"]
        yield f"MediaUrl{number}", url_of(account, text.sid, file["sid"])


def _status_parameters(account: Account, text: Text) -> list[tuple[str, str]]:
    parameters = [
        ("MessageSid", text.sid),
        ("SmsSid", text.sid),
        ("MessageStatus", text.status),
        ("SmsStatus", text.status),
        ("From", text.line),
        ("To", text.phone),
        ("AccountSid", account.sid),
        ("ApiVersion", API_VERSION),
    ]
    if text.error_code is not None:
        parameters.append(("ErrorCode", str(text.error_code)))
    return parameters


def country(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
