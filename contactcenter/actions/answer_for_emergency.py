"""An agent takes a contact that is an emergency: from now on she answers to the owner for what was raised for it."""

from datetime import datetime

from contactcenter.actions.acknowledge_escalation import tell_taken
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.escalations import emergencies
from contactcenter.escalations import service as escalations
from contactcenter.escalations.service import Taker
from contactcenter.routing.emergencies import UNCLEAR
from contactcenter.work_orders.service import pass_desk_to


async def answer_for_emergency(session: Session, contact: Contact, *, agent: Agent, now: datetime) -> None:
    """The contact is held by the caller. Of a call for help that nobody knows more of, she has the ball herself."""
    if not contact.emergency_kind:
        return
    for emergency in await emergencies.standing_of(session, contact.id):
        if emergency.work_order_id is not None:
            await pass_desk_to(session, emergency.work_order_id, agent_id=agent.id, author_id=agent.id, now=now)
        if emergency.kind != UNCLEAR:
            continue
        for escalation in await escalations.lock_climbing(session, emergency_id=emergency.id):
            taker = Taker(agent.name, "desk", agent_id=agent.id)
            await escalations.take(session, escalation, taker, author_id=agent.id, now=now)
            await tell_taken(session, escalation, taker, now=now)
