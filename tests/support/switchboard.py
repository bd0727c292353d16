"""A carrier of calls that only remembers: what it was asked to do, and how it is to behave."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.errands.calls import call_errands

GONE = SendError("The call is over already.", code="gone", retryable=False)
BUSY = SendError("The carrier is busy.", code="20429", retryable=True, retry_after=1)
REFUSED = SendError("The carrier does not know this account.", code="20003", retryable=False)
LOST = SendError("The carrier did not answer in time.", retryable=True, maybe_sent=True)


@dataclass
class Switchboard:
    """Does what it is asked, unless `fails` holds an error for that verb; what was done stands in `done`."""

    done: list[tuple[str, str]] = field(default_factory=list)
    fails: dict[str, list[SendError]] = field(default_factory=dict)
    over: set[str] = field(default_factory=set)
    talking: set[str] = field(default_factory=set)
    rung: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    dialed: list[str] = field(default_factory=list)

    def _do(self, verb: str, whom: str) -> None:
        waiting = self.fails.get(verb)
        if waiting:
            raise waiting.pop(0)
        self.done.append((verb, whom))

    async def ring_agent(self, *, call_id: str, leg_id: str, agent_id: str, caller: str, seconds: int) -> str:
        self._do("ring", leg_id)
        self.rung.append(f"CA{leg_id}")
        return f"CA{leg_id}"

    async def find_agent_legs(self, *, agent_id: str, since: datetime) -> Sequence[str]:
        self._do("look for", agent_id)
        return list(reversed(self.rung))

    async def dial_customer(self, *, call_id: str, line: str, number: str, seconds: int) -> str:
        self._do("dial", number)
        self.dialed.append(f"CA{call_id}")
        return f"CA{call_id}"

    async def call_out(self, *, alert_id: str, sender: str, recipient: str, seconds: int) -> str:
        self._do("call", recipient)
        self.called.append(f"CA{alert_id}")
        return f"CA{alert_id}"

    async def find_calls_out(self, *, recipient: str, since: datetime) -> Sequence[str]:
        self._do("look for calls to", recipient)
        return list(reversed(self.called))

    async def bring_in(self, *, call_id: str, leg: str) -> None:
        self._do("bring in", leg)

    async def send_to_queue(self, *, call_id: str, leg: str) -> None:
        self._do("send to queue", leg)

    async def hold(self, *, call_id: str, leg: str, is_held: bool) -> None:
        self._do("hold" if is_held else "resume", leg)

    async def end_leg(self, *, leg: str) -> None:
        self._do("end", leg)

    async def is_over(self, *, leg: str) -> bool:
        self._do("ask", leg)
        return leg in self.over

    async def find_talking(self, *, call_id: str) -> frozenset[str]:
        return frozenset(self.talking)

    async def fetch_recording(self, recording: str) -> bytes:
        self._do("fetch", recording)
        return b"RIFF\x24\x00\x00\x00WAVEfmt "

    async def carry_out(self, db: Database, *, now: datetime) -> None:
        """Everything that is due now."""
        while await deliver_outbox.fire(db, call_errands(self), now=now):
            pass
