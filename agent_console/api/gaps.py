"""Questions the knowledge base could not answer."""

from agent_console.http.caller import WORK_READERS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import knowledge as queries
from agent_console.schemas import knowledge as schemas
from contactcenter.db import Session


@endpoint("GET", "/api/v1/gaps", roles=WORK_READERS, summary="Gaps", answers={200: Page[schemas.Gap]})
async def get_gaps(query: schemas.GapQuery, session: Session) -> Page[schemas.Gap]:
    return await queries.list_gaps(session, query)


@endpoint("GET", "/api/v1/gaps/{id}", roles=WORK_READERS, summary="One gap", answers={200: schemas.Gap})
async def get_one_gap(id: str, session: Session) -> schemas.Gap:
    return await queries.get_gap(session, id)
