"""Somebody writes or says an emergency word: the contact goes before everything else. Called where words arrive."""

from collections.abc import Iterable
from datetime import datetime

from contactcenter.actions.raise_emergency import Alarm, raise_emergency
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contacts
from contactcenter.db import Session
from contactcenter.routing.emergencies import find_emergency


async def lift_emergencies(
    session: Session, said: Iterable[tuple[Contact, str]], *, now: datetime, author_id: str | None = None
) -> None:
    """Read what was said in these contacts, by the owner or by `author_id`. May be repeated."""
    texts: dict[str, list[str]] = {}
    for contact, text in said:
        texts.setdefault(contact.id, []).append(text)
    words = await find_emergency(session, {id_: "\n".join(parts) for id_, parts in texts.items()})
    # Most words tell of no danger, and then nobody is held up.
    held = await lock_contacts(session, words.keys())
    for id_, word in words.items():
        alarm = Alarm(word.kind, "emergency_word", word=word, author_id=author_id)
        await raise_emergency(session, held[id_], alarm, now=now)
