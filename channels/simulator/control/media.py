"""`/control/media/{sid}`: a file of a text as the phone's owner opens it."""

from aiohttp import web

from channels.simulator.keys import EXCHANGE
from channels.simulator.tables import MediaFile
from contactcenter.errors import NotFound
from contactcenter.media.content import is_shown, served_type, type_of
from contactcenter.media.names import clean_name, content_disposition

ROUTE_NAME = "simulator_media"


async def get_media(request: web.Request) -> web.Response:
    """Served beside the product's own pages, so a browser is told only what the bytes really are."""
    async with request.app[EXCHANGE].database.reading() as session:
        file = await session.get(MediaFile, request.match_info["sid"])
    if file is None or file.content is None:
        raise NotFound("There is no such file.")
    content_type = type_of(file.content, file.content_type)
    headers = {
        "Content-Disposition": content_disposition(
            clean_name(file.name, content_type), is_shown=is_shown(content_type)
        ),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400, immutable",
    }
    return web.Response(body=file.content, content_type=served_type(content_type), headers=headers)


MEDIA_ROUTES = (web.get("/control/media/{sid}", get_media, name=ROUTE_NAME),)
