"""The contacts an agent leaves open at the end of a shift; a source of the handover."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contracts import OpenItem
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.places.models import Place


class ContactsOpenItems:
    """Fulfils `OpenItemSource`: every contact the agent holds, whoever's turn it is, oldest first."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        query = (
            select(Contact, Customer.name, Place.code, Place.names)
            .outerjoin(Customer, Customer.id == Contact.customer_id)
            .outerjoin(Place, Place.id == Contact.place_id)
            .where(Contact.agent_id == agent_id, Contact.state.in_(states.HELD))
            .order_by(Contact.id)
        )
        return [
            OpenItem(
                kind="contact",
                subject_id=contact.id,
                reference=contact.reference,
                title=contact.subject,
                due_at=contact.snoozed_until,
                facts={
                    "state": contact.state,
                    "class": contact.class_,
                    "channel": contact.channel,
                    "customer_name": customer_name,
                    "place_code": place_code,
                    "place_names": place_names,
                    "queued_at": contact.queued_at.isoformat(),
                    "last_inbound_at": contact.last_inbound_at.isoformat() if contact.last_inbound_at else None,
                },
            )
            for contact, customer_name, place_code, place_names in (await session.execute(query)).all()
        ]
