"""What comes out of a contact: a work order, a gap, a promise."""

from datetime import datetime

from agent_console.http.caller import DESK
from agent_console.http.endpoint import endpoint
from agent_console.queries import gaps, promises, work_orders
from agent_console.schemas.gaps import Gap, NewGap
from agent_console.schemas.promises import NewPromise, Promise
from agent_console.schemas.work_orders import NewWorkOrder, WorkOrder
from contactcenter.actions.make_promise import make_promise
from contactcenter.actions.raise_work_order import WorkOrderRequest, raise_work_order
from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.db import Session
from contactcenter.text.scripts import Language, detect_language
from knowledge_base.actions.record_gap import Asked, record_gap


@endpoint(
    "POST", "/api/v1/contacts/{id}/work-orders", roles=DESK, summary="Raise a work order", answers={201: WorkOrder}
)
async def post_work_order(id: str, body: NewWorkOrder, session: Session, agent: Agent, now: datetime) -> WorkOrder:
    """Routed by type and place; the owner is told its number."""
    request = WorkOrderRequest(**body.model_dump())
    order = await raise_work_order(session, contact_id=id, agent=agent, request=request, now=now)
    return await work_orders.get_work_order(session, order.id)


@endpoint(
    "POST", "/api/v1/contacts/{id}/gaps", roles=DESK, summary="No answer in the knowledge base", answers={201: Gap}
)
async def post_gap(id: str, body: NewGap, session: Session, agent: Agent, now: datetime) -> Gap:
    """The same question asked again joins the open gap; the matter ends as a gap."""
    contact = await contacts.lock_contact(session, id)
    contacts.require_holder(contact, agent)
    matter = await contacts.find_matter_to_decide(session, contact, matter_id=body.matter_id)
    gap = await record_gap(
        session,
        Asked(
            body.question,
            words_searched=body.words_searched,
            # An agent may write down in another language what was asked in the contact's.
            language=detect_language(body.question, _script_of(contact.language)),
            contact_id=contact.id,
            customer_id=contact.customer_id,
            note=body.note,
            same_as=body.same_as,
        ),
        agent_id=agent.id,
        now=now,
    )
    if matter is not None:
        await contacts.set_outcome(session, matter, "gap", author_id=agent.id, now=now, gap_id=gap.id)
    return await gaps.get_gap(session, gap.id, agent, now=now)


def _script_of(language: str) -> Language:
    """In which script Chinese is where its characters do not say."""
    return "zh-Hans" if language == "zh-Hans" else "zh-Hant"


@endpoint("POST", "/api/v1/contacts/{id}/promises", roles=DESK, summary="Make a promise", answers={201: Promise})
async def post_promise(id: str, body: NewPromise, session: Session, agent: Agent, now: datetime) -> Promise:
    """In my name; with `matter_id` it is also how that matter ended."""
    promise = await make_promise(
        session,
        contact_id=id,
        agent=agent,
        what=body.what,
        due_at=body.due_at,
        matter_id=body.matter_id,
        now=now,
    )
    return await promises.get_promise(session, promise.id)
