"""Stands where the carrier's calls would, in an installation without a carrier account: all else goes on working."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from contactcenter.errors import SendError

REASON = "No carrier account is set up, so nobody can be called."


class AbsentCalls:
    """Refuses everything, at once and for good."""

    async def ring_agent(self, *, call_id: str, leg_id: str, agent_id: str, caller: str, seconds: int) -> str:
        _refuse()

    async def find_agent_legs(self, *, agent_id: str, since: datetime) -> Sequence[str]:
        return ()

    async def call_out(self, *, alert_id: str, sender: str, recipient: str, seconds: int) -> str:
        _refuse()

    async def find_calls_out(self, *, recipient: str, since: datetime) -> Sequence[str]:
        return ()

    async def dial_customer(self, *, call_id: str, line: str, number: str, seconds: int) -> str:
        _refuse()

    async def bring_in(self, *, call_id: str, leg: str) -> None:
        _refuse()

    async def send_to_queue(self, *, call_id: str, leg: str) -> None:
        _refuse()

    async def hold(self, *, call_id: str, leg: str, is_held: bool) -> None:
        _refuse()

    async def end_leg(self, *, leg: str) -> None:
        _refuse()

    async def is_over(self, *, leg: str) -> bool:
        _refuse()

    async def find_talking(self, *, call_id: str) -> frozenset[str]:
        _refuse()

    async def fetch_recording(self, recording: str) -> bytes:
        _refuse()

    async def close(self) -> None:
        return None


def _refuse() -> NoReturn:
    raise SendError(REASON, code="no_carrier", retryable=False)
