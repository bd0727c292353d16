"""Checks the token with which an agent's device signs in: signed with the account's API key, not run out, for voice.

https://www.twilio.com/docs/iam/access-tokens
"""

from typing import Any

import jwt

from channels.simulator.settings import Account
from channels.simulator.voice.tables import CLIENT

ALGORITHM = "HS256"


class TokenRefused(Exception):
    """The vendor's number and words, as its own device library hears them."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_identity(account: Account, token: str) -> str:
    """Who signs in; raises `TokenRefused`."""
    if not account.api_key_secret:
        raise TokenRefused(20403, "The account has no API key for devices")
    try:
        claims = jwt.decode(
            token,
            account.api_key_secret,
            algorithms=[ALGORITHM],
            issuer=account.api_key_sid,
            options={"require": ["exp", "iss", "sub"]},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenRefused(20104, "Access Token expired or expiration date invalid") from error
    except jwt.InvalidIssuerError as error:
        raise TokenRefused(20103, "Invalid Access Token issuer/subject") from error
    except jwt.InvalidTokenError as error:
        raise TokenRefused(20101, "Invalid Access Token") from error
    if claims["sub"] != account.sid:
        raise TokenRefused(20103, "Invalid Access Token issuer/subject")
    return _granted_identity(claims.get("grants"))


def _granted_identity(grants: Any) -> str:
    voice = grants.get("voice") if isinstance(grants, dict) else None
    if not isinstance(voice, dict):
        raise TokenRefused(20106, "Invalid Access Token grants")
    identity = grants.get("identity")
    if not isinstance(identity, str) or not identity:
        raise TokenRefused(20106, "Invalid Access Token grants")
    if not isinstance(voice.get("incoming"), dict) or voice["incoming"].get("allow") is not True:
        raise TokenRefused(20106, "The token does not allow incoming calls")
    return identity


def address_of(identity: str) -> str:
    return CLIENT + identity
