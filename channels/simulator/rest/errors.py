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
    12100: (400, "Twiml is not valid: {0}"),
    12102: (400, "Twiml is not valid: {0}"),
    12200: (400, "Twiml is not valid: {0}"),
    13223: (400, "Twiml is not valid: {0}"),
    16021: (400, "The call to coach is not in the conference: {0}"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url parameter is required."),
    21210: (400, "Source phone number provided, {0}, is not yet verified for your account."),
    21211: (400, "Invalid 'To' Phone Number: {0}"),
    21212: (400, "Invalid From Number (caller ID): {0}"),
    21213: (400, "'From' phone number is required"),
    21220: (400, "Call is not in-progress. Cannot redirect."),
    22003: (400, "Queue already exists: {0}"),
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
    21620: (400, "Invalid media URL(s): {0}"),
    21623: (400, "Number of media files exceeds allowed limit"),
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
        return error_answer(RestError(code, vendor_path(request)))


def vendor_path(request: web.Request) -> str:
    """The path as the account knows it, wherever this carrier is mounted."""
    return request.path[request.path.index(ROOT) :]


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
