"""Turns exceptions into answers and puts the security headers on every answer."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from contactcenter.db import is_unreachable
from contactcenter.errors import ContactCenterError, TooManyRequests, Unavailable

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
            log.warning("database_unreachable", extra={"path": request.path})
            return error_answer(Unavailable())
        log.exception("request_failed", extra={"path": request.path, "method": request.method})
        return _answer(500, "internal", "Something went wrong on our side; nothing was changed.", {})


def _speaks_json(request: web.Request) -> bool:
    return request.path.startswith(("/api/", "/webhooks/"))


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """A signal handler for `on_response_prepare`, so that errors and files carry the headers too."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
