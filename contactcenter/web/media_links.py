"""`/m/{token}`: where a carrier fetches what goes with a text of ours. Who has the link has the file for a while."""

import re

from aiohttp import web

from contactcenter import clock
from contactcenter.errors import NotFound
from contactcenter.media.content import EXTENSIONS, JPEG
from contactcenter.media.links import PATH, MediaLinks
from contactcenter.media.models import STORED, Attachment
from contactcenter.media.names import content_disposition
from contactcenter.media.pictures import NotAPicture, reduce
from contactcenter.media.sending import is_sendable, must_be_reduced
from contactcenter.web.files import NEVER_KEPT, SECURITY_POLICY
from contactcenter.web.keys import DATABASE, MEDIA, SETTINGS

# Phones show the name; the vendor asks for twenty plain characters.
LONGEST_STEM = 15
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")


def setup_media_links(app: web.Application) -> None:
    app.router.add_get(PATH, get_linked_file)


def links_of(app: web.Application) -> MediaLinks:
    """The links of this installation."""
    return MediaLinks(app[SETTINGS].public_base_url, app[SETTINGS].secret_key)


async def get_linked_file(request: web.Request) -> web.Response:
    """The file as the link permits it: a picture too heavy for the text it goes with comes as a lighter JPEG."""
    permit = links_of(request.app).read(request.match_info["token"], now=clock.now())
    if permit is None:
        raise NotFound
    async with request.app[DATABASE].reading() as session:
        file = await session.get(Attachment, permit.attachment_id)
    if file is None or file.state != STORED or file.digest is None or not is_sendable(file):
        raise NotFound
    is_reduced = must_be_reduced(file, permit.largest)
    content_type = JPEG if is_reduced else file.content_type
    content = await request.app[MEDIA].get(file.digest)
    if is_reduced:
        content = await _reduced(content, file.content_type, permit.largest)
    return web.Response(body=content, content_type=content_type, headers=_headers(file.name, content_type))


async def _reduced(content: bytes, content_type: str, largest: int) -> bytes:
    try:
        return await reduce(content, content_type, largest=largest)
    except NotAPicture as error:
        raise NotFound from error


def _headers(name: str, content_type: str) -> dict[str, str]:
    stem = _NOT_PLAIN.sub("-", name.rpartition(".")[0]).strip("-")[:LONGEST_STEM] or "file"
    extension = EXTENSIONS.get(content_type, (name.rpartition(".")[2],))[0]
    return {
        "Content-Disposition": content_disposition(f"{stem}.{extension}", is_shown=True),
        "Content-Security-Policy": SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Cache-Control": NEVER_KEPT,
    }
