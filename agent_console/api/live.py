"""The live socket."""

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from agent_console.http.authentication import lasts, refuse_other_origins
from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.live import LiveSocket, known_window, open_socket
from contactcenter import clock
from contactcenter.db import Database, is_unreachable
from contactcenter.web.keys import BUS, NODE


@endpoint("GET", "/api/v1/live", roles=EVERYONE, summary="WebSocket of facts", answers={101: None}, errors=(400,))
async def get_live(request: web.Request, db: Database, caller: Caller) -> web.WebSocketResponse:
    """Frames are described at /api/live.schema.json; a gap in `seq`, or `resync`, means refetch."""
    refuse_other_origins(request)

    async def is_still_signed_in() -> bool:
        try:
            return await lasts(db, request, caller, now=clock.now())
        except (SQLAlchemyError, OSError) as error:
            if is_unreachable(error):
                # Nobody is signed out by a database that is away for a moment.
                return True
            raise

    socket = await open_socket(request)
    live = LiveSocket(socket, agent_id=caller.agent_id, is_still_signed_in=is_still_signed_in)
    async with known_window(request.app, caller.agent_id):
        await live.run(request.app[BUS], node=request.app[NODE])
    return socket
