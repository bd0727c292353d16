"""Why a contact rings where it does."""

from datetime import datetime

from agent_console.http.caller import DESK_READERS, SETTINGS_READERS
from agent_console.http.endpoint import endpoint
from agent_console.queries import routing as queries
from agent_console.schemas import routing as schemas
from contactcenter.db import Session


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/routing",
    roles=DESK_READERS,
    summary="Who would be asked, and why",
    answers={200: schemas.Explanation},
)
async def get_contact_routing(id: str, session: Session, now: datetime) -> schemas.Explanation:
    """Of a contact that waits or rings; 409 `wrong_state` for any other."""
    return await queries.explain_contact(session, id, now=now)


@endpoint(
    "POST",
    "/api/v1/admin/routing/preview",
    roles=SETTINGS_READERS,
    summary="Who would be asked for such a contact",
    answers={200: schemas.Explanation},
)
async def post_routing_preview(body: schemas.ContactSketch, session: Session, now: datetime) -> schemas.Explanation:
    """Nothing is changed by asking."""
    return await queries.explain_sketch(session, body, now=now)
