"""Who would be offered a contact, and why: the engine that decides, asked to explain itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from agent_console.schemas import routing as schemas
from contactcenter.agents.service import get_agents
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.places.service import get_places
from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import Moment, Reason, Verdict, WaitingContact
from contactcenter.routing.service import require_queue
from contactcenter.routing.situation import read_agents
from contactcenter.routing.waiting import PLACE_SKILL, read_rules, read_waiting


async def explain_contact(session: Session, contact_id: str, *, now: datetime) -> schemas.Explanation:
    """Raises `Conflict` with code `wrong_state` where the contact waits for nobody."""
    contact = await get_contact(session, contact_id)
    waiting = await read_waiting(session, [contact.id], now=now)
    if not waiting:
        raise Conflict("This contact waits for nobody.", code="wrong_state", details={"state": contact.state})
    return await _explain(session, waiting[0], now=now)


async def explain_sketch(session: Session, sketch: schemas.ContactSketch, *, now: datetime) -> schemas.Explanation:
    """As if such a contact had been waiting."""
    building = await _building(session, sketch.place_id) if sketch.place_id else ""
    draft = WaitingContact(
        id="",
        version=0,
        queue_key=0,
        queued_at=now - timedelta(seconds=sketch.waited_seconds),
        channel=sketch.channel,
        queue_id=(await require_queue(session, sketch.queue_id)).id if sketch.queue_id else None,
        class_=sketch.class_,
        language=sketch.language,
        place_skill=PLACE_SKILL + building if building else "",
        group_id=sketch.group_id,
        preferred_agent_id=sketch.preferred_agent_id,
    )
    return await _explain(session, draft, now=now)


async def _building(session: Session, place_id: str) -> str:
    place = (await get_places(session, [place_id])).get(place_id)
    if place is None:
        raise InvalidInput("There is no such place.", details={"field": "place_id"})
    return place.building


async def _explain(session: Session, contact: WaitingContact, *, now: datetime) -> schemas.Explanation:
    engine, rules = Engine(), await read_rules(session)
    engine.set_channels(rules.channels)
    for queue_id, queue in rules.queues.items():
        engine.set_queue(queue_id, queue)
    for agent in await read_agents(session, now=now):
        engine.put_agent(agent)
    explanation = engine.explain_draft(contact, now)
    names = {id_: agent.name for id_, agent in (await get_agents(session, list(engine.agents))).items()}
    return schemas.Explanation(
        agents=[_verdict(verdict, names) for verdict in explanation.agents],
        decided_by=explanation.decided_by,
        needs=dict(explanation.needs),
        steps=[schemas.Step(code=step.code, at=step.at, **_told(step, names)) for step in explanation.steps],
    )


def _verdict(verdict: Verdict, names: Mapping[str, str]) -> schemas.Verdict:
    reasons = [schemas.Reason(code=each.code, until=each.until, **_told(each, names)) for each in verdict.reasons]
    values = {"agent_id": verdict.agent_id, "name": names[verdict.agent_id], "verdict": verdict.verdict}
    return schemas.Verdict.model_validate(values | {"rank": verdict.rank, "reasons": reasons, "from": verdict.from_})


def _told(said: Reason | Moment, names: Mapping[str, str]) -> dict[str, Any]:
    """Its values; a person also by name."""
    named = {"agent_name": names.get(said.values["agent_id"], "")} if "agent_id" in said.values else {}
    return {**said.values, **named}
