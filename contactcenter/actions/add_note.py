"""A note for colleagues in a contact's thread; everybody who may read the contact may add one."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.actions.attach_files import attach_to_contact
from contactcenter.actions.lift_emergencies import lift_emergencies
from contactcenter.agents.models import Agent
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Message
from contactcenter.db import Session


async def add_note(
    session: Session,
    contact_id: str,
    text: str,
    *,
    agent: Agent,
    now: datetime,
    attachment_ids: Sequence[str] = (),
    is_quoted: bool = False,
) -> Message:
    """The owner never sees it; it makes nobody's reply stale, unless it tells of an emergency.

    What `is_quoted` are words of an article: the dangers they speak of are not what anybody told.
    """
    contact = await contacts.get_contact(session, contact_id)
    files = await attach_to_contact(session, contact, attachment_ids, agent=agent, now=now)
    note = await messages.note(session, contact, text, author=agent, now=now, files=files)
    if contact.state != states.CLOSED and not is_quoted:
        await lift_emergencies(session, [(contact, text)], author_id=agent.id, now=now)
    return note
