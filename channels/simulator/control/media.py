"""`/control/media/{sid}`: a file of a text as the phone's owner opens it."""

from aiohttp import web

from channels.simulator.keys import EXCHANGE
from channels.simulator.served import file_answer
from channels.simulator.tables import MediaFile
from contactcenter.errors import NotFound

ROUTE_NAME = "simulator_media"


async def get_media(request: web.Request) -> web.Response:
    async with request.app[EXCHANGE].database.reading() as session:
        file = await session.get(MediaFile, request.match_info["sid"])
    if file is None or file.content is None:
        raise NotFound("There is no such file.")
    return file_answer(file.content, name=file.name, claimed_type=file.content_type)


MEDIA_ROUTES = (web.get("/control/media/{sid}", get_media, name=ROUTE_NAME),)
