"""Queues."""

from sqlalchemy import select

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries.queues import read_queues
from agent_console.schemas.queues import Queue as QueueAnswer
from contactcenter.db import Session
from contactcenter.routing.models import Queue


@endpoint("GET", "/api/v1/queues", roles=EVERYONE, summary="Queues", answers={200: Page[QueueAnswer]})
async def get_queues(query: PageQuery, session: Session) -> Page[QueueAnswer]:
    """With who waits and how many could answer."""
    rows, next_cursor = await fetch_page(session, select(Queue), query, order=(Queue.position, Queue.id))
    return Page[QueueAnswer](items=await read_queues(session, rows), next_cursor=next_cursor)
