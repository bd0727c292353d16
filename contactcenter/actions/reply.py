"""The agent answers the owner."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from contactcenter.actions.attach_files import attach_to_contact
from contactcenter.agents.models import Agent
from contactcenter.calls.service import require_no_live_call
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.answering import find_thread, require_unanswered
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.events import Fact
from contactcenter.journal import history


async def reply(
    session: Session,
    contact_id: str,
    text: str,
    *,
    agent: Agent,
    now: datetime,
    attachment_ids: Sequence[str] = (),
    article_id: str | None = None,
    then: Literal["stay", "wait"] = "stay",
    version: int | None = None,
    seen_message_id: str | None = None,
    answer_on: str | None = None,
) -> Message:
    """Send a text or files to the owner. With `version` it is refused (`stale`) when the contact changed meanwhile.

    With `seen_message_id` it is refused (`answered_meanwhile`) where a colleague has answered after that message.
    An article used makes the matter answered by it; `then="wait"` makes it the owner's turn. `answer_on` names whose
    address is answered, where other contacts were merged into this one.
    """
    contact = await contacts.lock_contact(session, contact_id, version=version)
    contacts.require_holder(contact, agent)
    if contact.state not in states.HELD:
        raise Conflict("Accept the contact before you answer it.", code="wrong_state", details={"state": contact.state})
    if seen_message_id is not None:
        await require_unanswered(session, contact, seen_message_id=seen_message_id, agent=agent)
    thread = await find_thread(session, contact, answer_on=answer_on)
    files = await attach_to_contact(session, thread, attachment_ids, agent=agent, now=now, article_id=article_id)
    message = await messages.send_to_owner(session, thread, text, author=agent, now=now, files=files)
    session.record(Fact("message.added", contact.id, contact.version))
    details = {"message_id": message.id} | ({"on": thread.reference} if thread.id != contact.id else {})
    await history.write(session, "contact", contact.id, "replied", author_id=agent.id, at=now, details=details)
    if article_id is not None:
        await _answer_matter(session, contact, article_id, agent=agent, now=now)
    if then == "wait" and contact.state != states.WAITING:
        await require_no_live_call(session, contact)
        await contacts.change_state(session, contact, states.WAITING, author_id=agent.id, now=now)
    else:
        await contacts.touch(session, contact, now=now)
    return message


async def _answer_matter(session: Session, contact: Contact, article_id: str, *, agent: Agent, now: datetime) -> None:
    matter = await contacts.find_matter_to_decide(session, contact)
    if matter is not None:
        await contacts.set_outcome(session, matter, "answered", author_id=agent.id, now=now, article_id=article_id)
