"""The tables of the telephone half, in the simulator's own database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from channels.simulator.tables import SimulatorBase
from channels.simulator.voice.program import Document, Fetch, KeptColumn

CLIENT = "client:"


class Call(SimulatorBase):
    """One leg: a line to a phone or to an agent's device, in either direction.

    `phone` is the far end ("+852…" or "client:…"), `line` the account's end. `document` is carried out verb by verb;
    `aside` is what is heard meanwhile in a queue, before a conference or on hold; `fetch` is a document awaited.
    """

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    parent_sid: Mapped[str | None] = mapped_column(String(34), index=True)
    direction: Mapped[str] = mapped_column(String(16))  # inbound | outbound-api | outbound-dial
    phone: Mapped[str] = mapped_column(String(150))
    line: Mapped[str] = mapped_column(String(150))
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(12))
    answered_by: Mapped[str | None] = mapped_column(String(20))

    status_callback: Mapped[str] = mapped_column(default="")
    status_events: Mapped[list[Any]] = mapped_column(default=list)
    events_reported: Mapped[int] = mapped_column(default=0)

    answer_url: Mapped[str] = mapped_column(default="")
    answer_method: Mapped[str] = mapped_column(String(4), default="POST")
    answer_document: Mapped[str] = mapped_column(default="")
    fallback_url: Mapped[str] = mapped_column(default="")
    fallback_method: Mapped[str] = mapped_column(String(4), default="POST")
    ring_seconds: Mapped[int] = mapped_column(default=60)
    limit_seconds: Mapped[int] = mapped_column(default=14400)

    document: Mapped[Document | None] = mapped_column(KeptColumn(Document))
    aside: Mapped[Document | None] = mapped_column(KeptColumn(Document))
    fetch: Mapped[Fetch | None] = mapped_column(KeptColumn(Fetch))
    fetch_at: Mapped[datetime | None]
    # So many documents since then: a way to notice those that lead to each other without end.
    fetches: Mapped[int] = mapped_column(default=0)
    fetches_since: Mapped[datetime]
    next_at: Mapped[datetime | None]
    limit_at: Mapped[datetime | None]

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(String(30), default="")
    error_code: Mapped[int | None]
    lines: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index("ix_calls_next_at", "next_at"),
        Index("ix_calls_fetch_at", "fetch_at"),
        Index("ix_calls_limit_at", "limit_at"),
        Index("ix_calls_phone", "phone", "id"),
        Index("ix_calls_line", "line", "id"),
    )

    @property
    def is_live(self) -> bool:
        return self.ended_at is None

    @property
    def is_inbound(self) -> bool:
        return self.direction == "inbound"

    @property
    def is_talking(self) -> bool:
        """Somebody is on the line: it was answered and has not ended."""
        return self.status == "in-progress"

    @property
    def caller(self) -> str:
        return self.phone if self.is_inbound else self.line

    @property
    def called(self) -> str:
        return self.line if self.is_inbound else self.phone

    @property
    def is_client(self) -> bool:
        return self.phone.startswith(CLIENT)

    @property
    def present(self) -> Document | None:
        """The document that is being heard just now."""
        return self.aside or self.document


class CallLine(SimulatorBase):
    """One line of what the person on a leg heard, said or pressed, in order."""

    __tablename__ = "call_lines"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))  # prompt | music | digits | said | heard | event
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime]


class Trouble(SimulatorBase):
    """An error of the account's documents or addresses, as the vendor's debugger would list it."""

    __tablename__ = "troubles"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    code: Mapped[int]
    text: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class WaitingQueue(SimulatorBase):
    __tablename__ = "waiting_queues"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    max_size: Mapped[int] = mapped_column(default=1000)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class QueueMember(SimulatorBase):
    """A call's stay in a queue; kept after it, for average times."""

    __tablename__ = "queue_members"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    queue_sid: Mapped[str] = mapped_column(String(34), index=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(String(30), default="")


class Conference(SimulatorBase):
    __tablename__ = "conferences"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    friendly_name: Mapped[str] = mapped_column(String(128), index=True)
    status: Mapped[str] = mapped_column(String(12), default="init")  # init | in-progress | completed
    # Whoever came first has settled these; what later participants wish is not heard.
    status_callback: Mapped[str] = mapped_column(default="")
    status_events: Mapped[list[Any]] = mapped_column(default=list)
    events_reported: Mapped[int] = mapped_column(default=0)
    records: Mapped[bool] = mapped_column(default=False)
    recording_callback: Mapped[str] = mapped_column(default="")
    recording_events: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(String(60))
    call_sid_ending: Mapped[str | None] = mapped_column(String(34))


class Participant(SimulatorBase):
    """A call's stay in a conference."""

    __tablename__ = "participants"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    conference_sid: Mapped[str] = mapped_column(String(34), index=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    label: Mapped[str] = mapped_column(String(128), default="")
    muted: Mapped[bool] = mapped_column(default=False)
    hold: Mapped[bool] = mapped_column(default=False)
    coaching: Mapped[bool] = mapped_column(default=False)
    call_sid_to_coach: Mapped[str | None] = mapped_column(String(34))
    starts_on_enter: Mapped[bool] = mapped_column(default=True)
    ends_on_exit: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Recording(SimulatorBase):
    """What was recorded: its length is counted, its words are what was typed."""

    __tablename__ = "recordings"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    conference_sid: Mapped[str | None] = mapped_column(String(34), index=True)
    source: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(12), default="in-progress")
    channels: Mapped[int] = mapped_column(default=1)
    # Running since then; what ran before a pause is in `seconds`.
    running_since: Mapped[datetime | None]
    seconds: Mapped[float] = mapped_column(default=0.0)
    words: Mapped[str] = mapped_column(default="")
    callback: Mapped[str] = mapped_column(default="")
    events: Mapped[list[Any]] = mapped_column(default=list)
    transcribe_callback: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Transcription(SimulatorBase):
    """A running conversion of a leg's words into webhooks."""

    __tablename__ = "transcriptions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    sid: Mapped[str] = mapped_column(String(34), unique=True)
    call_sid: Mapped[str] = mapped_column(String(34), index=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    track: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(20))
    url: Mapped[str] = mapped_column(default="")
    events_reported: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]


class VoiceLine(SimulatorBase):
    """What a line was told about calls at the last start: a changed wish wins over what was set by REST."""

    __tablename__ = "voice_lines"

    number: Mapped[str] = mapped_column(String(32), primary_key=True)
    fallback_url: Mapped[str] = mapped_column(default="")
    configured_voice_url: Mapped[str] = mapped_column(default="")
    configured_status_callback: Mapped[str] = mapped_column(default="")
