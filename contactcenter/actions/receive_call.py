"""A call arrives: a call and its contact begin, and the caller hears the first document."""

from datetime import datetime

from contactcenter import clock
from contactcenter.actions.ask_callback import find_callback
from contactcenter.actions.follow_flow import follow
from contactcenter.calls import thread
from contactcenter.calls.circumstances import read_context
from contactcenter.calls.documents import present
from contactcenter.calls.happenings import Arrived, PassedOn
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.prompts import words
from contactcenter.calls.service import (
    CALLS_OF_OURS,
    CUSTOMER,
    HeldCall,
    find_call,
    lock_call,
    lock_live_call,
    standing_of,
)
from contactcenter.calls.steps import Steps
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.references import next_references
from contactcenter.customers.models import PHONE, Customer
from contactcenter.customers.service import find_or_create_many, homes_of
from contactcenter.db import Session, insert, new_id
from contactcenter.journal import history
from contactcenter.lines.models import Line
from contactcenter.lines.service import find_line
from contactcenter.text.numbers import REAL_NUMBER

DEFAULT_LANGUAGE = "zh-Hant"


async def receive_call(session: Session, *, external_id: str, caller: str, line_address: str, now: datetime) -> Steps:
    """One contact for each call, however often it is told: again told of, the caller hears what she is to hear now."""
    known = await find_call(session, external_id)
    if known is None:
        held = await _join_callback(session, external_id, caller, line_address, now)
        held = held or await _begin(session, external_id, caller, line_address, now)
        if held is not None:
            context = await read_context(session, held, now=now)
            return (await follow(session, held, Arrived(), context, now=now)).steps
        known = await find_call(session, external_id)
        assert known is not None, "a call that could not be added is there"
    held = await lock_call(session, known.id)
    return present(standing_of(held), await read_context(session, held, now=now))


async def _join_callback(
    session: Session, external_id: str, caller: str, line_address: str, now: datetime
) -> HeldCall | None:
    """Whom we owe a call calls herself: the call belongs to that contact, unless somebody is on its line already."""
    owed = await find_callback(session, line_address, caller) if REAL_NUMBER.fullmatch(caller) else None
    if owed is None:
        return None
    owed_thread = owed.thread_key
    contact = await contacts.lock_contact(session, owed.id)
    live = await lock_live_call(session, contact.id)
    is_over = contact.state == states.CLOSED or contact.thread_key != owed_thread
    if is_over or (live is not None and live.call.state not in CALLS_OF_OURS):
        return None
    call = await _add_call(session, contact, external_id, caller, line_address, now, id_=new_id())
    if call is None:
        return None
    if live is not None:
        # She was faster than we are.
        await follow(session, live, PassedOn(), now=now)
    contact.last_inbound_at = now
    return await _tell_of_call(session, call, contact, now)


async def _begin(session: Session, external_id: str, caller: str, line_address: str, now: datetime) -> HeldCall | None:
    """The rows of a new call; None where somebody else has just added it."""
    line = await find_line(session, "voice", line_address)
    customer = await _customer(session, caller, line, now)
    language = customer.language if customer else line.language if line else DEFAULT_LANGUAGE
    async with session.begin_nested() as savepoint:
        contact = await _add_contact(session, caller, customer, language=language, now=now)
        contact.line = line_address
        if line is not None:
            contact.class_, contact.head_start_seconds = line.class_, line.head_start_seconds
        call = await _add_call(session, contact, external_id, caller, line_address, now, id_=contact.thread_key)
        if call is None:
            await savepoint.rollback()
            return None
    await contacts.add_matter(session, contact, contact.subject, author_id=None, now=now)
    details = {"to": states.NEW, "call_id": call.id}
    await history.write(session, "contact", contact.id, "arrived", author_id=None, at=now, details=details)
    return await _tell_of_call(session, call, contact, now)


async def _add_call(
    session: Session, contact: Contact, external_id: str, caller: str, line_address: str, now: datetime, *, id_: str
) -> Call | None:
    """None where somebody else has just added it."""
    row = {
        "id": id_,
        "contact_id": contact.id,
        "external_id": external_id,
        "direction": "inbound",
        "state": "menu",
        "address": caller,
        "line": line_address,
        "language": contact.language,
        "silences": 0,
        "wrong_choices": 0,
        "started_at": now,
        "version": 1,
    }
    statement = insert(session, Call).values(**row).on_conflict_do_nothing(index_elements=["external_id"])
    call: Call | None = (await session.scalars(statement.returning(Call))).one_or_none()
    return call


async def _customer(session: Session, caller: str, line: Line | None, now: datetime) -> Customer | None:
    """Whoever calls from this number; nobody where the number is withheld."""
    if REAL_NUMBER.fullmatch(caller) is None:
        return None
    languages = {caller: line.language if line else DEFAULT_LANGUAGE}
    return (await find_or_create_many(session, PHONE, [caller], languages=languages, now=now))[caller]


async def _add_contact(
    session: Session, caller: str, customer: Customer | None, *, language: str, now: datetime
) -> Contact:
    homes = (await homes_of(session, [customer.id], on=clock.local(now).date()))[customer.id] if customer else []
    (reference,) = await next_references(session, "C", 1, now)
    contact = Contact(
        id=new_id(),
        reference=reference,
        channel="voice",
        state=states.NEW,
        address=caller,
        customer_id=customer.id if customer else None,
        place_id=homes[0] if len(homes) == 1 else None,
        subject=words("subject_call", language),
        language=language,
        # The call's id: a call is a thread of its own.
        thread_key=new_id(),
        queued_at=now,
        created_at=now,
        updated_at=now,
        last_inbound_at=now,
        version=1,
    )
    session.add(contact)
    await session.flush()
    return contact


async def _tell_of_call(session: Session, call: Call, contact: Contact, now: datetime) -> HeldCall:
    customer_leg = Leg(
        id=new_id(),
        call_id=call.id,
        role=CUSTOMER,
        external_id=call.external_id,
        state="answered",
        event_number=-1,
        started_at=now,
        heard_of_at=now,
    )
    session.add(customer_leg)
    await session.flush()
    await thread.note(session, contact, "call.started", {"address": call.address}, now=now)
    return HeldCall(call, contact, customer_leg, None)
