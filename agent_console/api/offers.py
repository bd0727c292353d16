"""What is offered to me now."""

from datetime import datetime

from agent_console.http.caller import DESK, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries.contacts import my_offers
from agent_console.schemas.contacts import Offer
from contactcenter.db import Session


@endpoint("GET", "/api/v1/offers", roles=DESK, summary="My live offers", answers={200: Page[Offer]})
async def get_offers(query: PageQuery, session: Session, caller: Caller, now: datetime) -> Page[Offer]:
    """Accept or decline by the contact: POST /api/v1/contacts/{id}/accept."""
    return await my_offers(session, query, caller, now=now)
