"""From where a request came: the peer of its connection, or whom a proxy of our own names."""

import ipaddress
from collections.abc import Sequence

from aiohttp import web

from contactcenter.config import Network
from contactcenter.web.keys import SETTINGS

FORWARDED_FOR = "X-Forwarded-For"


def client_address(request: web.Request) -> str:
    """The address of who asks. `X-Forwarded-For` is believed as far as our own proxies wrote it, and no further."""
    hops = [hop.strip() for line in request.headers.getall(FORWARDED_FOR, []) for hop in line.split(",")]
    return nearest_stranger(request.remote or "", hops, request.app[SETTINGS].trusted_proxies)


def nearest_stranger(peer: str, hops: Sequence[str], trusted: Sequence[Network]) -> str:
    """The first address, seen from us, that is no trusted proxy; what it claims of others before it is hearsay."""
    nearest = peer
    for hop in reversed(hops):
        if not _is_in(nearest, trusted):
            break
        address = _without_port(hop)
        if not _is_address(address):
            break
        nearest = address
    return nearest


def is_loopback(address: str) -> bool:
    """Whether this is the machine itself."""
    if not _is_address(address):
        return False
    parsed = _parsed(address)
    return parsed.is_loopback


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    return _is_address(address) and any(_parsed(address) in network for network in networks)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    parsed = ipaddress.ip_address(address)
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed


def _without_port(hop: str) -> str:
    """Some proxies add the port: 203.0.113.7:50123, [2001:db8::7]:50123."""
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
