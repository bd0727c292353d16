"""One contact of the history while it is played back: its moments, its thread, and what the owner is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from contactcenter.basics.languages import Language
from contactcenter.contacts.models import Message
from contactcenter.demo.content.history import HistoryContact
from contactcenter.demo.content.people import DemoCustomer
from contactcenter.demo.content.templates import TEMPLATES
from contactcenter.demo.replay.estate import Estate, Person
from contactcenter.demo.replay.ledger import Ledger, Row
from contactcenter.demo.replay.numbers import Numbers
from contactcenter.demo.replay.tracks import Tracks
from contactcenter.templates.fill import fill
from contactcenter.templates.service import MAIL_SUFFIX

_TEXTS: Final = {(template.code, template.language): template.text for template in TEMPLATES}


@dataclass(slots=True, eq=False)
class Scene:
    """What all contacts that are played back share."""

    ledger: Ledger
    estate: Estate
    numbers: Numbers
    tracks: Tracks
    articles: Mapping[str, str]
    now: datetime


@dataclass(slots=True, eq=False)
class Case:
    """One contact, with its call where it has one. `numbers` fill the blanks of what is said."""

    scene: Scene
    source: HistoryContact
    customer: DemoCustomer | None
    contact: Row
    numbers: Mapping[str, str] = field(default_factory=dict)
    call: Row | None = None
    # The entries of its thread, in the order in which they were added.
    messages: list[Row] = field(default_factory=list)

    @property
    def ledger(self) -> Ledger:
        return self.scene.ledger

    @property
    def holder(self) -> Person | None:
        """Who took it; nobody took a caller who hung up."""
        username = self.source.script.agent
        return self.scene.estate.staff[username] if username else None

    @property
    def agent(self) -> Person:
        agent = self.holder
        assert agent is not None, f"{self.source.script.key} was taken by nobody"
        return agent

    @property
    def owner(self) -> Person | None:
        return Person(self.scene.estate.customers[self.customer.key], self.customer.name) if self.customer else None

    @property
    def language(self) -> Language:
        return self.source.script.language

    def at(self, minutes: float) -> datetime:
        """So long after the contact began, but never after the present."""
        return min(self.contact.at + timedelta(minutes=minutes), self.scene.now)

    def history(self, act: str, at: datetime, author: Person | None, **details: Any) -> None:
        """One line of the contact's own history, which numbers it anew."""
        self.contact.values["version"] += 1
        author_id = author.id if author else None
        self.ledger.add_history(self.contact, "contact", act, at=at, author_id=author_id, details=details)

    def move(self, act: str, at: datetime, author: Person | None, *, before: str, to: str) -> None:
        """A change of state, as the service writes it down."""
        self.contact.values |= {"state": to, "state_since": at, "updated_at": at}
        self.history(act, at, author, **{"from": before, "to": to})

    def owner_writes(self, at: datetime, text: str, *, channel: str = "") -> Row:
        self.contact.values["last_inbound_at"] = at
        return self._message(at, text, "inbound", "customer", self.owner, channel=channel)

    def agent_writes(self, at: datetime, text: str) -> Row:
        self.scene.tracks.wrote(self.agent.id, at, self.contact.id, is_reply=True)
        return self._message(at, text, "outbound", "agent", self.agent)

    def note(self, at: datetime, text: str) -> Row:
        self.scene.tracks.wrote(self.agent.id, at, self.contact.id, is_reply=False)
        return self._message(at, text, "internal", "agent", self.agent, kind="note")

    def say_in_thread(self, at: datetime, text: str) -> Row:
        return self._message(at, text, "internal", "system", None, kind="system")

    def call_event(self, at: datetime, name: str, details: Mapping[str, Any]) -> Row:
        row = self._message(at, name, "internal", "system", None, kind="call_event")
        row.values["event"] = {"name": name, "details": dict(details)}
        return row

    def tell_owner(self, at: datetime, code: str, values: Mapping[str, str]) -> str | None:
        """Send one of the automatic texts; returns its words, or None where the owner cannot be reached."""
        way = self.way_back
        as_mail = _TEXTS.get((f"{code}{MAIL_SUFFIX}", self.language)) if way == "email" else None
        words = fill(as_mail or _TEXTS[code, self.language], values)
        if way is None:
            self.say_in_thread(at, words)
            return None
        self._message(at, words, "outbound", "system", None, channel=way)
        return words

    @property
    def way_back(self) -> str | None:
        """How the owner is written to: by mail after a mail, else by text."""
        channel = self.source.script.channel
        if channel in ("sms", "email"):
            return channel if self.source.address else None
        return "sms" if self.customer and self.customer.phones else None

    def _message(
        self,
        at: datetime,
        text: str,
        direction: str,
        author_kind: str,
        author: Person | None,
        *,
        kind: str = "message",
        channel: str = "",
    ) -> Row:
        channel = channel or self.source.script.channel
        row = self.ledger.add(
            Message,
            at,
            contact_id=self.contact.id,
            kind=kind,
            direction=direction,
            created_at=at,
            channel=channel,
            author_kind=author_kind,
            author_id=author.id if author else None,
            author_name=author.name if author else "",
            text=text,
            language=self.language,
            attachments=[],
            delivery_state=_delivery(channel) if direction == "outbound" else None,
        )
        self.messages.append(row)
        return row


def _delivery(channel: str) -> str | None:
    """A mail server only says that it took the mail; what is said aloud is not delivered."""
    return {"email": "sent", "voice": None}.get(channel, "delivered")
