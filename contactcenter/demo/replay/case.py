"""One contact of the history while it is played back: its moments, its thread, and what the owner is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from contactcenter.basics.languages import Language
from contactcenter.contacts.models import Message
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.people import DemoCustomer
from contactcenter.demo.content.templates import TEMPLATES
from contactcenter.demo.replay.estate import Estate, Person
from contactcenter.demo.replay.ledger import Ledger, Row
from contactcenter.templates.fill import fill
from contactcenter.text.scripts import detect_language

_TEXTS: Final = {(template.code, template.language): template.text for template in TEMPLATES}
Words = str | Callable[[], str]


def began_at(source: HistoryContact, now: datetime) -> datetime:
    """Not on the full minute, so that the history looks like life; the same for each seeding."""
    seconds = crc32(source.script.key.encode()) % 60
    return now - timedelta(minutes=source.script.minutes_ago, seconds=seconds)


@dataclass(slots=True, eq=False)
class Case:
    """`orders` are the contact's work orders so far; the first is the one that texts speak of."""

    ledger: Ledger
    estate: Estate
    source: HistoryContact
    customer: DemoCustomer | None
    contact: Row
    now: datetime
    orders: list[Row]

    @property
    def agent(self) -> Person:
        return self.estate.staff[self.source.script.agent]

    @property
    def owner(self) -> Person | None:
        return Person(self.estate.customers[self.customer.key], self.customer.name) if self.customer else None

    @property
    def language(self) -> Language:
        return self.source.script.language

    def at(self, minutes: float) -> datetime:
        """So long after the contact began, but never after the present."""
        return min(self.contact.at + timedelta(minutes=minutes), self.now)

    def history(self, act: str, at: datetime, author: Person | None, **details: Any) -> None:
        """One line of the contact's own history, which numbers it anew."""
        self.contact.values["version"] += 1
        author_id = author.id if author else None
        self.ledger.add_history(self.contact, "contact", act, at=at, author_id=author_id, details=details)

    def move(self, act: str, at: datetime, author: Person | None, *, before: str, to: str) -> None:
        """A change of state, as the service writes it down."""
        self.contact.values |= {"state": to, "state_since": at, "updated_at": at}
        self.history(act, at, author, **{"from": before, "to": to})

    def owner_writes(self, at: datetime, text: Words) -> Row:
        owner = self.owner
        self.contact.values["last_inbound_at"] = at
        return self._message(at, text, "inbound", "customer", owner)

    def agent_writes(self, at: datetime, text: Words) -> Row:
        return self._message(at, text, "outbound", "agent", self.agent)

    def note(self, at: datetime, text: Words) -> Row:
        return self._message(at, text, "internal", "agent", self.agent, kind="note")

    def say_in_thread(self, at: datetime, text: Words) -> Row:
        return self._message(at, text, "internal", "system", None, kind="system")

    def tell_owner(self, at: datetime, code: str, values: Callable[[], dict[str, str]]) -> Callable[[], str] | None:
        """Send one of the automatic texts; returns its words, or None where the owner has no number."""

        def words() -> str:
            return fill(_TEXTS[code, self.language], values())

        has_number = bool(self.source.address if self.source.script.channel == "sms" else self._phones)
        if not has_number:
            self.say_in_thread(at, words)
            return None
        self._message(at, words, "outbound", "system", None, channel="sms")
        return words

    @property
    def _phones(self) -> tuple[str, ...]:
        return self.customer.phones if self.customer else ()

    def _message(
        self,
        at: datetime,
        text: Words,
        direction: str,
        author_kind: str,
        author: Person | None,
        *,
        kind: str = "message",
        channel: str = "",
    ) -> Row:
        row = self.ledger.add(Message, at, contact_id=self.contact, kind=kind, direction=direction, created_at=at)
        row.values |= {
            "channel": channel or self.source.script.channel,
            "author_kind": author_kind,
            "author_id": author.id if author else None,
            "author_name": author.name if author else "",
            "text": text,
            "language": self.language if callable(text) else detect_language(text),
            "delivery_state": _delivery(channel or self.source.script.channel) if direction == "outbound" else None,
        }
        return row


def _delivery(channel: str) -> str:
    """A mail server only says that it took the mail."""
    return "sent" if channel == "email" else "delivered"
