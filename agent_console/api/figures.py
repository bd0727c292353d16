"""Figures of the service, the contacts behind them, and the board of the moment."""

from datetime import datetime

from agent_console.http.caller import ADMINISTRATORS, DESK_READERS, LEAD_READERS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries.board import read_board
from agent_console.queries.figures import rows_behind, service_report
from agent_console.schemas import figures as schemas
from contactcenter.config import Settings
from contactcenter.db import Session


@endpoint(
    "GET",
    "/api/v1/reports/service",
    roles=LEAD_READERS,
    summary="Figures of the service",
    answers={200: schemas.ServiceReport},
)
async def get_service_report(
    query: schemas.ServiceQuery, session: Session, settings: Settings, now: datetime
) -> schemas.ServiceReport:
    """Service level, speed of answer, handling time, occupancy, abandons, callbacks and how right estimates were, each
    with its formula. Counted from append-only rows; a contact belongs to the time at which it began to wait."""
    return await service_report(session, query, now=now, timezone=settings.timezone)


@endpoint(
    "GET",
    "/api/v1/reports/service/rows",
    roles=LEAD_READERS,
    summary="The contacts behind a figure",
    answers={200: Page[schemas.FigureRow]},
)
async def get_service_rows(
    query: schemas.RowsQuery, session: Session, settings: Settings, now: datetime
) -> Page[schemas.FigureRow]:
    return await rows_behind(session, query, now=now, timezone=settings.timezone)


@endpoint(
    "GET",
    "/api/v1/board",
    roles=DESK_READERS | ADMINISTRATORS,
    summary="The board of the moment",
    answers={200: schemas.Board},
)
async def get_board(session: Session, settings: Settings, now: datetime) -> schemas.Board:
    """Who waits where, who is there, what is late, which emergencies run, and how today has gone."""
    return await read_board(session, now=now, timezone=settings.timezone)
