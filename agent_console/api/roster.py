"""The roster: patterns and absences, shifts changed by hand, and whether somebody is there for every queue."""

from datetime import datetime

from agent_console.http.caller import ADMINISTRATORS, DESK_READERS, PLANNERS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import roster as queries
from agent_console.schemas import roster as schemas
from agent_console.schemas.settings import Seen
from agent_console.schemas.shifts import Shift
from contactcenter.db import Session
from contactcenter.shifts import edits, patterns
from contactcenter.shifts.models import Absence, RosterPattern


@endpoint(
    "GET",
    "/api/v1/admin/roster-patterns",
    roles=SETTINGS_READERS,
    summary="Patterns of the roster",
    answers={200: Page[schemas.Pattern]},
)
async def get_patterns(query: schemas.PatternQuery, session: Session) -> Page[schemas.Pattern]:
    return await queries.list_patterns(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/roster-patterns",
    roles=PLANNERS,
    summary="Add a pattern",
    answers={201: schemas.Pattern},
)
async def post_pattern(body: schemas.NewPattern, session: Session, caller: Caller, now: datetime) -> schemas.Pattern:
    """Shifts of the next two weeks are planned from it at once."""
    row = await patterns.add_pattern(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return schemas.Pattern.model_validate(row)


@endpoint(
    "PATCH",
    "/api/v1/admin/roster-patterns/{id}",
    roles=PLANNERS,
    summary="Change a pattern",
    answers={200: schemas.Pattern},
    errors=(409,),
)
async def patch_pattern(
    id: str, body: schemas.PatternPatch, session: Session, caller: Caller, now: datetime
) -> schemas.Pattern:
    """Its shifts follow, but for those begun or changed by hand."""
    values, author_id = body.columns(), caller.agent_id
    row = await patterns.update_pattern(session, id, values, version=body.version, author_id=author_id, now=now)
    return schemas.Pattern.model_validate(row)


@endpoint(
    "DELETE",
    "/api/v1/admin/roster-patterns/{id}",
    roles=PLANNERS,
    summary="Remove a pattern",
    answers={204: None},
    errors=(409,),
)
async def delete_pattern(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """With its shifts, but for those begun or changed by hand."""
    await patterns.remove(session, RosterPattern, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "GET",
    "/api/v1/admin/absences",
    roles=SETTINGS_READERS,
    summary="Who is away",
    answers={200: Page[schemas.Absence]},
)
async def get_absences(query: schemas.AbsenceQuery, session: Session) -> Page[schemas.Absence]:
    """The latest first."""
    return await queries.list_absences(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/absences",
    roles=PLANNERS,
    summary="Enter an absence",
    answers={201: schemas.Absence},
)
async def post_absence(body: schemas.NewAbsence, session: Session, caller: Caller, now: datetime) -> schemas.Absence:
    """Planned shifts go to the substitute at once, or to nobody."""
    row = await patterns.add_absence(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return schemas.Absence.model_validate(row)


@endpoint(
    "PATCH",
    "/api/v1/admin/absences/{id}",
    roles=PLANNERS,
    summary="Change an absence",
    answers={200: schemas.Absence},
    errors=(409,),
)
async def patch_absence(
    id: str, body: schemas.AbsencePatch, session: Session, caller: Caller, now: datetime
) -> schemas.Absence:
    values, author_id = body.columns(), caller.agent_id
    row = await patterns.update_absence(session, id, values, version=body.version, author_id=author_id, now=now)
    return schemas.Absence.model_validate(row)


@endpoint(
    "DELETE",
    "/api/v1/admin/absences/{id}",
    roles=PLANNERS,
    summary="Take an absence back",
    answers={204: None},
    errors=(409,),
)
async def delete_absence(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """The shifts are planned as if there had been none."""
    await patterns.remove(session, Absence, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint("POST", "/api/v1/shifts", roles=PLANNERS, summary="Plan a shift", answers={201: Shift}, errors=(409,))
async def post_shift(body: schemas.NewShift, session: Session, caller: Caller, now: datetime) -> Shift:
    """One that no pattern plans; 409 `overlaps` where the person works then already."""
    shift = await edits.add_shift(session, **body.model_dump(), author_id=caller.agent_id, now=now)
    return Shift.model_validate(shift)


@endpoint(
    "POST",
    "/api/v1/shifts/swap",
    roles=PLANNERS,
    summary="Let two people exchange shifts",
    answers={200: Page[Shift]},
    errors=(409,),
)
async def post_shift_swap(body: schemas.ShiftSwap, session: Session, caller: Caller, now: datetime) -> Page[Shift]:
    swapped = await edits.swap_shifts(
        session, body.first_id, body.second_id, reason=body.reason, author_id=caller.agent_id, now=now
    )
    return Page[Shift](items=[Shift.model_validate(shift) for shift in swapped], next_cursor=None)


@endpoint("PATCH", "/api/v1/shifts/{id}", roles=PLANNERS, summary="Change a shift", answers={200: Shift}, errors=(409,))
async def patch_shift(id: str, body: schemas.ShiftPatch, session: Session, caller: Caller, now: datetime) -> Shift:
    """It stays as it is made here, whatever its pattern becomes."""
    shift = await edits.change_shift(
        session,
        id,
        body.columns(),
        reason=body.reason,
        version=body.version,
        author_id=caller.agent_id,
        now=now,
    )
    return Shift.model_validate(shift)


@endpoint(
    "POST",
    "/api/v1/shifts/{id}/cancel",
    roles=PLANNERS,
    summary="Cancel a planned shift",
    answers={200: Shift},
    errors=(409,),
)
async def post_shift_cancel(
    id: str, body: schemas.ShiftCancelling, session: Session, caller: Caller, now: datetime
) -> Shift:
    shift = await edits.cancel_shift(
        session, id, reason=body.reason, version=body.version, author_id=caller.agent_id, now=now
    )
    return Shift.model_validate(shift)


@endpoint(
    "GET",
    "/api/v1/coverage",
    roles=DESK_READERS | ADMINISTRATORS,
    summary="Whether somebody is there for every queue",
    answers={200: schemas.Coverage},
)
async def get_coverage(query: schemas.CoverageQuery, session: Session, now: datetime) -> schemas.Coverage:
    """In the next hours, with the warnings of the next two."""
    return await queries.coverage(session, query.hours, now=now)
