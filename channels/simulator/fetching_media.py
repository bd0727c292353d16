"""Fetches the files of an outgoing text from the account's addresses, as the vendor does before it sends."""

import re

import aiohttp

from channels.simulator.media import HTTP_RETRIEVAL_FAILURE, LARGEST_TEXT_BYTES, TOO_LARGE, Fetched, problem_of
from channels.simulator.settings import Account

CHUNK_BYTES = 64 * 1024
_NAME = re.compile(r'filename="([^"/\\]{1,100})"')


async def fetch_file(http: aiohttp.ClientSession, account: Account, url: str) -> Fetched:
    """Never raises for what the other side does: that is the answer."""
    headers = {"Accept": "*/*", "User-Agent": "TwilioProxy/1.1"}
    try:
        async with http.get(account.reachable(url), headers=headers, max_redirects=3) as response:
            if response.status != 200:
                return Fetched(error_code=HTTP_RETRIEVAL_FAILURE)
            content = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                content += chunk
                if len(content) > LARGEST_TEXT_BYTES:
                    return Fetched(error_code=TOO_LARGE)
            content_type, name = response.content_type, _NAME.search(response.headers.get("Content-Disposition", ""))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return Fetched(error_code=HTTP_RETRIEVAL_FAILURE)
    problem = problem_of(content_type, bytes(content))
    if problem is not None:
        return Fetched(error_code=problem)
    return Fetched(name=name[1] if name else "", content_type=content_type, content=bytes(content))
