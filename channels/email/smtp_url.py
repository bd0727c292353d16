"""Where and how mail is handed over, as one setting: `smtp://user:password@host:port?starttls` or `smtps://…`. Pure."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

Security = Literal["tls", "starttls", "if_offered", "none"]
PORTS = {"smtps": 465, "smtp": 587}


class MalformedUrl(ValueError):
    """What is wrong, in words for whoever set it; the words hold no part of the password."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`security` "if_offered": encrypted where the server can, the certificate checked all the same."""

    host: str
    port: int
    security: Security
    username: str = ""
    password: str = field(default="", repr=False)


def read_smtp_url(url: str) -> SmtpServer:
    """Raises `MalformedUrl`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise MalformedUrl("the address of the mail server cannot be read") from error
    if parts.scheme not in PORTS or not host:
        raise MalformedUrl("it must be smtp://user:password@host:port?starttls or smtps://user:password@host:port")
    wishes = parse_qs(parts.query, keep_blank_values=True)
    if wishes.keys() - {"starttls"}:
        raise MalformedUrl("the only option is starttls")
    return SmtpServer(
        host=host,
        port=port or PORTS[parts.scheme],
        security=_security(parts.scheme, wishes.get("starttls")),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _security(scheme: str, starttls: list[str] | None) -> Security:
    if scheme == "smtps":
        return "tls"
    if starttls is None:
        return "if_offered"
    return "none" if starttls[0] in ("no", "0", "false") else "starttls"
