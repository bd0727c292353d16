"""Who may call, and the account itself."""

import base64
import hmac

from aiohttp import web
from sqlalchemy import func, select

from channels.simulator.keys import EXCHANGE
from channels.simulator.rest.errors import RestError
from channels.simulator.rest.shapes import rfc2822
from channels.simulator.settings import Account
from channels.simulator.tables import PhoneLine
from contactcenter.db import Session


def signed_in_account(request: web.Request) -> Account:
    """The account of the path, once the caller has proved to be it; raises 20003 otherwise."""
    account = request.app[EXCHANGE].account
    if request.match_info["account_sid"] != account.sid or not _knows_secret(request, account):
        raise RestError(20003)
    return account


def _knows_secret(request: web.Request, account: Account) -> bool:
    given = request.headers.get("Authorization", "").encode()
    expected = base64.b64encode(f"{account.sid}:{account.auth_token}".encode())
    return hmac.compare_digest(given.removeprefix(b"Basic ").strip(), expected)


async def get_account(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[EXCHANGE].database.reading() as session:
        created_at = await _opened_at(session)
    uri = f"/2010-04-01/Accounts/{account.sid}"
    # The vendor also repeats the auth token here; nobody needs to receive a secret that was just used.
    return web.json_response(
        {
            "sid": account.sid,
            "owner_account_sid": account.sid,
            "friendly_name": "Simulated carrier",
            "status": "active",
            "type": "Full",
            "date_created": created_at,
            "date_updated": created_at,
            "uri": f"{uri}.json",
            "subresource_uris": {
                "messages": f"{uri}/Messages.json",
                "incoming_phone_numbers": f"{uri}/IncomingPhoneNumbers.json",
            },
        }
    )


async def _opened_at(session: Session) -> str | None:
    return rfc2822(await session.scalar(select(func.min(PhoneLine.created_at))))
