"""Escalations: begin to climb a ladder, climb, acknowledge, end. Called by actions and by `jobs/climb_ladders.py`.

Invariants: an escalation that climbs has a time at which it goes on; a rung is left and the next one's alerts are
written in one transaction, with the row held, so two nodes never take the same step and none is lost. Whoever holds a
work order and an escalation took the order first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import select

from contactcenter.contacts.models import Contact
from contactcenter.db import Session, new_id
from contactcenter.errors import NotFound
from contactcenter.escalations import alerts
from contactcenter.escalations.climbing import FOOT, Place, next_place, read_steps, rung_at
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.models import (
    ACKNOWLEDGED,
    ANSWERED,
    CLIMBING,
    DECLINED,
    ENDED,
    FAILED,
    GIVEN_UP,
    UNANSWERED,
    Emergency,
    Escalation,
    EscalationCall,
    Ladder,
)
from contactcenter.escalations.recipients import recipients_of
from contactcenter.events import Fact
from contactcenter.journal import history

TOPIC: Final = "escalations"
AT_ONCE: Final = 20
# Nothing more can come of an alert that ended so.
OVER_ON_RUNG: Final = frozenset({FAILED, DECLINED, UNANSWERED})
Via = Literal["keypad", "reply", "link", "order", "desk"]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the people on call are told about."""

    subject: str
    reference: str
    place_names: Mapping[str, str] = field(default_factory=dict)
    group_id: str | None = None
    work_order_id: str | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes the ball, and how they said so; `alert_id` is the alert they answered."""

    name: str
    via: Via
    agent_id: str | None = None
    alert_id: str | None = None


async def find_ladder(session: Session, group_id: str | None) -> Ladder | None:
    """The ladder of the group, else the one for groups without their own; None: only the duty manager is rung."""
    query = select(Ladder).where(Ladder.is_active, (Ladder.group_id == group_id) | Ladder.group_id.is_(None))
    ladders = (await session.scalars(query)).all()
    return next(iter(sorted(ladders, key=lambda ladder: ladder.group_id is None)), None)


async def begin(
    session: Session, contact: Contact, emergency: Emergency, matter: Matter, *, now: datetime
) -> Escalation:
    """At the foot of the group's ladder; the first people are rung at once, by the job."""
    ladder = await find_ladder(session, matter.group_id)
    escalation = Escalation(
        id=new_id(),
        contact_id=contact.id,
        emergency_id=emergency.id,
        kind=emergency.kind,
        group_id=matter.group_id,
        ladder_id=ladder.id if ladder else None,
        work_order_id=matter.work_order_id,
        place_names=dict(matter.place_names),
        subject=matter.subject,
        reference=matter.reference,
        steps=list(ladder.steps) if ladder else [],
        state=CLIMBING,
        round_=FOOT.round,
        step=FOOT.step,
        next_at=now,
        started_at=now,
        version=0,
    )
    session.add(escalation)
    await _keep(session, escalation, "began", author_id=None, now=now, details={"ladder_id": escalation.ladder_id})
    session.wake(TOPIC)
    return escalation


async def get_escalation(session: Session, escalation_id: str, *, lock: bool = False) -> Escalation:
    query = select(Escalation).where(Escalation.id == escalation_id)
    if lock:
        query = query.with_for_update()
    found = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        raise NotFound("There is no such escalation.")
    return found


async def lock_climbing(
    session: Session,
    *,
    work_order_id: str | None = None,
    emergency_id: str | None = None,
) -> Sequence[Escalation]:
    """Those that still climb for this order or emergency, held against others."""
    wanted = {"work_order_id": work_order_id, "emergency_id": emergency_id}
    named = [getattr(Escalation, name) == value for name, value in wanted.items() if value is not None]
    query = select(Escalation).where(Escalation.state == CLIMBING, *named).order_by(Escalation.id)
    return (await session.scalars(query.with_for_update().execution_options(populate_existing=True))).all()


async def is_any_due(session: Session, *, now: datetime) -> bool:
    """A look that holds nobody up."""
    due = select(Escalation.id).where(Escalation.state == CLIMBING, Escalation.next_at <= now).limit(1)
    return await session.scalar(due) is not None


async def lock_due(session: Session, *, now: datetime) -> Sequence[Escalation]:
    """Those whose rung has rung long enough; what another node is at is left to it."""
    query = select(Escalation).where(Escalation.state == CLIMBING, Escalation.next_at <= now)
    query = query.order_by(Escalation.next_at).limit(AT_ONCE).with_for_update(skip_locked=True)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def climb(session: Session, escalation: Escalation, *, links: AlertLinks, now: datetime) -> None:
    """Ring the next rung on which anybody can be reached. The escalation must be held."""
    ladder = read_steps(escalation.steps)
    place = Place(escalation.round_, escalation.step)
    begun = place.round
    while True:
        following = next_place(ladder, place)
        if following is None:
            await _give_up(session, escalation, now=now)
            return
        place = following
        rung = rung_at(ladder, place)
        recipients = await recipients_of(session, rung, now=now)
        # A whole round without anybody who can be reached takes its time, as if somebody had been rung.
        if recipients or place.round > begun + 1:
            break
    escalation.round_, escalation.step = place.round, place.step
    escalation.next_at = now + timedelta(minutes=rung.minutes)
    rung_rows = await alerts.alert(session, escalation, recipients, links=links, now=now)
    details = {"round": place.round, "step": place.step, "alerts": [_named(row) for row in rung_rows]}
    await _keep(session, escalation, "climbed", author_id=None, now=now, details=details)


def _named(row: EscalationCall) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "agent_id": row.agent_id, "channel": row.channel, "state": row.state}


async def _give_up(session: Session, escalation: Escalation, *, now: datetime) -> None:
    escalation.state, escalation.next_at, escalation.ended_at = GIVEN_UP, None, now
    await _keep(session, escalation, "given_up", author_id=None, now=now, details={"round": escalation.round_})


async def go_on(session: Session, escalation: Escalation, *, reason: str, now: datetime) -> None:
    """Nobody on this rung is going to come: do not wait its minutes out. The escalation must be held."""
    if escalation.state == CLIMBING:
        escalation.next_at = now
        await _keep(session, escalation, "hurried", author_id=None, now=now, details={"reason": reason})
        session.wake(TOPIC)


async def hurry_when_over(session: Session, escalation: Escalation, *, reason: str, now: datetime) -> None:
    """Where everybody on this rung is known not to come, the next one rings at once. The escalation must be held."""
    rows = await alerts.alerts_of(session, escalation.id)
    here = [row for row in rows if (row.round_, row.step) == (escalation.round_, escalation.step)]
    if here and all(row.state in OVER_ON_RUNG for row in here):
        await go_on(session, escalation, reason=reason, now=now)


async def lose_alert(
    session: Session, alert_id: str, state: str, *, now: datetime, error: str = "", external_id: str | None = None
) -> None:
    """An alert reached nobody, or nobody answered it; the others of its rung may still."""
    row = await alerts.find_alert(session, alert_id)
    if row is None:
        return
    escalation = await get_escalation(session, row.escalation_id, lock=True)
    if await alerts.set_state(session, alert_id, state, now=now, error=error, external_id=external_id):
        session.record(Fact("escalation.changed", escalation.id, escalation.version))
        if escalation.state == CLIMBING:
            await hurry_when_over(session, escalation, reason=state, now=now)


async def take(session: Session, escalation: Escalation, taker: Taker, *, author_id: str | None, now: datetime) -> bool:
    """Somebody has the ball: the climbing ends; False where it had ended already. The escalation must be held."""
    if escalation.state not in (CLIMBING, GIVEN_UP):
        return False
    escalation.state, escalation.next_at = ACKNOWLEDGED, None
    escalation.acknowledged_at, escalation.ended_at = now, now
    escalation.acknowledged_by, escalation.acknowledged_name = taker.agent_id, taker.name
    escalation.acknowledged_via = taker.via
    if taker.alert_id is not None:
        await alerts.set_state(session, taker.alert_id, ANSWERED, now=now)
    await alerts.drop_unfinished(session, escalation.id, but=taker.alert_id, now=now)
    details = {"name": taker.name, "agent_id": taker.agent_id, "via": taker.via, "alert_id": taker.alert_id}
    await _keep(session, escalation, "acknowledged", author_id=author_id, now=now, details=details)
    return True


async def end(session: Session, escalation: Escalation, *, author_id: str | None, reason: str, now: datetime) -> None:
    """It is no emergency, or another one: nobody is rung any more. The escalation must be held."""
    escalation.state, escalation.next_at, escalation.ended_at = ENDED, None, now
    await alerts.drop_unfinished(session, escalation.id, but=None, now=now)
    await _keep(session, escalation, "ended", author_id=author_id, now=now, details={"reason": reason})


async def touch(session: Session, escalation_id: str, *, now: datetime) -> None:
    """Something about its alerts has changed: windows look again. Changes nothing of the row itself."""
    escalation = await session.get(Escalation, escalation_id)
    if escalation is not None:
        session.record(Fact("escalation.changed", escalation.id, escalation.version))


async def _keep(
    session: Session,
    escalation: Escalation,
    act: str,
    *,
    author_id: str | None,
    now: datetime,
    details: Mapping[str, Any],
) -> None:
    escalation.version += 1
    await session.flush()
    about = {"contact_id": escalation.contact_id, "kind": escalation.kind, **details}
    await history.write(session, "escalation", escalation.id, act, author_id=author_id, at=now, details=about)
    session.record(Fact("escalation.changed", escalation.id, escalation.version))
