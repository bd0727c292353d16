"""Turns exceptions into answers and puts the security headers on every answer."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from contactcenter.db import is_unreachable
from contactcenter.errors import ContactCenterError, TooManyRequests, Unavailable
from contactcenter.web.keys import SETTINGS
from contactcenter.web.requests import route_of

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Scripts and styles come from our own files only; pictures may also be previews made in the browser.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}


def error_answer(error: ContactCenterError) -> web.Response:
    """The one shape of an error: {"error": {"code", "message", "details"}}."""
    answer = _answer(error.status, error.code, error.message, error.details)
    if isinstance(error, TooManyRequests):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _answer(status: int, code: str, message: str, details: dict[str, Any]) -> web.Response:
    body = orjson.dumps({"error": {"code": code, "message": message, "details": details}})
    return web.Response(status=status, body=body, content_type="application/json")


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The only place where an unexpected exception becomes an answer."""
    try:
        return await handler(request)
    except ContactCenterError as error:
        return error_answer(error)
    except web.HTTPException as error:
        if error.status < 400 or not _speaks_json(request):
            raise
        answer = _answer(error.status, CODES.get(error.status, "refused"), error.reason, {})
        if isinstance(error, web.HTTPMethodNotAllowed):
            answer.headers["Allow"] = ", ".join(sorted(error.allowed_methods))
        return answer
    except ConnectionResetError:
        raise
    except Exception as error:
        if is_unreachable(error):
            log.warning("database_unreachable", extra={"route": route_of(request)})
            return error_answer(Unavailable())
        log.exception("request_failed", extra={"route": route_of(request), "method": request.method})
        return _answer(500, "internal", "Something went wrong on our side; nothing was changed.", {})


def _speaks_json(request: web.Request) -> bool:
    return request.path.startswith(("/api/", "/webhooks/"))


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal handler for `on_response_prepare`, so that errors and files carry the headers too."""
    settings = request.config_dict.get(SETTINGS)
    if settings is not None and (device := device_source(settings.softphone_url)):
        policy = f"{CONTENT_SECURITY_POLICY}; connect-src 'self' {device}"
        response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)


def device_source(softphone_url: str) -> str:
    """Where else an agent's telephone connects to, as a source of the policy; empty where that is this very server."""
    scheme, _, rest = softphone_url.partition("://")
    host = rest.partition("/")[0]
    return f"{'wss' if scheme in ('https', 'wss') else 'ws'}://{host}" if host else ""
