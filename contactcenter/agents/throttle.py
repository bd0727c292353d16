"""Slows down guessing: each wrong attempt on a name or from an address makes the next pause longer.

An attempt is counted before its password is checked, so that a thousand parallel guesses count as a thousand.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import case, delete, update

from contactcenter.agents.models import SignInFailure
from contactcenter.db import Session, insert
from contactcenter.errors import TooManyRequests

FORGET_AFTER: Final = timedelta(hours=1)
LONGEST_PAUSE_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; the pause after the next one doubles with each further one."""

    free_failures: int
    first_pause_seconds: int = 2


# An office or a whole network provider may sit behind one address, a person forgets a password a few times.
PER_USERNAME: Final = Limit(free_failures=4)
PER_ADDRESS: Final = Limit(free_failures=19)


def pause_seconds(failures: int, limit: Limit) -> int:
    """How long after this many failures the next attempt must wait."""
    beyond = failures - limit.free_failures
    if beyond <= 0:
        return 0
    # Shifting is capped because a patient attacker would otherwise make the number itself enormous.
    return min(limit.first_pause_seconds << min(beyond - 1, 16), LONGEST_PAUSE_SECONDS)


def username_key(username: str) -> str:
    """People type passwords into the name field, so the name itself is not kept."""
    return "name:" + hashlib.sha256(username.strip().casefold().encode()).hexdigest()


def address_key(address: str) -> str:
    """One row for an address; of IPv6 the network of one customer, who owns all addresses in it."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "address:unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return f"address:{parsed.ipv4_mapped}"
        return f"address:{ipaddress.ip_network((parsed, 64), strict=False)}"
    return f"address:{parsed}"


async def count_attempt(session: Session, key: str, limit: Limit, *, now: datetime) -> None:
    """Count one attempt, or raise `TooManyRequests` while the pause of the last one lasts."""
    forgotten = SignInFailure.updated_at <= now - FORGET_AFTER
    statement = insert(session, SignInFailure).values(key=key, failures=1, updated_at=now)
    failures = case((forgotten, 1), else_=SignInFailure.failures + 1)
    statement = statement.on_conflict_do_update(
        index_elements=["key"], set_={"failures": failures, "updated_at": now}
    ).returning(SignInFailure.failures, SignInFailure.blocked_until)
    failed, blocked_until = (await session.execute(statement)).one()
    if blocked_until is not None and blocked_until > now:
        # The caller's transaction is rolled back by this, so that knocking during a pause does not prolong it.
        seconds = int((blocked_until - now).total_seconds()) + 1
        raise TooManyRequests(f"Too many attempts; please wait {seconds} seconds.", retry_after=seconds)
    pause = pause_seconds(failed, limit)
    await session.execute(
        update(SignInFailure)
        .where(SignInFailure.key == key)
        .values(blocked_until=now + timedelta(seconds=pause) if pause else None)
    )


async def forget_attempts(session: Session, key: str) -> None:
    """After a success the name begins anew."""
    await session.execute(delete(SignInFailure).where(SignInFailure.key == key))


async def take_back_attempt(session: Session, key: str) -> None:
    """After a success only this one attempt is forgiven: an attacker's own account must not clear the address."""
    await session.execute(
        update(SignInFailure)
        .where(SignInFailure.key == key)
        .values(failures=SignInFailure.failures - 1, blocked_until=None)
    )


async def forget_old(session: Session, *, now: datetime) -> None:
    """Drop rows that no longer slow anybody down."""
    await session.execute(delete(SignInFailure).where(SignInFailure.updated_at <= now - FORGET_AFTER))
