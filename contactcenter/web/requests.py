"""Each request has a number, one line in the log, and its part in the metrics.

Neither holds what was asked for by whom: the route is named by its template, never by the path.
"""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.hdrs import METH_ALL

from contactcenter.metrics import REQUEST_SECONDS, REQUESTS
from contactcenter.web.logs import REQUEST

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Whoever reports trouble can say of which request.
HEADER = "X-Request-Id"
UNMATCHED = "unmatched"
# Asked every few seconds by whoever watches: only their failures are news.
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
CLIENT_CLOSED = 499


@web.middleware
async def note_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The outermost middleware, so that what others answer is noted as well."""
    number = secrets.token_hex(8)
    before = REQUEST.set(number)
    started = time.perf_counter()
    status = CLIENT_CLOSED
    try:
        response = await handler(request)
        status = response.status
        if not response.prepared:
            response.headers[HEADER] = number
        return response
    except web.HTTPException as answer:
        status = answer.status
        answer.headers[HEADER] = number
        raise
    finally:
        _note(request, status, time.perf_counter() - started)
        REQUEST.reset(before)


async def add_request_number(request: web.Request, response: web.StreamResponse) -> None:
    """A signal handler for `on_response_prepare`, for sockets and streams: they begin before their handler ends."""
    if number := REQUEST.get():
        response.headers[HEADER] = number


def route_of(request: web.Request) -> str:
    """The template of the route, as `/api/v1/contacts/{id}`."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else UNMATCHED


def _note(request: web.Request, status: int, seconds: float) -> None:
    route = route_of(request)
    method = request.method if request.method in METH_ALL else "OTHER"
    REQUESTS.labels(method, route, str(status)).inc()
    if status != 101:
        REQUEST_SECONDS.labels(method, route).observe(seconds)
    if route in PROBES and status < 400:
        return
    milliseconds = round(seconds * 1000, 1)
    log.info("request", extra={"method": method, "route": route, "status": status, "milliseconds": milliseconds})
