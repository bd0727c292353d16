"""Templates: texts to send."""

from sqlalchemy import select

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas.queues import Template as TemplateAnswer
from agent_console.schemas.queues import TemplateQuery
from contactcenter.db import Session
from contactcenter.templates.models import Template


@endpoint("GET", "/api/v1/templates", roles=EVERYONE, summary="Templates", answers={200: Page[TemplateAnswer]})
async def get_templates(query: TemplateQuery, session: Session) -> Page[TemplateAnswer]:
    templates = select(Template)
    if query.channel is not None:
        templates = templates.where(Template.channel == query.channel)
    if query.language is not None:
        templates = templates.where(Template.language == query.language)
    rows, next_cursor = await fetch_page(session, templates, query, order=(Template.code, Template.language))
    return Page[TemplateAnswer](items=[TemplateAnswer.model_validate(row) for row in rows], next_cursor=next_cursor)
