"""Fetches what came with a text from the provider that holds it, and from nowhere else.

The address stands in a signed form, yet it is checked like a stranger's: only the account's own media at the API's own
host get our credentials, and a redirect leads only to where the provider keeps its files.
https://www.twilio.com/docs/messaging/api/media-resource
"""

import base64
import re
from urllib.parse import SplitResult, urljoin, urlsplit

import aiohttp

from channels.twilio.errors import MEANINGS
from channels.twilio.http_client import CONNECT_SECONDS, VENDOR_ORIGIN
from contactcenter.errors import SendError
from contactcenter.media.models import TOO_LARGE

# Shorter than the lease of an outbox command, with room for storing what came.
TOTAL_SECONDS = 30.0
MOST_REDIRECTS = 3
CHUNK_BYTES = 64 * 1024

# (host, beginning of the path): where the provider documents that its media lie.
STORAGE = (("mms.twiliocdn.com", "/"), ("s3-external-1.amazonaws.com", "/media.twiliocdn.com/"))
_MEDIA = re.compile(r"/Messages/\w+/Media/\w+")


class TwilioMedia:
    """The media of one carrier account; the `MediaSource` of the core's contracts. `close` when done."""

    def __init__(
        self, *, account_sid: str, auth_token: str, base_url: str = "", timeout_seconds: float = TOTAL_SECONDS
    ) -> None:
        account = f"/2010-04-01/Accounts/{account_sid}"
        self._root = f"{(base_url or VENDOR_ORIGIN).rstrip('/')}{account}"
        # Another base URL answers for the vendor's own, as it does for everything we send.
        self._roots = (self._root, f"{VENDOR_ORIGIN}{account}")
        credentials = base64.b64encode(f"{account_sid}:{auth_token}".encode()).decode()
        self._signed_in = {"Authorization": f"Basic {credentials}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds, connect=CONNECT_SECONDS)
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch_media(self, url: str, *, largest: int) -> tuple[str, bytes]:
        """Content type and bytes. Raises `SendError`; its code is `foreign_host`, `gone` or `too_large` for good."""
        address = self._our_address(url)
        if address is None:
            raise SendError("This file does not lie at our carrier.", code="foreign_host", retryable=False)
        try:
            return await self._follow(address, largest)
        except TimeoutError as error:
            raise SendError("The carrier did not answer in time.", code="timeout", retryable=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise SendError("The carrier cannot be reached.", code="unreachable", retryable=True) from error

    def _our_address(self, url: str) -> str | None:
        """Where the account's media of this address is to be had; None where it is none of the account's media."""
        paths = (url.removeprefix(root) for root in self._roots if url.startswith(root))
        return next((self._root + path for path in paths if _MEDIA.fullmatch(path)), None)

    async def _follow(self, url: str, largest: int) -> tuple[str, bytes]:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, auto_decompress=False)
        headers = self._signed_in
        for _ in range(MOST_REDIRECTS + 1):
            # Without credentials beyond the first address: the storage's own addresses are signed.
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status not in (301, 302, 303, 307, 308):
                    return await _read(response, largest)
                url, headers = urljoin(url, response.headers.get("Location", "")), {}
            if not _is_storage(urlsplit(url)):
                raise SendError("The carrier sends us to a foreign place.", code="foreign_host", retryable=False)
        raise SendError("The carrier sends us from place to place.", code="unreachable", retryable=True)


def _is_storage(url: SplitResult) -> bool:
    return url.scheme == "https" and any(url.netloc == host and url.path.startswith(path) for host, path in STORAGE)


async def _read(response: aiohttp.ClientResponse, largest: int) -> tuple[str, bytes]:
    if response.status in (404, 410):
        raise SendError("The carrier does not have this file any more.", code="gone", retryable=False)
    if response.status in (401, 403):
        raise SendError(MEANINGS["20003"].text, code="20003", retryable=True)
    if response.status != 200:
        raise SendError("The carrier has a fault.", code=str(response.status), retryable=True)
    content = bytearray()
    if (response.content_length or 0) <= largest:
        async for chunk in response.content.iter_chunked(CHUNK_BYTES):
            content += chunk
            if len(content) > largest:
                break
        else:
            return response.content_type, bytes(content)
    raise SendError("The file is larger than what we keep.", code=TOO_LARGE, retryable=False)


class AbsentMedia:
    """Stands where the carrier's media would, in an installation without a carrier account."""

    async def fetch_media(self, url: str, *, largest: int) -> tuple[str, bytes]:
        raise SendError("No carrier account is set up, so nothing can be fetched.", code="no_carrier", retryable=False)

    async def close(self) -> None:
        return None
