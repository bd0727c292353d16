"""Articles from files, and to files."""

import asyncio
import tempfile
import zipfile
from datetime import datetime
from typing import IO

from aiohttp import web
from sqlalchemy import inspect

from agent_console.http.caller import ADMINISTRATORS, LEAD_READERS
from agent_console.http.endpoint import FileAnswer, endpoint
from agent_console.schemas import article_exchange as schemas
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict
from contactcenter.media.names import content_disposition
from contactcenter.web.keys import MEDIA
from knowledge_base.articles.models import PUBLISHED
from knowledge_base.exchange import service
from knowledge_base.exchange.exporting import Archive, export_articles
from knowledge_base.exchange.incoming import Defaults
from knowledge_base.exchange.models import ArticleImport
from knowledge_base.settings.service import get_settings

# Whoever publishes articles.
PUBLISHERS = ADMINISTRATORS | LEAD_READERS
CHUNK_BYTES = 256 * 1024


@endpoint(
    "POST",
    "/api/v1/articles/import",
    roles=PUBLISHERS,
    summary="Import articles from a file",
    answers={202: schemas.ArticleImport},
    errors=(409,),
)
async def post_import(body: schemas.NewImport, session: Session, agent: Agent, now: datetime) -> schemas.ArticleImport:
    """Markdown, CSV, HTML, DOCX, or a ZIP of them; read in the background, see `/articles/imports/{id}`.

    What changes in published articles waits for review, as new articles do. Publishing at once is publishing one's own
    words: 409 `own_words` where the settings do not allow it.
    """
    may_publish = (await get_settings(session)).own_review
    if body.apply and body.as_state == PUBLISHED and not may_publish:
        raise Conflict("Somebody else has to look these over; send them to review instead.", code="own_words")
    defaults = Defaults(body.language or "", body.category, body.audience)
    wished = service.ImportWished(body.attachment_id, body.apply, body.as_state, defaults)
    row = await service.begin_import(session, wished, author_id=agent.id, now=now)
    return _answer(row, may_publish=may_publish)


@endpoint(
    "GET",
    "/api/v1/articles/imports/{id}",
    roles=PUBLISHERS,
    summary="How far an import has come",
    answers={200: schemas.ArticleImport},
)
async def get_import(id: str, session: Session, agent: Agent) -> schemas.ArticleImport:
    """One that I started."""
    row = await service.get_import(session, id, author_id=agent.id)
    return _answer(row, may_publish=(await get_settings(session)).own_review)


def _answer(row: ArticleImport, *, may_publish: bool) -> schemas.ArticleImport:
    columns = {column.key: getattr(row, column.key) for column in inspect(ArticleImport).column_attrs}
    return schemas.ArticleImport.model_validate(columns | {"may_publish": may_publish})


@endpoint(
    "GET",
    "/api/v1/articles/export",
    roles=PUBLISHERS,
    summary="Export articles with their files",
    answers={200: FileAnswer},
)
async def get_export(query: schemas.ExportQuery, db: Database, request: web.Request) -> web.StreamResponse:
    """A ZIP that the import reads as the same again."""
    with tempfile.TemporaryFile() as file:
        async with db.reading() as session:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                media, ids = request.app[MEDIA], query.ids or None
                await export_articles(session, Archive(archive), format=query.format, media=media, ids=ids)
        return await _send(request, file, f"articles-{clock.local(clock.now()):%Y-%m-%d}.zip")


async def _send(request: web.Request, file: IO[bytes], name: str) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Disposition": content_disposition(name, is_shown=False), "Cache-Control": "no-store"}
    )
    response.content_type = "application/zip"
    response.content_length = file.tell()
    file.seek(0)
    await response.prepare(request)
    while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
        await response.write(chunk)
    await response.write_eof()
    return response
