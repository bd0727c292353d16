"""An article as the answer on one contact."""

from datetime import datetime

from agent_console.http.caller import WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.queries import contacts
from agent_console.queries.article_insertion import get_insertion
from agent_console.schemas.article_insertion import Insertion, InsertionQuery
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session
from knowledge_base.articles.people import person_of, require_readable

TEXT = "sms"


@endpoint(
    "GET",
    "/api/v1/articles/{id}/insertion",
    roles=WORK_READERS,
    summary="An article as an answer",
    answers={200: Insertion},
)
async def get_article_insertion(
    id: str, query: InsertionQuery, session: Session, caller: Caller, agent: Agent, settings: Settings, now: datetime
) -> Insertion:
    """Adapted to channel and language; nothing is stored."""
    await require_readable(session, id, await person_of(session, agent))
    contact = None
    if query.contact is not None:
        await contacts.require_readable(session, query.contact, caller)
        contact = await get_contact(session, query.contact)
    channel = query.channel or (contact.channel if contact else TEXT)
    language = query.language or (contact.language if contact else agent.language)
    return await get_insertion(
        session, id, contact, channel=channel, language=language, step=query.step, settings=settings, now=now
    )
