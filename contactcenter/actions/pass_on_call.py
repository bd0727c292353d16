"""The contact of a call is given to somebody else: the caller goes back into the line, with the place she had."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.calls.happenings import PassedOn
from contactcenter.calls.service import lock_live_call
from contactcenter.contacts.models import Contact
from contactcenter.db import Session


async def pass_on_call(session: Session, contact: Contact, *, author_id: str | None, now: datetime) -> None:
    """Whoever talks with her is let go. Where nobody is on the line, nothing happens."""
    held = await lock_live_call(session, contact.id) if contact.channel == "voice" else None
    if held is not None:
        await follow(session, held, PassedOn(), now=now, author_id=author_id)
