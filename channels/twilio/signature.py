"""The carrier's request signature: HMAC-SHA1 over the public URL and the sorted form, as Twilio documents it. Pure.

https://www.twilio.com/docs/usage/security#validating-requests
"""

import base64
import hmac
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from channels.twilio.forms import Parameters

SIGNATURE_HEADER = "X-Twilio-Signature"
DEFAULT_PORTS = {"http": 80, "https": 443}


def sign(auth_token: str, url: str, parameters: Iterable[tuple[str, str]]) -> str:
    """A repeated pair counts once, a repeated name with several values counts each, in sorted order."""
    return _sign(auth_token, url, _signed_part(parameters))


def is_signed(auth_token: str, url: str, parameters: Parameters, signature: str) -> bool:
    """Whether the account that knows the token sent this; the port may or may not have been part of the URL."""
    given, form = signature.encode("utf-8", "replace"), _signed_part(parameters)
    variants = _with_and_without_port(url)
    return any(hmac.compare_digest(_sign(auth_token, variant, form).encode(), given) for variant in variants)


def _signed_part(parameters: Iterable[tuple[str, str]]) -> str:
    return "".join(name + value for name, value in sorted(set(parameters)))


def _sign(auth_token: str, url: str, form: str) -> str:
    digest = hmac.digest(auth_token.encode(), (url + form).encode("utf-8", "surrogatepass"), "sha1")
    return base64.b64encode(digest).decode()


@lru_cache(maxsize=64)
def _with_and_without_port(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    head, rest = f"{parts.scheme}://{parts.netloc}", url[len(parts.scheme) + 3 + len(parts.netloc) :]
    if parts.port is not None:
        return url, head.removesuffix(f":{parts.port}") + rest
    return url, f"{head}:{DEFAULT_PORTS.get(parts.scheme, 80)}{rest}"
