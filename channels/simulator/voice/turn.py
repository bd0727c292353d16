"""One turn of the telephone half: a transaction, the moment it happens at, and what it leaves to be done or shown.

Verbs and entrances never call each other in circles: they leave work here (`resume`, `hang_up`), and `running.finish`
does it before the transaction ends.
"""

import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from channels.simulator.settings import Account, Pace
from channels.simulator.voice.tables import Call, CallLine, Trouble
from contactcenter.db import Session


@dataclass(frozen=True)
class Ending:
    """How a leg ends: the vendor's status, our word for the reason, and the vendor's number where it was an error."""

    status: str
    because: str
    error_code: int | None = None


@dataclass
class Turn:
    session: Session
    account: Account
    pace: Pace
    now: datetime
    changed: dict[str, Call] = field(default_factory=dict)
    work: deque[tuple[Call, Ending | None]] = field(default_factory=deque)

    def in_seconds(self, seconds: float) -> datetime:
        return self.now + timedelta(seconds=seconds)

    def touch(self, call: Call) -> None:
        """Whoever looks at this call is shown it anew after the commit."""
        call.updated_at = self.now
        self.changed[call.sid] = call

    def note(self, call: Call, kind: str, text: str, language: str = "") -> None:
        """A line of what the person on this leg hears, says or presses."""
        call.lines += 1
        self.session.add(
            CallLine(call_sid=call.sid, position=call.lines, kind=kind, text=text, language=language, at=self.now)
        )
        self.touch(call)

    def resume(self, call: Call) -> None:
        """The call goes on with its document in this same turn."""
        self.work.append((call, None))

    def hang_up(self, call: Call, ending: Ending) -> None:
        self.work.append((call, ending))

    def trouble(self, call: Call, code: int, text: str, url: str = "") -> None:
        """An entry of the debugger, also seen in the call."""
        self.session.add(Trouble(call_sid=call.sid, code=code, text=text, url=url, at=self.now))
        self.note(call, "event", f"error {code}")

    async def find_call(self, sid: str) -> Call | None:
        return await self.session.scalar(select(Call).where(Call.sid == sid))


def new_sid(prefix: str) -> str:
    return prefix + secrets.token_hex(16)
