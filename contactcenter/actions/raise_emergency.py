"""A contact tells of a danger: it goes before all others, gets its order, and the people on call are rung.

Called where contacts arrive, by whoever writes or presses a key, and by the desk's own hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.contacts import service as contacts
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.matters import find_matter_to_decide, set_outcome
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.models import Contact
from contactcenter.contacts.references import next_references
from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput
from contactcenter.escalations import emergencies
from contactcenter.escalations import service as escalations
from contactcenter.escalations.kinds import EMERGENCY_KINDS, name_of
from contactcenter.escalations.models import RAISED, REPLACED, Emergency
from contactcenter.escalations.words import say
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.places.models import Place
from contactcenter.places.service import get_place
from contactcenter.routing.emergencies import UNCLEAR, count_hits
from contactcenter.routing.models import EmergencyWord
from contactcenter.work_orders import service as work_orders
from contactcenter.work_orders.models import WorkOrder, WorkOrderType
from contactcenter.work_orders.service import Author, Entry

EMERGENCY: Final = "emergency"
# On site within half an hour, and nothing before it.
DUE: Final = timedelta(minutes=30)
TOP_PRIORITY: Final = "urgent"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why it is an emergency: of which kind, by which word or whose hand; `reason` is for the history."""

    kind: str
    reason: str
    word: EmergencyWord | None = None
    author_id: str | None = None


async def raise_emergency(session: Session, contact: Contact, alarm: Alarm, *, now: datetime) -> Emergency | None:
    """The contact must be held by the caller. None where it stands as such an emergency already."""
    standing = await emergencies.standing_of(session, contact.id)
    standing = await emergencies.leave_old_ones(session, contact, standing, now=now)
    if any(alarm.kind in (each.kind, UNCLEAR) for each in standing):
        return None
    await _replace_unclear(session, [each for each in standing if each.kind == UNCLEAR], alarm, now=now)
    emergency = await _begin(session, contact, alarm, now=now)
    order = await _raise_order(session, contact, emergency, now=now)
    await _ring_the_ladder(session, contact, emergency, order, now=now)
    await say_in_thread(session, contact, _said(contact, emergency), now=now)
    session.record(Fact("emergency.raised", contact.id, contact.version))
    return emergency


async def _begin(session: Session, contact: Contact, alarm: Alarm, *, now: datetime) -> Emergency:
    word = alarm.word
    emergency = Emergency(
        id=new_id(),
        contact_id=contact.id,
        kind=alarm.kind,
        phrase=word.phrase if word else "",
        word_id=word.id if word else None,
        class_before=contact.class_ if contact.class_ != EMERGENCY else "normal",
        state=RAISED,
        raised_at=now,
        raised_by=alarm.author_id,
    )
    session.add(emergency)
    details = {"kind": emergency.kind, "phrase": emergency.phrase}
    contact.emergency_kind = alarm.kind
    by = alarm.author_id
    if not await raise_class(session, contact, EMERGENCY, author_id=by, now=now, reason=alarm.reason, details=details):
        await contacts.touch(session, contact, now=now)
    line = {**details, "reason": alarm.reason}
    await history.write(session, "contact", contact.id, "emergency_raised", author_id=by, at=now, details=line)
    # Where it waits already, it rings at once.
    session.wake(contacts.OFFERS_TOPIC)
    if word is not None:
        await count_hits(session, [word.id])
    return emergency


async def _raise_order(session: Session, contact: Contact, emergency: Emergency, *, now: datetime) -> WorkOrder | None:
    """The order for it, before all others of its group; None where nobody has said which group does such work."""
    type_ = await _order_type(session, emergency.kind)
    place = await get_place(session, contact.place_id) if contact.place_id else None
    group_id = await _group_for(session, type_, place)
    if type_ is None or group_id is None:
        return None
    (reference,) = await next_references(session, "W", 1, now)
    order = WorkOrder(
        id=new_id(),
        reference=reference,
        type_code=type_.code,
        group_id=group_id,
        place_id=contact.place_id,
        customer_id=contact.customer_id,
        contact_id=contact.id,
        title=_title(contact, emergency),
        description=contact.subject,
        priority=TOP_PRIORITY,
        state="new",
        form=_form(type_, emergency.kind),
        desk_agent_id=contact.agent_id,
        due_at=now + DUE,
        created_by=emergency.raised_by,
        created_at=now,
        reopened_count=0,
        version=1,
    )
    await work_orders.create(session, order, author=Author("system"), now=now)
    emergency.work_order_id = order.id
    matter = await find_matter_to_decide(session, contact) if emergency.kind != UNCLEAR else None
    if matter is not None:
        emergency.matter_id = matter.id
        await set_outcome(session, matter, "work_order", author_id=None, now=now, work_order_id=order.id)
    await session.flush()
    return order


async def _order_type(session: Session, kind: str) -> WorkOrderType | None:
    """The type for such work; where an administrator has removed it, the first there is."""
    types = await work_orders.list_types(session)
    wanted = EMERGENCY_KINDS[kind].order_types
    return next((type_ for type_ in types if type_.code in wanted), types[0] if types else None)


async def _group_for(session: Session, type_: WorkOrderType | None, place: Place | None) -> str | None:
    if type_ is None:
        return None
    try:
        return await work_orders.group_for(session, type_code=type_.code, place=place)
    except InvalidInput:
        # No rule names a group. The desk has the contact, and the ladder for everybody rings.
        return None


def _form(type_: WorkOrderType, kind: str) -> dict[str, Any]:
    """What is known already, where the form still asks for it so."""
    choices: Mapping[str, set[str]] = {
        field["key"]: {str(option["value"]) for option in field.get("options") or () if isinstance(option, Mapping)}
        for field in type_.form
    }
    return {key: value for key, value in EMERGENCY_KINDS[kind].form.items() if value in choices.get(key, ())}


def _title(contact: Contact, emergency: Emergency) -> str:
    return f"{name_of(emergency.kind, contact.language)}: {contact.subject}"[:200]


async def _ring_the_ladder(
    session: Session, contact: Contact, emergency: Emergency, order: WorkOrder | None, *, now: datetime
) -> None:
    place = await get_place(session, contact.place_id) if contact.place_id else None
    matter = escalations.Matter(
        subject=contact.subject,
        reference=order.reference if order else contact.reference,
        place_names=place.names if place else {},
        group_id=order.group_id if order else None,
        work_order_id=order.id if order else None,
    )
    await escalations.begin(session, contact, emergency, matter, now=now)


async def _replace_unclear(session: Session, unclear: list[Emergency], alarm: Alarm, *, now: datetime) -> None:
    """It is known now what the call for help was about; who came for it already stays."""
    for emergency in unclear:
        await emergencies.set_state(session, emergency, REPLACED, author_id=alarm.author_id, reason=alarm.kind, now=now)
        await cancel_order(session, emergency, author_id=alarm.author_id, reason=alarm.kind, now=now)
        for escalation in await escalations.lock_climbing(session, emergency_id=emergency.id):
            await escalations.end(session, escalation, author_id=alarm.author_id, reason=alarm.kind, now=now)


async def cancel_order(
    session: Session, emergency: Emergency, *, author_id: str | None, reason: str, now: datetime
) -> None:
    """Nothing is to be done for it, where nobody has done it yet."""
    if emergency.work_order_id is None:
        return
    order = await work_orders.get_work_order(session, emergency.work_order_id, lock=True)
    if order.state in ("new", "taken"):
        author = Author("agent", author_id) if author_id else Author("system")
        await work_orders.change(session, order, "cancel", Entry("cancelled", text=reason), author=author, now=now)


def _said(contact: Contact, emergency: Emergency) -> str:
    kind = name_of(emergency.kind, contact.language)
    return say("thread_raised", contact.language, kind=kind)
