"""Adds the console to the application: the API from its registry, its documents, the live socket, and the pages."""

from pathlib import Path
from weakref import WeakSet

import orjson
from aiohttp import web

import agent_console.api
from agent_console.alert_links import setup_alert_links
from agent_console.help.routes import setup_help
from agent_console.http.dispatch import handler_of
from agent_console.http.endpoint import ENDPOINTS
from agent_console.http.openapi import document
from agent_console.live import OPEN_SOCKETS, OPEN_WINDOWS, close_sockets
from agent_console.pages import STATIC, setup_pages
from agent_console.schemas.live import frame_schema


def setup_console(app: web.Application, *, static: Path = STATIC) -> None:
    """Called once by the composition root; other routes may be added before or after."""
    assert agent_console.api.__all__, "importing the package has filled the registry"
    app[OPEN_SOCKETS] = WeakSet()
    app[OPEN_WINDOWS] = {}
    for endpoint in ENDPOINTS:
        app.router.add_route(endpoint.method, endpoint.path, handler_of(endpoint))
    _add_document(app, "/api/openapi.json", document())
    _add_document(app, "/api/live.schema.json", frame_schema())
    setup_alert_links(app)
    setup_help(app)
    setup_pages(app, static=static)
    app.on_shutdown.append(close_sockets)


def _add_document(app: web.Application, path: str, document: object) -> None:
    body = orjson.dumps(document)

    async def get_document(request: web.Request) -> web.Response:
        return web.Response(body=body, content_type="application/json", headers={"Cache-Control": "no-cache"})

    app.router.add_get(path, get_document)
