"""Who asks, where a proxy stands between: what our own proxies wrote is believed, what a stranger wrote is not."""

import ipaddress

import pytest

from contactcenter.web.peers import is_loopback, nearest_stranger

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "hops", "address"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", ["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
        ("10.0.0.1", ["203.0.113.7", "10.0.0.2"], "203.0.113.7"),
        ("::ffff:10.0.0.1", ["203.0.113.7"], "203.0.113.7"),
        ("10.0.0.1", ["203.0.113.7:50123"], "203.0.113.7"),
        ("fd00::1", ["[2001:db8::7]:50123"], "2001:db8::7"),
        ("10.0.0.1", ["2001:db8::7"], "2001:db8::7"),
        ("10.0.0.1", ["unknown"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.3", "10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("", ["203.0.113.7"], ""),
    ],
    ids=[
        "no proxy",
        "a stranger who claims to be somebody else",
        "behind our proxy",
        "a claim handed on by our proxy",
        "behind two proxies of ours",
        "the proxy in IPv6 words",
        "with a port",
        "IPv6 with a port",
        "IPv6",
        "a proxy that does not tell",
        "nobody but proxies",
        "a proxy that added nothing",
        "a socket without an address",
    ],
)
def test_the_nearest_stranger_is_who_asks(peer: str, hops: list[str], address: str) -> None:
    assert nearest_stranger(peer, hops, PROXIES) == address


@pytest.mark.parametrize(
    ("address", "is_it"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.1", False),
        ("", False),
    ],
)
def test_the_machine_itself(address: str, is_it: bool) -> None:
    assert is_loopback(address) is is_it
