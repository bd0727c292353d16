"""Follow-ups: is it solved?"""

from agent_console.http.caller import WORK_READERS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries.promises import list_follow_ups
from agent_console.schemas.promises import FollowUp, FollowUpQuery
from contactcenter.db import Session


@endpoint("GET", "/api/v1/follow-ups", roles=WORK_READERS, summary="Follow-ups", answers={200: Page[FollowUp]})
async def get_follow_ups(query: FollowUpQuery, session: Session) -> Page[FollowUp]:
    """Newest first."""
    return await list_follow_ups(session, query)
