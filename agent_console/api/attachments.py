"""Files: fetching one, and uploading one before it is attached to something."""

from datetime import datetime
from urllib.parse import unquote

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import FileAnswer, endpoint
from agent_console.queries import attachments as queries
from agent_console.schemas.attachments import Attachment, AttachmentQuery
from contactcenter.db import Database
from contactcenter.errors import ContactCenterError, InvalidInput, NotFound, TooLarge
from contactcenter.media import service
from contactcenter.media.content import JPEG
from contactcenter.media.models import STORED
from contactcenter.web.files import FileToSend, send_file
from contactcenter.web.keys import MEDIA

CHUNK_BYTES = 64 * 1024
# What a form has beside its file: boundaries, a name, a type.
FORM_BYTES = 16 * 1024


@endpoint(
    "GET",
    queries.PATH,
    roles=EVERYONE,
    summary="A file",
    answers={200: FileAnswer, 206: FileAnswer, 304: None},
    errors=(416,),
)
async def get_attachment(
    id: str, query: AttachmentQuery, db: Database, caller: Caller, request: web.Request
) -> web.StreamResponse:
    """For whoever may read its contact, order or article. Pictures and sounds are shown, everything else is saved."""
    async with db.reading() as session:
        row = await queries.get_readable(session, id, caller)
    digest, content_type = (row.thumbnail_digest, JPEG) if query.size else (row.digest, row.content_type)
    if row.state != STORED or digest is None:
        raise NotFound("There is no such file.")
    return await send_file(request, FileToSend(digest, row.name, content_type))


@endpoint(
    "POST",
    "/api/v1/attachments",
    roles=EVERYONE,
    summary="Upload a file",
    answers={201: Attachment},
    takes_file=True,
    errors=(429,),
)
async def post_attachment(db: Database, caller: Caller, request: web.Request, now: datetime) -> Attachment:
    """Attach it within a day by naming its id in `attachment_ids` of a reply, a note or an order, or to an article."""
    async with db.reading() as session:
        await service.require_room(session, caller.agent_id)
    name, claimed_type, content = await _read_form(request)
    file = await service.store_file(request.app[MEDIA], content, name, claimed_type=claimed_type)
    async with db.transaction() as session:
        [id_] = await service.add_attachments(session, [file], uploaded_by=caller.agent_id, now=now)
        return queries.attachment_of(await service.get_attachment(session, id_))


async def _read_form(request: web.Request) -> tuple[str, str, bytes]:
    """The name, claimed type and bytes of the form's one file, read piece by piece up to the limit."""
    if request.content_type != "multipart/form-data":
        raise web.HTTPUnsupportedMediaType(reason="The body must be multipart/form-data.")
    if (request.content_length or 0) > service.LARGEST_FILE + FORM_BYTES:
        raise _too_large()
    try:
        form = await request.multipart()
        part = await form.next()
        if not isinstance(part, BodyPartReader) or part.name != "file" or part.filename is None:
            raise InvalidInput("The form has no file.", details={"fields": {"file": "missing"}})
        name, claimed_type, content = _said_name(part.filename), part.headers.get("Content-Type", ""), await _read(part)
        if await form.next() is not None:
            raise InvalidInput("One file at a time, please.", details={"fields": {"file": "more than one"}})
    except (ValueError, RuntimeError, LookupError, BadHttpMessage) as error:
        raise ContactCenterError("The form cannot be read.", code="malformed_form") from error
    if not content:
        raise InvalidInput("This file is empty.", code="empty_file", details={"field": "file"})
    return name, claimed_type, content


def _said_name(name: str) -> str:
    """Browsers write quotation marks, other programs all of a name, in the spelling of addresses."""
    try:
        return unquote(name, errors="strict") if name.isascii() else name
    except UnicodeDecodeError:
        return name


async def _read(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(CHUNK_BYTES):
        content += chunk
        if len(content) > service.LARGEST_FILE:
            raise _too_large()
    return bytes(content)


def _too_large() -> TooLarge:
    megabytes = service.LARGEST_FILE // 1024**2
    details = {"largest": service.LARGEST_FILE}
    return TooLarge(f"A file may have at most {megabytes} MB.", code="file_too_large", details=details)
