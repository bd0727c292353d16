"""The vendor's error answers: {code, message, more_info, status}."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from aiohttp import web

ROOT = "/2010-04-01/"

# code → HTTP status and the vendor's words.
ERRORS: Mapping[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20004: (405, "Method not allowed"),
    20404: (404, "The requested resource {0} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service unavailable"),
    20001: (400, "Invalid parameter: {0}"),
    21211: (400, "Invalid 'To' Phone Number: {0}"),
    21212: (400, "Invalid From Number (caller ID): {0}"),
    21266: (400, "'To' and 'From' number cannot be the same: {0}"),
    21402: (400, "VoiceUrl is not valid: {0}"),
    21502: (400, "SmsUrl is not valid: {0}"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (
        400,
        "The 'From' phone number provided ({0}) is not a valid message-capable phone number of this account.",
    ),
    21609: (400, "The StatusCallback URL {0} is not a valid URL."),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class RestError(Exception):
    """A refusal in the vendor's own numbers."""

    def __init__(self, code: int, *values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def error_answer(error: RestError) -> web.Response:
    # Any number may be asked for on the control side; those without words of their own are refusals.
    status, message = ERRORS.get(error.code, (400, "The message could not be sent."))
    headers = {20429: {"Retry-After": "1"}, 20003: {"WWW-Authenticate": 'Basic realm="Twilio API"'}}
    body = {
        "code": error.code,
        "message": message.format(*error.values),
        "more_info": f"https://www.twilio.com/docs/errors/{error.code}",
        "status": status,
    }
    return web.json_response(body, status=status, headers=headers.get(error.code))


@web.middleware
async def answer_rest_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Everything under the vendor's root is answered in the vendor's shape, unknown paths too."""
    try:
        return await handler(request)
    except RestError as error:
        return error_answer(error)
    except web.HTTPException as error:
        if ROOT not in request.path or error.status not in (404, 405):
            raise
        code = 20404 if error.status == 404 else 20004
        return error_answer(RestError(code, request.path[request.path.index(ROOT) :]))


def masked(number: str) -> str:
    """As the vendor writes numbers into its errors: the last four places hidden."""
    return f"{number[:-4]}XXXX" if len(number) > 4 else number


def checked_url(url: str, problem: int) -> str:
    """The URL where it is empty or one we could post to; raises the vendor's number for this field otherwise."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_usable = False
    if url and not is_usable:
        raise RestError(problem, url)
    return url
