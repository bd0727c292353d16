"""The vendor's OpenAPI description as a drift alarm: every accepted request and its answer must agree with it.

The file is no part of this repository. Where it is absent, that is announced and nothing is checked.
"""

import functools
import json
import warnings
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

SPEC_FILE = Path(__file__).parents[4] / "shared" / "twilio_api_v2010.json"
ACCOUNT = "/2010-04-01/Accounts/"
PATHS_IN_USE = (
    f"{ACCOUNT}{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Messages.json",
    f"{ACCOUNT}{{AccountSid}}/Messages/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Messages/{{MessageSid}}/Media.json",
    f"{ACCOUNT}{{AccountSid}}/Messages/{{MessageSid}}/Media/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Calls.json",
    f"{ACCOUNT}{{AccountSid}}/Calls/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Calls/{{CallSid}}/Recordings.json",
    f"{ACCOUNT}{{AccountSid}}/Calls/{{CallSid}}/Recordings/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences/{{ConferenceSid}}/Participants.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences/{{ConferenceSid}}/Participants/{{CallSid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences/{{ConferenceSid}}/Recordings.json",
    f"{ACCOUNT}{{AccountSid}}/Conferences/{{ConferenceSid}}/Recordings/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Queues.json",
    f"{ACCOUNT}{{AccountSid}}/Queues/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Queues/{{QueueSid}}/Members.json",
    f"{ACCOUNT}{{AccountSid}}/Queues/{{QueueSid}}/Members/{{CallSid}}.json",
    f"{ACCOUNT}{{AccountSid}}/Recordings.json",
    f"{ACCOUNT}{{AccountSid}}/Recordings/{{Sid}}.json",
    f"{ACCOUNT}{{AccountSid}}/IncomingPhoneNumbers.json",
    f"{ACCOUNT}{{AccountSid}}/IncomingPhoneNumbers/{{Sid}}.json",
)

DATES = ("DateSent", "StartTime", "EndTime", "DateCreated", "DateUpdated")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@functools.cache
def vendor_api() -> OpenAPI | None:
    """The description, trimmed to the paths in use (loading all of it takes three times as long)."""
    if not SPEC_FILE.exists():
        with warnings.catch_warnings():
            # Shown in the summary without failing the run, in which warnings are errors.
            warnings.simplefilter("always")
            warnings.warn(f"NOT CHECKED against the vendor's API: {SPEC_FILE} is absent", stacklevel=2)
        return None
    spec = json.loads(SPEC_FILE.read_text())
    spec["paths"] = {path: spec["paths"][path] for path in PATHS_IN_USE}
    return OpenAPI.from_dict(spec)


@web.middleware
async def check_against_vendor(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Outermost around the simulator: a disagreement turns into a 500, which no test expects."""
    if not request.path.startswith(ACCOUNT) or not request.path.endswith(".json"):
        return await handler(request)
    body = await request.read()
    response = await handler(request)
    api = vendor_api()
    if api is None or response.status >= 300:
        return response
    assert isinstance(response, web.Response)
    seen = MockRequest(
        "https://api.twilio.com",
        request.method.lower(),
        request.path,
        args=_query(request),
        headers={"Authorization": request.headers["Authorization"]},
        data=body,
        content_type=request.content_type,
    )
    api.validate_request(seen)
    if response.status != 204:
        assert isinstance(response.body, bytes)
        api.validate_response(seen, MockResponse(response.body, status_code=response.status))
    return response


def _query(request: web.Request) -> dict[str, Any]:
    # The description wants full timestamps where the vendor's own words and examples have dates.
    return {name: value for name, value in request.query.items() if not name.startswith(DATES)}
