"""What administrators set about the numbers and mailboxes the public uses."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries.settings import line_answer
from agent_console.schemas import settings as schemas
from contactcenter.calls.models import Menu
from contactcenter.db import Session
from contactcenter.lines import changes
from contactcenter.lines.models import Line


@endpoint(
    "GET",
    "/api/v1/admin/lines",
    roles=SETTINGS_READERS,
    summary="Lines",
    answers={200: Page[schemas.LineSettings]},
)
async def get_lines(query: PageQuery, session: Session) -> Page[schemas.LineSettings]:
    rows, next_cursor = await fetch_page(session, select(Line), query, order=(Line.channel, Line.address))
    return Page[schemas.LineSettings](items=[line_answer(row) for row in rows], next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/lines",
    roles=ADMINISTRATORS,
    summary="Add a line",
    answers={201: schemas.LineSettings},
    errors=(409,),
)
async def post_line(body: schemas.NewLine, session: Session, caller: Caller, now: datetime) -> schemas.LineSettings:
    return line_answer(await changes.create_line(session, body.columns(), author_id=caller.agent_id, now=now))


@endpoint(
    "PATCH",
    "/api/v1/admin/lines/{id}",
    roles=ADMINISTRATORS,
    summary="Change a line",
    answers={200: schemas.LineSettings},
    errors=(409,),
)
async def patch_line(
    id: str, body: schemas.LinePatch, session: Session, caller: Caller, now: datetime
) -> schemas.LineSettings:
    """It holds for what arrives from now on."""
    values, author_id = body.columns(), caller.agent_id
    line = await changes.update_line(session, id, values, version=body.version, author_id=author_id, now=now)
    return line_answer(line)


@endpoint(
    "DELETE",
    "/api/v1/admin/lines/{id}",
    roles=ADMINISTRATORS,
    summary="Remove a line",
    answers={204: None},
    errors=(409,),
)
async def delete_line(id: str, query: schemas.Seen, session: Session, caller: Caller, now: datetime) -> None:
    """What arrives at its address afterwards waits in the general queue."""
    await changes.remove_line(session, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "GET",
    "/api/v1/admin/menus",
    roles=SETTINGS_READERS,
    summary="Menus a line may begin with",
    answers={200: Page[schemas.Menu]},
)
async def get_menus(query: PageQuery, session: Session) -> Page[schemas.Menu]:
    """In the order in which they were set up: the first is the one a call begins with."""
    rows, next_cursor = await fetch_page(session, select(Menu), query, order=(Menu.id,))
    return Page[schemas.Menu](items=[schemas.Menu.model_validate(row) for row in rows], next_cursor=next_cursor)
