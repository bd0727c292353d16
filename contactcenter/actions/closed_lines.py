"""Whether a contact arrived on a line that is closed just now, since when, and when it opens again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contactcenter.calendars import business_time, hours
from contactcenter.calendars.service import read_timetables
from contactcenter.calendars.wording import opening_in_words
from contactcenter.contacts import states
from contactcenter.contacts.intake import Thread
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.lines.models import Line
from contactcenter.routing.service import calendars_of

EMERGENCY = "emergency"
# Whoever was told so long ago that it is closed has forgotten it.
FORGETTING = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Closing:
    """`opening` in the owner's words; `since` is when it closed, or a week ago."""

    opening: str
    since: datetime


async def closings_of(
    session: Session, contacts: Sequence[Contact], lines: Mapping[str, Line], *, now: datetime
) -> dict[str, Closing]:
    """By contact; the line's calendar decides, else that of the queue the contact is in.

    An emergency knows no hours; what never opens again is not promised to do so.
    """
    ordinary = [contact for contact in contacts if contact.class_ != EMERGENCY]
    of_queues = await calendars_of(session, {contact.queue_id for contact in ordinary if contact.queue_id})
    calendars = {contact.id: _calendar_of(contact, lines, of_queues) for contact in ordinary}
    wanted = {calendar_id for calendar_id in calendars.values() if calendar_id is not None}
    timetables = await read_timetables(session, wanted, since=now - FORGETTING)
    found = {}
    for contact in ordinary:
        timetable = timetables.get(calendars[contact.id] or "")
        if timetable is None or hours.is_open(timetable, now):
            continue
        opening = hours.next_opening(timetable, now)
        if opening is not None:
            words = opening_in_words(opening, now=now, zone=timetable.zone, language=contact.language)
            spans = business_time.open_spans(timetable, now - FORGETTING, now)
            found[contact.id] = Closing(words, spans[-1][1] if spans else now - FORGETTING)
    return found


def is_left_waiting(thread: Thread[Any]) -> bool:
    """Whether what came in a contact that existed already waits for somebody to come."""
    if thread.contact is None or thread.is_new or not thread.needs_agent:
        return False
    return states.AFTER_INBOUND[thread.contact.state] == states.QUEUED


def _calendar_of(contact: Contact, lines: Mapping[str, Line], of_queues: Mapping[str, str]) -> str | None:
    line = lines.get(contact.line)
    return (line.calendar_id if line else None) or of_queues.get(contact.queue_id or "")
