"""The promises an agent leaves open at the end of a shift; a source of the handover."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.contacts.models import Contact
from contactcenter.contracts import OpenItem
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.places.models import Place
from contactcenter.promises.models import OPEN, Promise


class PromisesOpenItems:
    """Fulfils `OpenItemSource`: every promise of the agent that is not kept yet, the first due first."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        query = (
            select(Promise, Contact.reference, Customer.name, Place.code)
            .join(Contact, Contact.id == Promise.contact_id)
            .outerjoin(Customer, Customer.id == Promise.customer_id)
            .outerjoin(Place, Place.id == Contact.place_id)
            .where(Promise.agent_id == agent_id, Promise.state == OPEN)
            .order_by(Promise.due_at, Promise.id)
        )
        return [
            OpenItem(
                kind="promise",
                subject_id=promise.id,
                # A promise has no number of its own; the contact's is what people know it by.
                reference=reference,
                title=promise.what,
                due_at=promise.due_at,
                facts={
                    "state": promise.state,
                    "contact_id": promise.contact_id,
                    "customer_name": customer_name,
                    "place_code": place_code,
                    "is_overdue": promise.due_at < until,
                },
            )
            for promise, reference, customer_name, place_code in (await session.execute(query)).all()
        ]
