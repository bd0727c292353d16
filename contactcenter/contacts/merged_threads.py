"""What arrives on the thread of a merged contact is work for the contact it was merged into.

Called by the actions that receive texts and mails.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.intake import Thread
from contactcenter.contacts.merges import survivor_ids
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contacts
from contactcenter.db import Session
from contactcenter.events import Fact


async def merged_contacts(session: Session, keys: Collection[str], *, now: datetime) -> dict[str, Contact]:
    """The last merged text contact of each thread, where what it was merged into is open or closed lately."""
    if not keys:
        return {}
    query = select(Contact).where(
        Contact.channel == "sms", Contact.thread_key.in_(set(keys)), Contact.merged_into_id.is_not(None)
    )
    merged = {contact.id: contact for contact in await session.scalars(query.order_by(Contact.id))}
    survivors = await survivors_of(session, merged.values())
    since = now - states.REOPENING_WINDOW
    return {
        contact.thread_key: contact
        for contact in merged.values()
        if contact.id in survivors and _is_fresh(survivors[contact.id], since)
    }


async def survivors_of(session: Session, contacts: Iterable[Contact]) -> dict[str, Contact]:
    """What the merged ones among these were merged into, by their ids; all of them held until the commit."""
    ids = {contact.id for contact in contacts if contact.merged_into_id is not None}
    survivors = await survivor_ids(session, ids)
    while survivors:
        held = await lock_contacts(session, {*survivors, *survivors.values()})
        now_leading_to = await survivor_ids(session, survivors)
        if now_leading_to == survivors:
            return {id_: held[survivor_id] for id_, survivor_id in survivors.items()}
        # Somebody merged or un-merged before we held them.
        survivors = now_leading_to
    return {}


async def follow_merges(session: Session, threads: Iterable[Thread[Any]]) -> None:
    """The words stay with the merged contact, and the survivor is brought to attention."""
    joining = [(thread, thread.contact) for thread in threads if thread.contact is not None]
    survivors = await survivors_of(session, [contact for _, contact in joining])
    for thread, contact in joining:
        if contact.id in survivors:
            thread.merged, thread.contact = contact, survivors[contact.id]
            session.record(Fact("message.added", survivors[contact.id].id))


def _is_fresh(contact: Contact, since: datetime) -> bool:
    return contact.closed_at is None or contact.closed_at > since
