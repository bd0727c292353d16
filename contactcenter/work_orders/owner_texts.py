"""Tells an owner by text or mail what happens to the work order, in the owner's language. Called by actions."""

from datetime import datetime

from contactcenter.contacts import messages
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.templates.service import render
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Author, Entry, add_entry


async def tell_owner(
    session: Session, order: WorkOrder, contact: Contact, template_code: str, *, now: datetime
) -> bool:
    """Send one template; what was sent stands on the order's timeline too.

    False where the owner has no number and no mailbox: then only the thread says it, and somebody has to call.
    """
    blanks = {"reference": order.reference, "title": order.title}
    way = await messages.find_way(session, contact)
    is_mail = way is not None and way.channel == "email"
    text = await render(session, template_code, contact.language, blanks, is_mail=is_mail)
    if way is None:
        await messages.say_in_thread(session, contact, text, now=now)
        return False
    await messages.send_to_owner(session, contact, text, author=None, now=now)
    entry = Entry("told_owner", "owner", text, {"template": template_code})
    await add_entry(session, order, entry, author=Author("system"), now=now)
    return True
