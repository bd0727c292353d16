"""Handovers, signed and as they would be signed now."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select

from agent_console.http.caller import Caller
from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import shifts as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.handover.live_states import live_states
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.handover.rules import OFFERED
from contactcenter.handover.service import DraftItem, HandoverDraft
from contactcenter.shifts.models import Shift
from knowledge_base.gaps.models import Gap

ME = "me"


async def list_handovers(session: Session, query: schemas.HandoverQuery, caller: Caller) -> Page[schemas.Handover]:
    """Newest first, each with all its items."""
    handovers = select(Handover)
    if query.state:
        handovers = handovers.where(Handover.state.in_(query.state))
    if query.agent:
        agent_id = caller.agent_id if query.agent == ME else query.agent
        handovers = handovers.where(or_(Handover.from_agent_id == agent_id, Handover.to_agent_id == agent_id))
    rows, next_cursor = await fetch_page(session, handovers, query, order=(Handover.id,), descending=True)
    return Page[schemas.Handover](items=await _handovers(session, rows), next_cursor=next_cursor)


async def get_handover(session: Session, handover_id: str) -> schemas.Handover:
    """One handover as it is now, also inside the transaction that changes it."""
    await session.flush()
    row = (await session.scalars(select(Handover).where(Handover.id == handover_id))).one_or_none()
    if row is None:
        raise NotFound("There is no such handover.")
    return (await _handovers(session, [row]))[0]


async def _handovers(session: Session, handovers: Sequence[Handover]) -> list[schemas.Handover]:
    query = select(HandoverItem).where(HandoverItem.handover_id.in_([row.id for row in handovers]))
    items = (await session.scalars(query.order_by(HandoverItem.handover_id, HandoverItem.position))).all()
    shifts = await session.scalars(select(Shift).where(Shift.id.in_([row.shift_id for row in handovers])))
    shift_of = {shift.id: shift for shift in shifts}
    people_ids = {id_ for row in handovers for id_ in (row.from_agent_id, row.to_agent_id) if id_}
    people = await get_agents(session, people_ids | {item.decided_by for item in items if item.decided_by})
    states = await live_states(session, items) | await _gap_states(session, items)
    answers: dict[str, list[schemas.HandoverItem]] = {row.id: [] for row in handovers}
    for item in items:
        answers[item.handover_id].append(_signed_item(item, people, states.get(item.key)))
    return [
        schemas.Handover(
            id=row.id,
            shift=schemas.Shift.model_validate(shift_of[row.shift_id]),
            from_agent=_person(people, row.from_agent_id),
            to_agent=_person(people, row.to_agent_id) if row.to_agent_id else None,
            state=row.state,
            remarks=row.remarks,
            counts=row.counts,
            items=answers[row.id],
            created_at=row.created_at,
            accepted_at=row.accepted_at,
            version=row.version,
        )
        for row in handovers
    ]


def _person(people: Mapping[str, Agent], agent_id: str) -> schemas.Person:
    return schemas.Person(id=agent_id, name=people[agent_id].name)


async def _gap_states(session: Session, items: Sequence[HandoverItem]) -> dict[str, str]:
    ids = [item.subject_id for item in items if item.kind == "gap"]
    if not ids:
        return {}
    rows = await session.execute(select(Gap.id, Gap.state).where(Gap.id.in_(ids)))
    return {f"gap:{gap_id}": state for gap_id, state in rows}


def _signed_item(item: HandoverItem, people: Mapping[str, Agent], subject_state: str | None) -> schemas.HandoverItem:
    return schemas.HandoverItem(
        id=item.id,
        key=item.key,
        kind=item.kind,
        subject_id=item.subject_id,
        reference=item.reference,
        title=item.title,
        note=item.note,
        place_code=item.facts.get("place_code"),
        customer_name=item.facts.get("customer_name"),
        facts=item.facts,
        subject_state=subject_state,
        state=item.state,
        age_shifts=item.age_shifts,
        due_at=item.due_at,
        question=item.question,
        answer=item.answer,
        decided_by_name=people[item.decided_by].name if item.decided_by else None,
        decided_at=item.decided_at,
    )


async def draft_answer(session: Session, draft: HandoverDraft) -> schemas.Handover:
    """The handover as it would be if it were signed now."""
    people = await get_agents(session, [draft.shift.agent_id])
    return schemas.Handover(
        id=None,
        shift=schemas.Shift.model_validate(draft.shift),
        from_agent=_person(people, draft.shift.agent_id),
        to_agent=None,
        state="draft",
        remarks="",
        counts=dict(draft.counts),
        items=[_draft_item(each) for each in draft.items],
        created_at=None,
        accepted_at=None,
        version=draft.shift.version,
    )


def _draft_item(drafted: DraftItem) -> schemas.HandoverItem:
    item = drafted.item
    return schemas.HandoverItem(
        id=None,
        key=drafted.key,
        kind=item.kind,
        subject_id=item.subject_id,
        reference=item.reference,
        title=item.title,
        note="",
        place_code=item.facts.get("place_code"),
        customer_name=item.facts.get("customer_name"),
        facts=item.facts,
        subject_state=item.facts.get("state"),
        state=OFFERED,
        age_shifts=drafted.age_shifts,
        due_at=item.due_at,
        question=None,
        answer=None,
        decided_by_name=None,
        decided_at=None,
    )
