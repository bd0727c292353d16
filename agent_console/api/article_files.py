"""Files of articles."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries.attachments import attachment_of
from agent_console.schemas.article_writing import AttachedFile
from agent_console.schemas.attachments import Attachment
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.articles import files, people, states


@endpoint(
    "GET",
    "/api/v1/articles/{id}/files",
    roles=EVERYONE,
    summary="Files of an article",
    answers={200: Page[Attachment]},
)
async def get_article_files(id: str, session: Session, agent: Agent) -> Page[Attachment]:
    """All of them, oldest first; readers see beside the article what was attached before its last publishing."""
    await people.require_readable(session, id, await people.person_of(session, agent))
    items = [attachment_of(file) for file in await files.files_of(session, id)]
    return Page[Attachment](items=items, next_cursor=None)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/files",
    roles=EVERYONE,
    summary="Attach a file to an article",
    answers={201: Attachment},
)
async def post_article_file(id: str, body: AttachedFile, session: Session, agent: Agent, now: datetime) -> Attachment:
    """One that I uploaded. In the text it is `![words](file:ID)`, a picture, or `[words](file:ID)`, anything else."""
    await people.require_readable(session, id, await people.person_of(session, agent))
    return attachment_of(await files.attach_file(session, id, body.attachment_id, agent=agent, now=now))


@endpoint(
    "DELETE",
    "/api/v1/articles/{id}/files/{attachment_id}",
    roles=EVERYONE,
    summary="Take a file away from an article",
    answers={204: None},
    errors=(409,),
)
async def delete_article_file(id: str, attachment_id: str, session: Session, agent: Agent, now: datetime) -> None:
    """409 `in_use` while its text names it."""
    person = await people.person_of(session, agent)
    article = await people.require_readable(session, id, person)
    await people.require_act(session, article, person, states.DESCRIBE)
    await files.remove_file(session, id, attachment_id, author_id=agent.id, now=now)
