"""Keeps other web sites away from the control side, and answers its errors as JSON."""

import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from contactcenter.errors import ContactCenterError, InvalidInput, NotAllowed, NotFound, TooLarge
from contactcenter.web.middleware import error_answer

PATH = "/control/"
SAFE_METHODS = ("GET", "HEAD")
LARGEST_BODY = 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class UnsupportedMediaType(ContactCenterError):
    """Send JSON: Content-Type: application/json."""

    status = 415
    default_code = "unsupported_media_type"


@web.middleware
async def guard_control(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A form of a foreign page can neither carry JSON nor hide its origin, so both are asked for."""
    if PATH not in request.path:
        return await handler(request)
    try:
        _refuse_foreign(request)
        return await handler(request)
    except web.HTTPNotFound:
        return error_answer(NotFound())
    except ContactCenterError as error:
        return error_answer(error)


def _refuse_foreign(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise NotAllowed("The simulator's control side only answers its own pages.")
    if request.method not in SAFE_METHODS and request.content_type != "application/json":
        raise UnsupportedMediaType


async def read_json(request: web.Request, *, largest: int = LARGEST_BODY) -> dict[str, object]:
    """The body as an object; raises `InvalidInput`, or `TooLarge`, whatever the server takes elsewhere."""
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > largest:
            raise TooLarge
    try:
        # Where a middleware has read the body already, the request keeps it.
        body = json.loads(bytes(raw) or await request.read() or b"{}")
    except ValueError as error:
        raise InvalidInput("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise InvalidInput("The body must be a JSON object.")
    return body
