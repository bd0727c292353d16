"""Reports."""

from datetime import datetime

from agent_console.http.caller import LEAD_READERS
from agent_console.http.endpoint import endpoint
from agent_console.queries.reports import overview
from agent_console.schemas.reports import Overview
from contactcenter.config import Settings
from contactcenter.db import Session


@endpoint(
    "GET", "/api/v1/reports/overview", roles=LEAD_READERS, summary="Numbers of the moment", answers={200: Overview}
)
async def get_overview(session: Session, settings: Settings, now: datetime) -> Overview:
    """`closed_today` counts from midnight in the installation's time zone."""
    return await overview(session, now=now, timezone=settings.timezone)
