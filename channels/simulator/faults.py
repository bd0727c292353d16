"""Disturbances and delivery outcomes asked for on the control side, used up one event at a time."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select

from channels.simulator.tables import DeliveryOutcome, Fault
from contactcenter.db import Session

REST_FAULTS = ("rest_429", "rest_500", "rest_503_after_effect")
STATUS_FAULTS = ("drop_status", "duplicate_status", "delay_status", "out_of_order_status")
INBOUND_FAULTS = ("drop_inbound", "duplicate_inbound", "delay_inbound")
CALL_REST_FAULTS = ("calls_429", "calls_500", "calls_503_after_effect")
CALL_EVENT_FAULTS = ("drop_call_event", "duplicate_call_event", "delay_call_event", "out_of_order_call_event")
FAULT_KINDS = REST_FAULTS + STATUS_FAULTS + INBOUND_FAULTS + CALL_REST_FAULTS + CALL_EVENT_FAULTS

OUTCOMES = ("delivered", "undelivered", "failed", "refused")
OPTED_OUT = 21610


@dataclass(frozen=True)
class Outcome:
    status: str
    error_code: int | None


NORMAL = Outcome("delivered", None)


async def add_fault(session: Session, kind: str, *, phone: str, count: int, seconds: float) -> Fault:
    fault = Fault(kind=kind, phone=phone, remaining=count, seconds=seconds)
    session.add(fault)
    await session.flush()
    return fault


async def list_faults(session: Session) -> list[Fault]:
    return list(await session.scalars(select(Fault).order_by(Fault.id)))


async def clear_faults(session: Session) -> None:
    await session.execute(delete(Fault))
    await session.execute(delete(DeliveryOutcome))


async def take_fault(session: Session, kinds: tuple[str, ...], phone: str) -> tuple[str, float] | None:
    """The oldest fault of these kinds for this number, used once; None where all shall go well."""
    fault = await session.scalar(
        select(Fault)
        .where(Fault.kind.in_(kinds), or_(Fault.phone == phone, Fault.phone == ""))
        .order_by(Fault.id)
        .limit(1)
    )
    if fault is None:
        return None
    kind, seconds = fault.kind, fault.seconds
    fault.remaining -= 1
    if fault.remaining <= 0:
        await session.delete(fault)
    await session.flush()
    return kind, seconds


async def set_outcome(session: Session, phone: str, outcome: Outcome, *, count: int) -> None:
    """The next `count` texts to this number end like this; an earlier wish for the number is replaced."""
    await session.execute(delete(DeliveryOutcome).where(DeliveryOutcome.phone == phone))
    if outcome != NORMAL:
        session.add(DeliveryOutcome(phone=phone, status=outcome.status, error_code=outcome.error_code, remaining=count))
        await session.flush()


async def take_outcome(session: Session, phone: str) -> Outcome:
    """How the text that was just accepted for this number shall end."""
    return await _take(session, phone, DeliveryOutcome.status != "refused") or NORMAL


async def take_refusal(session: Session, phone: str) -> int | None:
    """The vendor's number with which the next text to this number is refused; None: it is accepted."""
    refusal = await _take(session, phone, DeliveryOutcome.status == "refused")
    return None if refusal is None else refusal.error_code or OPTED_OUT


async def _take(session: Session, phone: str, condition: ColumnElement[bool]) -> Outcome | None:
    row = await session.scalar(select(DeliveryOutcome).where(DeliveryOutcome.phone == phone, condition).limit(1))
    if row is None:
        return None
    outcome = Outcome(row.status, row.error_code)
    row.remaining -= 1
    if row.remaining <= 0:
        await session.delete(row)
    await session.flush()
    return outcome
