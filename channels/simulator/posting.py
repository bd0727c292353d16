"""Carries one owed webhook to the account over HTTP and reads the answer."""

import asyncio
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from channels.simulator.settings import Account
from channels.simulator.tables import Webhook
from channels.simulator.twiml import LIMIT_BYTES, TwimlError, replies_in
from channels.simulator.webhooks import HTTP_RETRIEVAL_FAILURE, Answer
from channels.twilio.signature import SIGNATURE_HEADER, sign

TOKEN_HEADER = "I-Twilio-Idempotency-Token"
CONNECTION_FAILURE = 11205
INVALID_URL = 11100
BUSY_STATUSES = (408, 425, 429)


async def post_webhook(http: aiohttp.ClientSession, account: Account, webhook: Webhook) -> Answer:
    """Never raises for what the other side does: that is the answer."""
    parameters = [(name, value) for name, value in webhook.parameters]
    headers = {
        SIGNATURE_HEADER: sign(account.auth_token, webhook.url, parameters),
        TOKEN_HEADER: webhook.token,
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "Accept": "*/*",
        "User-Agent": "TwilioProxy/1.1",
    }
    try:
        # The URL is signed as written; quoting it anew would change what the receiver sees.
        target = URL(account.reachable(webhook.url), encoded=True)
        async with http.post(target, data=urlencode(parameters), headers=headers, allow_redirects=False) as response:
            return await _read(response, webhook)
    except (ValueError, aiohttp.InvalidURL):
        return Answer(False, error_code=INVALID_URL, error_text="not a URL")
    except TimeoutError:
        return Answer(False, try_again=True, error_code=CONNECTION_FAILURE, error_text="no answer in time")
    except (aiohttp.ClientError, OSError) as error:
        return Answer(False, try_again=True, error_code=CONNECTION_FAILURE, error_text=type(error).__name__)


async def _read(response: aiohttp.ClientResponse, webhook: Webhook) -> Answer:
    if not 200 <= response.status < 300:
        return Answer(
            False,
            try_again=response.status >= 500 or response.status in BUSY_STATUSES,
            error_code=HTTP_RETRIEVAL_FAILURE,
            error_text=f"HTTP {response.status}",
        )
    if webhook.kind != "inbound":
        return Answer(True)
    body = await _up_to_limit(response)
    try:
        return Answer(True, replies=tuple(replies_in(body, response.headers.get("Content-Type", ""))))
    except TwimlError as error:
        # The text has reached the account; only its answer cannot be carried out.
        return Answer(True, error_code=error.code, error_text=error.message)


async def _up_to_limit(response: aiohttp.ClientResponse) -> bytes:
    try:
        return await response.content.readexactly(LIMIT_BYTES + 1)
    except asyncio.IncompleteReadError as whole_answer:
        return whole_answer.partial
