"""Hash and check passwords with argon2id, in threads of their own, and the rules of a good password.

Hashing takes tens of milliseconds and 64 MB on purpose: never await it inside a transaction.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contactcenter.errors import InvalidInput

SHORTEST = 10
LONGEST = 200
FEWEST_DIFFERENT = 5

# The beginnings of the lists that attackers try first; everything else they try is short or repeats itself.
WELL_KNOWN: Final = frozenset(
    {
        "1234567890", "0123456789", "0987654321", "9876543210", "1q2w3e4r5t", "1qaz2wsx3edc", "qwertyuiop",
        "asdfghjkl;", "password12", "password123", "password1234", "passw0rd123", "p@ssw0rd123", "administrator",
        "changeme123", "letmein1234", "welcome1234", "iloveyou123", "abcdefghij", "abcdefghijk", "abc1234567",
        "abcd123456", "qwerty1234", "qwerty12345", "qwerty123456", "admin12345", "admin123456", "woaini1314520",
    }
)  # fmt: skip

hasher = PasswordHasher()
# Two at a time: a flood of sign-ins may queue here, but must not take all memory or all processors.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, hasher.hash, password)


async def is_right(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. Without a hash (unknown name) it takes just as long and says no."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _verify, password_hash, password)


def needs_new_hash(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(password_hash)


def _verify(password_hash: str | None, password: str) -> bool:
    try:
        is_same = hasher.verify(password_hash or _dummy_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return is_same and password_hash is not None


@cache
def _dummy_hash() -> str:
    return hasher.hash("nobody has this password")


def broken_rules(password: str, *, username: str = "", name: str = "") -> dict[str, str]:
    """What is wrong with a new password, code → sentence; empty where it is good."""
    folded = password.casefold()
    own_words = [word for word in (username.casefold(), *name.casefold().split()) if len(word) >= 3]
    found = {
        "too_short": (len(password) < SHORTEST, f"Use at least {SHORTEST} characters."),
        "too_long": (len(password) > LONGEST, f"Use at most {LONGEST} characters."),
        "too_uniform": (
            len(password) >= SHORTEST and len(set(folded)) < FEWEST_DIFFERENT,
            f"Use at least {FEWEST_DIFFERENT} different characters.",
        ),
        "well_known": (folded in WELL_KNOWN, "This password is on every attacker's list."),
        "contains_name": (any(word in folded for word in own_words), "Leave your name and user name out of it."),
    }
    return {code: sentence for code, (is_broken, sentence) in found.items() if is_broken}


def check_rules(password: str, *, username: str = "", name: str = "") -> None:
    """Raise `InvalidInput` naming every broken rule."""
    broken = broken_rules(password, username=username, name=name)
    if broken:
        raise InvalidInput(" ".join(broken.values()), code="weak_password", details={"rules": sorted(broken)})
