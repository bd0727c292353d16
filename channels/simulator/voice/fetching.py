"""Asks the account for one document over HTTP, signed; how often that is repeated may be wished in the address.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides: after the "#" stand rc (how often), rp (after
what: 4xx, 5xx, ct, rt, all), ct, rt and tt (milliseconds to connect, to read, in all). That part is never sent.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urlencode

import aiohttp
from yarl import URL

from channels.simulator.posting import CONNECTION_FAILURE, INVALID_URL, TOKEN_HEADER
from channels.simulator.settings import Account
from channels.simulator.twiml import LIMIT_BYTES
from channels.simulator.voice.program import Fetch
from channels.simulator.webhooks import HTTP_RETRIEVAL_FAILURE
from channels.twilio.signature import SIGNATURE_HEADER, sign

ALL_KINDS = frozenset(("4xx", "5xx", "ct", "rt"))
DEFAULT_KINDS = frozenset(("5xx", "ct", "rt"))
DEFAULT_RETRIES = 1
MOST_RETRIES = 5


@dataclass(frozen=True)
class Retries:
    count: int
    kinds: frozenset[str]
    timeout: aiohttp.ClientTimeout


@dataclass(frozen=True)
class Fetched:
    """The answer; or the vendor's number and words for why there is none, and of which kind that is."""

    body: bytes = b""
    content_type: str = ""
    problem: tuple[int, str] | None = None
    kind: str = ""


def retries_of(url: str) -> Retries:
    wished = dict(parse_qsl(urldefrag(url).fragment))
    policies = frozenset(wished.get("rp", "").split(",")) & (ALL_KINDS | {"all"})
    count = wished.get("rc", "")
    kinds = ALL_KINDS if "all" in policies else policies or DEFAULT_KINDS
    return Retries(
        count=min(int(count), MOST_RETRIES) if count.isdecimal() else DEFAULT_RETRIES,
        kinds=kinds,
        timeout=aiohttp.ClientTimeout(
            total=_seconds(wished.get("tt", "")),
            sock_connect=_seconds(wished.get("ct", "")),
            sock_read=_seconds(wished.get("rt", "")),
        ),
    )


def _seconds(milliseconds: str) -> float | None:
    return int(milliseconds) / 1000 if milliseconds.isdecimal() else None


async def fetch_document(http: aiohttp.ClientSession, account: Account, fetch: Fetch, *, patience: float) -> Fetched:
    """Never raises for what the other side does: that is the answer. `patience`: seconds, where none are wished."""
    url, body, signed = _addressed(fetch)
    headers = {
        SIGNATURE_HEADER: sign(account.auth_token, url, signed),
        TOKEN_HEADER: fetch.token,
        "Accept": "*/*",
        "User-Agent": "TwilioProxy/1.1",
    }
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
    wished = retries_of(fetch.url).timeout
    timeout = aiohttp.ClientTimeout(
        total=wished.total or patience, sock_connect=wished.sock_connect, sock_read=wished.sock_read
    )
    try:
        target = URL(account.reachable(url), encoded=True)
        request = http.request(fetch.method, target, data=body, headers=headers, allow_redirects=False, timeout=timeout)
        async with request as response:
            return await _read(response)
    except (ValueError, aiohttp.InvalidURL):
        return Fetched(problem=(INVALID_URL, "not a URL"))
    except aiohttp.ConnectionTimeoutError:
        return Fetched(problem=(CONNECTION_FAILURE, "no connection in time"), kind="ct")
    except TimeoutError:
        return Fetched(problem=(CONNECTION_FAILURE, "no answer in time"), kind="rt")
    except (aiohttp.ClientError, OSError) as error:
        return Fetched(problem=(CONNECTION_FAILURE, type(error).__name__), kind="ct")


def _addressed(fetch: Fetch) -> tuple[str, str | None, list[tuple[str, str]]]:
    """Address, body, and the parameters that are signed beside the address."""
    url = urldefrag(fetch.url).url
    if fetch.method == "POST":
        return url, urlencode(fetch.parameters), list(fetch.parameters)
    return f"{url}{'&' if '?' in url else '?'}{urlencode(fetch.parameters)}", None, []


async def _read(response: aiohttp.ClientResponse) -> Fetched:
    if not 200 <= response.status < 300:
        kind = "5xx" if response.status >= 500 else "4xx"
        return Fetched(problem=(HTTP_RETRIEVAL_FAILURE, f"HTTP {response.status}"), kind=kind)
    content_type = response.headers.get("Content-Type", "")
    if content_type.startswith("audio/"):
        return Fetched(content_type=content_type)
    try:
        body = await response.content.readexactly(LIMIT_BYTES + 1)
    except asyncio.IncompleteReadError as whole_answer:
        body = whole_answer.partial
    return Fetched(body=body, content_type=content_type)
