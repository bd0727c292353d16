"""Contacts that wait, agents on duty and an engine that knows them; each call names only what the test is about."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import OnDutyAgent, QueueRules, Requirement, WaitingContact

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CAPACITY = {"voice": 1, "sms": 4, "email": 4, "manual": 4}
SKILLED = QueueRules(
    requirements=(Requirement(0, {"repairs": 3}), Requirement(60, {"repairs": 1}), Requirement(90, {}))
)
SPARED = {"a": NOW + timedelta(seconds=60)}
NOT_MEMBER: dict[str, tuple[int, int]] = {}
ENGLISH = frozenset({"en"})
FULL = {"sms": 4}


def waiting(id_: str = "c", key: int = 0, *, waited: int = 0, **values: Any) -> WaitingContact:
    return WaitingContact(
        **{
            "id": id_,
            "version": 1,
            "queue_key": key,
            "queued_at": NOW - timedelta(seconds=waited),
            "channel": "sms",
            "queue_id": "general",
            **values,
        }
    )


def agent(id_: str, *, idle: int = 0, **values: Any) -> OnDutyAgent:
    return OnDutyAgent(
        **{
            "id": id_,
            "version": 1,
            "queues": {"general": (0, 0)},
            "skills": {},
            "languages": frozenset({"zh-Hant"}),
            "capacity": CAPACITY,
            "idle_since": NOW - timedelta(minutes=idle),
            **values,
        }
    )


def engine(
    contacts: Sequence[WaitingContact], agents: Sequence[OnDutyAgent], rules: QueueRules | None = None
) -> Engine:
    made = Engine()
    made.set_queue("general", rules or QueueRules())
    for each in agents:
        made.put_agent(each)
    for contact in contacts:
        made.put_contact(contact)
    return made


def asked(made: Engine, seconds: float = 0) -> dict[str, list[str]]:
    matches = made.decide(NOW + timedelta(seconds=seconds))
    return {match.contact.id: [each.id for each in match.agents] for match in matches}
