"""Numbers a changed contact anew, so that whoever saw an older one is told to look again."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm.exc import StaleDataError

from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.events import Fact


async def touch(session: Session, contact: Contact, *, now: datetime) -> None:
    """The contact changed: write it and let screens know. Raises `Conflict` where somebody was faster."""
    contact.version += 1
    contact.updated_at = now
    try:
        await session.flush()
    except StaleDataError as error:
        raise stale({}) from error
    session.record(Fact("contact.changed", contact.id, contact.version, holder_id=contact.agent_id))


def stale(details: dict[str, Any]) -> Conflict:
    """Whoever asked for this saw an older version."""
    return Conflict("This contact has changed since you loaded it; look again.", code="stale", details=details)
