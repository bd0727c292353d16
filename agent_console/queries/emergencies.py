"""Emergencies and ladders as screens show them."""

from collections.abc import Sequence

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.rows import columns_of
from agent_console.schemas import emergencies as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.escalations.emergencies import latest_of
from contactcenter.escalations.models import Emergency, Escalation, EscalationCall, Ladder, SafetyScript
from contactcenter.escalations.scripts import find_script
from contactcenter.groups.models import Group
from contactcenter.routing.models import EmergencyWord
from contactcenter.text.scripts import fold
from contactcenter.work_orders.models import WorkOrder


async def get_emergency(session: Session, contact_id: str, *, language: str) -> schemas.Emergency:
    """What the contact was raised for last, with everything an agent needs beside it."""
    await session.flush()
    contact = await session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    emergency = await latest_of(session, contact.id)
    if emergency is None:
        raise NotFound("This contact was never an emergency.", code="no_emergency")
    script = await find_script(session, contact, emergency.kind, language=language)
    query = select(Escalation).where(Escalation.emergency_id == emergency.id).order_by(Escalation.id.desc()).limit(1)
    escalations = await _complete(session, (await session.scalars(query)).all())
    return schemas.Emergency.model_validate(
        columns_of(emergency)
        | {"class": contact.class_, "script": script, "escalation": next(iter(escalations), None)}
        | await _names(session, emergency)
    )


async def _names(session: Session, emergency: Emergency) -> dict[str, str | None]:
    author = await session.get(Agent, emergency.raised_by) if emergency.raised_by else None
    order = await session.get(WorkOrder, emergency.work_order_id) if emergency.work_order_id else None
    return {
        "raised_by_name": author.name if author else None,
        "work_order_reference": order.reference if order else None,
    }


async def list_escalations(session: Session, query: schemas.EscalationQuery) -> Page[schemas.Escalation]:
    """Newest first."""
    filtered = select(Escalation)
    if query.contact is not None:
        filtered = filtered.where(Escalation.contact_id == query.contact)
    if query.state:
        filtered = filtered.where(Escalation.state.in_(query.state))
    rows, next_cursor = await fetch_page(session, filtered, query, order=(Escalation.id,), descending=True)
    return Page[schemas.Escalation](items=await _complete(session, rows), next_cursor=next_cursor)


async def get_escalation(session: Session, escalation_id: str) -> schemas.Escalation:
    await session.flush()
    row = await session.get(Escalation, escalation_id, populate_existing=True)
    if row is None:
        raise NotFound("There is no such escalation.")
    return (await _complete(session, [row]))[0]


async def _complete(session: Session, rows: Sequence[Escalation]) -> list[schemas.Escalation]:
    ids = [row.id for row in rows]
    calls: dict[str, list[EscalationCall]] = {}
    if ids:
        query = select(EscalationCall).where(EscalationCall.escalation_id.in_(ids)).order_by(EscalationCall.id)
        for call in await session.scalars(query.execution_options(populate_existing=True)):
            calls.setdefault(call.escalation_id, []).append(call)
    groups = await _group_names(session, [row.group_id for row in rows])
    return [
        schemas.Escalation.model_validate(
            columns_of(row) | {"group_names": groups.get(row.group_id or ""), "calls": calls.get(row.id, [])}
        )
        for row in rows
    ]


async def _group_names(session: Session, group_ids: Sequence[str | None]) -> dict[str, dict[str, str]]:
    wanted = {group_id for group_id in group_ids if group_id is not None}
    if not wanted:
        return {}
    rows = await session.execute(select(Group.id, Group.names).where(Group.id.in_(wanted)))
    return {group_id: names for group_id, names in rows}


async def list_words(session: Session, query: schemas.EmergencyWordQuery) -> Page[schemas.EmergencyWord]:
    """By kind and language, each in the order they were added."""
    words = select(EmergencyWord)
    if query.kind:
        words = words.where(EmergencyWord.kind.in_(query.kind))
    if query.language:
        words = words.where(EmergencyWord.language.in_(query.language))
    if query.q:
        # Either script finds the word, whichever it was written in.
        same = [row.id for row in await session.scalars(words) if fold(query.q) in fold(row.phrase)]
        words = words.where(EmergencyWord.id.in_(same))
    order = (EmergencyWord.kind, EmergencyWord.language, EmergencyWord.id)
    rows, next_cursor = await fetch_page(session, words, query, order=order)
    return Page[schemas.EmergencyWord](
        items=[schemas.EmergencyWord.model_validate(row) for row in rows], next_cursor=next_cursor
    )


async def list_scripts(session: Session, query: schemas.SafetyScriptQuery) -> Page[schemas.SafetyScript]:
    scripts = select(SafetyScript)
    for column, wanted in (
        (SafetyScript.kind, query.kind),
        (SafetyScript.region, query.region),
        (SafetyScript.language, query.language),
    ):
        if wanted:
            scripts = scripts.where(column.in_(wanted))
    order = (SafetyScript.kind, SafetyScript.region, SafetyScript.language, SafetyScript.id)
    rows, next_cursor = await fetch_page(session, scripts, query, order=order)
    return Page[schemas.SafetyScript](
        items=[schemas.SafetyScript.model_validate(row) for row in rows], next_cursor=next_cursor
    )


async def ladders_of(session: Session, rows: Sequence[Ladder]) -> list[schemas.Ladder]:
    """These ladders with the names of their groups."""
    groups = await _group_names(session, [row.group_id for row in rows])
    return [
        schemas.Ladder.model_validate(columns_of(row) | {"group_names": groups.get(row.group_id or "")}) for row in rows
    ]
