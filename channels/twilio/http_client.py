"""The HTTP side of the official client: another base URL, a time limit that holds, and no repetition.

The library's own client ignores its timeout, repeats a POST on 5xx when asked to retry, drops `Retry-After`, and
writes whole numbers into the log; so this one takes its place.
"""

import base64
import logging
from typing import Any

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from channels.twilio.errors import MEANINGS
from contactcenter.errors import SendError

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
VENDOR_ORIGIN = "https://api.twilio.com"
LONGEST_RETRY_AFTER = 300.0


class CarrierHttpClient(AsyncHttpClient):  # type: ignore[misc]
    """Requests that fail on the way become `SendError`; only a POST that may have been read is `maybe_sent`."""

    def __init__(self, base_url: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        super().__init__(logging.getLogger(__name__), True)
        self._base_url = (base_url or VENDOR_ORIGIN).rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=total_seconds, connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def request(
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        **_of_the_library: object,
    ) -> Response:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        may_have_effect = method.upper() != "GET"
        request: dict[str, Any] = {"params": params, "data": data, "headers": {**(headers or {}), **_signed_in(auth)}}
        try:
            async with self._session.request(method, self._address(uri), allow_redirects=False, **request) as response:
                text = await response.text()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError("The carrier cannot be reached.", retryable=True) from error
        except TimeoutError as error:
            raise SendError(
                "The carrier did not answer in time.", retryable=True, maybe_sent=may_have_effect
            ) from error
        except (aiohttp.ClientError, OSError) as error:
            raise SendError("The line to the carrier broke.", retryable=True, maybe_sent=may_have_effect) from error
        if response.status == 429:
            raise _busy(response)
        if response.status >= 500:
            problem = MEANINGS["20500"].text
            raise SendError(problem, code=str(response.status), retryable=True, maybe_sent=may_have_effect)
        return Response(response.status, text, response.headers)

    def _address(self, uri: str) -> str:
        """The same path and query under our base URL, whichever of the vendor's hosts the library had in mind."""
        path_and_query = uri.split("://", 1)[-1].partition("/")[2]
        return f"{self._base_url}/{path_and_query}"


def _signed_in(auth: tuple[str, str] | None) -> dict[str, str]:
    if auth is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(":".join(auth).encode()).decode()}


def _busy(response: aiohttp.ClientResponse) -> SendError:
    # 429 means that nothing was processed: the same request may be sent again without looking first.
    wished = response.headers.get("Retry-After", "")
    retry_after = min(float(wished), LONGEST_RETRY_AFTER) if wished.isdecimal() else 0.0
    return SendError(MEANINGS["20429"].text, code="20429", retryable=True, retry_after=retry_after)
