"""Articles beside a thread that nobody searched for."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.keys import SEARCH, SEARCH_LOG
from agent_console.queries.contacts import require_readable
from agent_console.schemas import suggestions as schemas
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.db import Session
from knowledge_base.articles.rendering import to_short_text
from knowledge_base.search.readers import reader_filter
from knowledge_base.searches.models import SUGGESTION
from knowledge_base.suggestions.service import Suggestion, suggest


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/suggestions",
    roles=WORK_READERS,
    summary="Articles that may answer what the owner says",
    answers={200: schemas.Suggestions},
    errors=(404,),
)
async def get_suggestions(
    id: str, request: web.Request, session: Session, caller: Caller, agent: Agent, now: datetime
) -> schemas.Suggestions:
    """From what was said or written last, in the contact's language; what is about the contact's place comes first."""
    await require_readable(session, id, caller)
    contact = await get_contact(session, id)
    place_id = await place_of(session, contact, on=clock.local(now).date())
    wanted = await reader_filter(session, agent, place_id=place_id)
    found = await suggest(session, request.app[SEARCH], contact, wanted=wanted, prefer=contact.language)
    search_id = None
    if found.items:
        search_id = request.app[SEARCH_LOG].note(
            source=SUGGESTION,
            language=contact.language,
            words=found.words,
            hits=len(found.items),
            agent_id=agent.id,
            contact_id=contact.id,
            box=f"thread:{contact.id}",
            now=now,
        )
    return schemas.Suggestions(search_id=search_id, words=found.words, items=[_answer(item) for item in found.items])


def _answer(item: Suggestion) -> schemas.Suggestion:
    return schemas.Suggestion(
        article_id=item.hit.article_id,
        language=item.hit.language,
        title=item.title.text,
        snippet=item.snippet.text,
        highlights=list(item.snippet.highlights),
        title_highlights=list(item.title.highlights),
        category=item.hit.category,
        kind=item.hit.kind,
        score=item.score,
        short_text=to_short_text(item.text.short_text, item.text.body),
    )
