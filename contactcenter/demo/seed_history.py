"""What happened before the visitor came: six weeks of contacts and orders, and the shifts handed over lately."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from contactcenter.actions.accept_handover_item import accept_handover_item
from contactcenter.actions.answer_handover_item import answer_handover_item
from contactcenter.actions.hand_over_shift import hand_over_shift
from contactcenter.actions.question_handover_item import question_handover_item
from contactcenter.agents.service import get_agents
from contactcenter.contracts import OpenItem, OpenItemSource
from contactcenter.db import Session, new_id
from contactcenter.demo.content.handovers import HANDOVERS, HandoverScript
from contactcenter.demo.content.history import build_history
from contactcenter.demo.replay.contacts import begin, end, play_thread
from contactcenter.demo.replay.estate import Estate, customers_by_key
from contactcenter.demo.replay.ledger import Ledger
from contactcenter.demo.replay.matters import Gaps, play_matters
from contactcenter.handover.service import items_of
from contactcenter.promises.open_items import PromisesOpenItems
from contactcenter.shifts.models import Shift
from contactcenter.shifts.states import OPEN
from contactcenter.work_orders.open_items import WorkOrdersOpenItems
from knowledge_base.gaps.open_items import GapOpenItems

# None of these agents held a contact of their own at the end of the shift.
SOURCES: tuple[OpenItemSource, ...] = (WorkOrdersOpenItems(), PromisesOpenItems(), GapOpenItems())


async def seed_history(session: Session, estate: Estate, articles: Mapping[str, str], *, now: datetime) -> int:
    """Play all contacts back, oldest first; returns how many. `articles`: the id of each code."""
    ledger, customers = Ledger(), customers_by_key()
    gaps: Gaps = {}
    history = build_history()
    for source in history:
        customer = customers[source.customer_key] if source.customer_key else None
        case = begin(ledger, estate, source, customer, now=now)
        play_thread(case)
        play_matters(case, articles, gaps)
        end(case)
    await ledger.write(session)
    return len(history)


async def seed_handovers(session: Session, estate: Estate, *, now: datetime) -> int:
    """Hand the late shifts over by the same actions as people do, so that the log is like any other."""
    for script in HANDOVERS:
        await _hand_over(session, estate, script, now=now)
    return len(HANDOVERS)


async def _hand_over(session: Session, estate: Estate, script: HandoverScript, *, now: datetime) -> None:
    began_at, at = (now - timedelta(hours=hours) for hours in (script.began_hours_ago, script.ended_hours_ago))
    agents = await get_agents(session, [estate.staff[script.agent].id, estate.staff[script.to].id])
    outgoing, incoming = agents[estate.staff[script.agent].id], agents[estate.staff[script.to].id]
    shift = Shift(
        id=new_id(), agent_id=outgoing.id, desk="hotline", starts_at=began_at, ends_at=at, state=OPEN, version=1
    )
    session.add(shift)
    await session.flush()
    items = [
        item
        for source in SOURCES
        for item in await source.open_items(session, agent_id=outgoing.id, since=began_at, until=at)
    ]
    handover = await hand_over_shift(
        session,
        shift_id=shift.id,
        agent=outgoing,
        sources=SOURCES,
        now=at,
        remarks=script.remarks,
        to_agent_id=incoming.id,
        notes=_notes(script, items),
    )
    signed = await items_of(session, handover.id)
    if script.question:
        talk = {"handover_id": handover.id, "item_id": signed[0].id}
        asked_at, answered_at = at + timedelta(minutes=5), at + timedelta(minutes=8)
        await question_handover_item(session, **talk, agent=incoming, text=script.question, now=asked_at)
        await answer_handover_item(session, **talk, agent=outgoing, text=script.answer, now=answered_at)
    for minutes, item in enumerate(signed, start=10):
        accepted_at = at + timedelta(minutes=minutes)
        await accept_handover_item(session, handover_id=handover.id, item_id=item.id, agent=incoming, now=accepted_at)


def _notes(script: HandoverScript, items: list[OpenItem]) -> dict[str, str]:
    return {f"{item.kind}:{item.subject_id}": script.notes[item.kind] for item in items if item.kind in script.notes}
