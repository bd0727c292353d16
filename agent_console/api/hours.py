"""Opening hours: calendars, the days that differ, and public holidays."""

from datetime import date, datetime

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from agent_console.http.caller import ADMINISTRATORS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries import hours as queries
from agent_console.schemas import hours as schemas
from agent_console.schemas.settings import Seen
from contactcenter import clock
from contactcenter.calendars import changes
from contactcenter.calendars.models import Calendar
from contactcenter.calendars.service import get_calendar
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.routing.models import Queue
from contactcenter.routing.settings import check_names


async def _answer(session: Session, calendar: Calendar, now: datetime) -> schemas.Calendar:
    return (await queries.as_they_are(session, [calendar], now=now))[0]


async def _tell(session: Session, calendar_id: str) -> None:
    """Screens show with a queue whether it is open."""
    rows = await session.execute(select(Queue.id, Queue.version).where(Queue.calendar_id == calendar_id))
    session.record(*(Fact("queue.changed", queue_id, version) for queue_id, version in rows))


def _day(text: str) -> date:
    try:
        return TypeAdapter(schemas.Day).validate_python(text)
    except ValidationError:
        problem = "Write the day like 2026-12-24."
        raise InvalidInput(problem, details={"fields": {"day": problem}}) from None


@endpoint(
    "GET",
    "/api/v1/admin/calendars",
    roles=SETTINGS_READERS,
    summary="Opening hours",
    answers={200: Page[schemas.Calendar]},
)
async def get_calendars(query: PageQuery, session: Session, now: datetime) -> Page[schemas.Calendar]:
    rows, next_cursor = await fetch_page(session, select(Calendar), query, order=(Calendar.code,))
    return Page[schemas.Calendar](items=await queries.as_they_are(session, rows, now=now), next_cursor=next_cursor)


@endpoint(
    "GET",
    "/api/v1/admin/calendars/{id}",
    roles=SETTINGS_READERS,
    summary="One calendar",
    answers={200: schemas.Calendar},
)
async def get_one_calendar(id: str, session: Session, now: datetime) -> schemas.Calendar:
    return await _answer(session, await get_calendar(session, id), now)


@endpoint(
    "POST",
    "/api/v1/admin/calendars",
    roles=ADMINISTRATORS,
    summary="Add a calendar",
    answers={201: schemas.Calendar},
    errors=(409,),
)
async def post_calendar(body: schemas.NewCalendar, session: Session, caller: Caller, now: datetime) -> schemas.Calendar:
    check_names(body.names)
    calendar_id = await changes.add_calendar(session, **body.model_dump(), author_id=caller.agent_id, now=now)
    return await _answer(session, await get_calendar(session, calendar_id), now)


@endpoint(
    "PATCH",
    "/api/v1/admin/calendars/{id}",
    roles=ADMINISTRATORS,
    summary="Change a calendar",
    answers={200: schemas.Calendar},
    errors=(409,),
)
async def patch_calendar(
    id: str, body: schemas.CalendarPatch, session: Session, caller: Caller, now: datetime
) -> schemas.Calendar:
    """It holds at once for every line and queue that is open by it."""
    if body.names is not None:
        check_names(body.names)
    wanted = changes.CalendarChanges(**body.model_dump(exclude={"version"}))
    calendar = await changes.update_calendar(
        session, id, wanted, version=body.version, author_id=caller.agent_id, now=now
    )
    await _tell(session, id)
    return await _answer(session, calendar, now)


@endpoint(
    "DELETE",
    "/api/v1/admin/calendars/{id}",
    roles=ADMINISTRATORS,
    summary="Remove a calendar nothing is open by",
    answers={204: None},
    errors=(409,),
)
async def delete_calendar(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    try:
        await changes.remove_calendar(session, id, version=query.version, author_id=caller.agent_id, now=now)
    except IntegrityError as error:
        raise Conflict("Lines, queues or promises of time go by this calendar.", code="in_use") from error


@endpoint(
    "PUT",
    "/api/v1/admin/calendars/{id}/exceptions/{day}",
    roles=ADMINISTRATORS,
    summary="Let one day differ",
    answers={200: schemas.Calendar},
    errors=(409,),
)
async def put_exception(
    id: str, day: str, body: schemas.NewException, session: Session, caller: Caller, now: datetime
) -> schemas.Calendar:
    """Its blocks replace those of the weekday or holiday; none at all: closed."""
    if body.names:
        check_names(body.names)
    calendar = await changes.put_exception(
        session,
        id,
        _day(day),
        blocks=body.blocks,
        names=body.names,
        version=body.version,
        author_id=caller.agent_id,
        now=now,
    )
    await _tell(session, id)
    return await _answer(session, calendar, now)


@endpoint(
    "DELETE",
    "/api/v1/admin/calendars/{id}/exceptions/{day}",
    roles=ADMINISTRATORS,
    summary="Let a day be as usual again",
    answers={200: schemas.Calendar},
)
async def delete_exception(id: str, day: str, session: Session, caller: Caller, now: datetime) -> schemas.Calendar:
    calendar = await changes.remove_exception(session, id, _day(day), author_id=caller.agent_id, now=now)
    await _tell(session, id)
    return await _answer(session, calendar, now)


@endpoint(
    "GET",
    "/api/v1/admin/calendars/{id}/days",
    roles=SETTINGS_READERS,
    summary="What holds on each day",
    answers={200: Page[schemas.CalendarDay]},
)
async def get_calendar_days(
    id: str, query: schemas.DayQuery, session: Session, now: datetime
) -> Page[schemas.CalendarDay]:
    """From today, or from another day on."""
    calendar = await get_calendar(session, id)
    first = query.from_ or clock.local(now).date()
    days = await queries.days_of(session, calendar, first, query.days)
    return Page[schemas.CalendarDay](items=days, next_cursor=None)


@endpoint(
    "GET",
    "/api/v1/admin/holidays",
    roles=SETTINGS_READERS,
    summary="Public holidays of a region",
    answers={200: Page[schemas.Holiday]},
)
async def get_holidays(query: schemas.HolidayQuery, session: Session, now: datetime) -> Page[schemas.Holiday]:
    """Of one year, or of this one and the two after it."""
    this_year = clock.local(now).year
    years = [query.year] if query.year else list(range(this_year, this_year + 3))
    items = await queries.list_holidays(session, query.region, years)
    return Page[schemas.Holiday](items=items, next_cursor=None)
