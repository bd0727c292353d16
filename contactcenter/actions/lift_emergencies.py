"""Somebody writes or says an emergency word: the contact goes before everything else. Called where contacts arrive."""

from collections.abc import Iterable
from datetime import datetime

from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing.emergencies import find_emergency

EMERGENCY = "emergency"


async def lift_emergencies(session: Session, said: Iterable[tuple[Contact, str]], *, now: datetime) -> None:
    """Read what was said in these contacts; the contacts must be held by the caller. May be repeated."""
    ordinary = {contact.id: (contact, text) for contact, text in said if contact.class_ != EMERGENCY}
    words = await find_emergency(session, {id_: text for id_, (_, text) in ordinary.items()})
    for id_, word in words.items():
        details = {"kind": word.kind, "phrase": word.phrase}
        await raise_class(
            session, ordinary[id_][0], EMERGENCY, author_id=None, now=now, reason="emergency_word", details=details
        )
