"""The journal: stored before acknowledged, once however often it is said, and projected in order."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from contactcenter import clock
from contactcenter.db import Database, Session
from contactcenter.errors import Unavailable
from contactcenter.journal.models import FAILED, PROJECTED, WAITING, InboundEvent
from contactcenter.journal.projector import Projection, Projector, replay
from contactcenter.journal.writer import LARGEST_BODY_IN_ROW, ArrivedEvent, JournalWriter
from contactcenter.media.store import MediaStore


def arrived(
    external_id: str, *, body: bytes = b"text", sender: str = "+85261234567", kind: str = "text"
) -> ArrivedEvent:
    return ArrivedEvent("sms", kind, external_id, sender, body, clock.now())


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore((tmp_path / "media").as_uri())


@pytest.fixture
async def journal(db: Database, media: MediaStore) -> AsyncIterator[JournalWriter]:
    writer = JournalWriter(db, media)
    running = asyncio.create_task(writer.run())
    yield writer
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def states(db: Database) -> dict[str, str]:
    async with db.reading() as session:
        rows = await session.execute(select(InboundEvent.external_id, InboundEvent.state))
        return {external_id: state for external_id, state in rows}


async def test_the_same_event_said_twice_is_stored_once(db: Database, journal: JournalWriter) -> None:
    assert await journal.accept(arrived("SM1"))
    assert not await journal.accept(arrived("SM1"))
    assert list(await states(db)) == ["SM1"]


async def test_of_equal_events_arriving_together_exactly_one_is_new(db: Database, journal: JournalWriter) -> None:
    answers = await asyncio.gather(*(journal.accept(arrived(f"SM{n % 20}")) for n in range(200)))
    assert sum(answers) == 20
    assert len(await states(db)) == 20


async def test_a_poison_row_does_not_refuse_the_others(db: Database, journal: JournalWriter) -> None:
    poisoned = ArrivedEvent("sms", "text", "bad", "+85261234567", b"", object())  # type: ignore[arg-type]
    answers = await asyncio.gather(
        *(journal.accept(arrived(f"SM{n}")) for n in range(5)), journal.accept(poisoned), return_exceptions=True
    )
    assert answers[:5] == [True] * 5
    assert isinstance(answers[5], Exception)
    assert len(await states(db)) == 5


async def test_a_large_body_is_kept_in_the_media_store(db: Database, journal: JournalWriter, media: MediaStore) -> None:
    body = b"x" * (LARGEST_BODY_IN_ROW + 1)
    await journal.accept(arrived("SM1", body=body))
    async with db.reading() as session:
        row = (await session.scalars(select(InboundEvent))).one()
    assert row.body is None
    assert row.media_digest is not None
    assert await media.get(row.media_digest) == body


async def test_an_unusable_event_is_kept_as_failed(db: Database, journal: JournalWriter) -> None:
    event = ArrivedEvent("sms", "text", "digest", "", b"?", clock.now(), unusable_because="no From")
    assert await journal.accept(event)
    assert await states(db) == {"digest": FAILED}


async def test_without_a_database_nothing_is_acknowledged(tmp_path: Path, media: MediaStore) -> None:
    lost = Database(f"sqlite+aiosqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    writer = JournalWriter(lost, media)
    running = asyncio.create_task(writer.run())
    with pytest.raises(Unavailable):
        await writer.accept(arrived("SM1"))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await lost.close()
    # aiosqlite does not wait for the thread of a connection that could not be opened; it must not outlive the loop.
    for thread in [t for t in threading.enumerate() if "_connection_worker_thread" in t.name]:
        await asyncio.to_thread(thread.join, 5)


class Recorder:
    """A projection that writes down what it was given and refuses bodies that say so."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    async def __call__(self, session: Session, rows: Sequence[tuple[InboundEvent, bytes]], now: datetime) -> None:
        if any(body == b"poison" for _row, body in rows):
            raise ValueError("this body cannot be read")
        self.batches.append([row.external_id for row, _body in rows])


async def project_all(db: Database, projector: Projector) -> None:
    while await projector.fire(db, now=clock.now()):
        pass


async def test_rows_are_projected_in_the_order_they_came(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    for number in range(7):
        await journal.accept(arrived(f"SM{number}"))
    recorder = Recorder()
    await project_all(db, Projector(db, media, {"text": Projection(recorder)}))
    assert recorder.batches == [[f"SM{number}" for number in range(7)]]
    assert set((await states(db)).values()) == {PROJECTED}


async def test_a_row_that_cannot_be_projected_does_not_block_the_next(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    for number in range(4):
        await journal.accept(arrived(f"SM{number}", body=b"poison" if number == 1 else b"fine"))
    recorder = Recorder()
    await project_all(db, Projector(db, media, {"text": Projection(recorder)}))
    assert recorder.batches == [["SM0"], ["SM2"], ["SM3"]]
    assert await states(db) == {"SM0": PROJECTED, "SM1": FAILED, "SM2": PROJECTED, "SM3": PROJECTED}


async def test_a_failed_row_is_projected_again_after_a_replay(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    await journal.accept(arrived("SM1", body=b"poison"))
    await project_all(db, Projector(db, media, {"text": Projection(Recorder())}))
    assert await states(db) == {"SM1": FAILED}

    async with db.transaction() as session:
        assert await replay(session) == 1
    assert await states(db) == {"SM1": WAITING}
    async with db.transaction() as session:
        await session.execute(text("UPDATE inbound_events SET body = :body").bindparams(body=b"mended"))
    recorder = Recorder()
    await project_all(db, Projector(db, media, {"text": Projection(recorder)}))
    assert recorder.batches == [["SM1"]]


async def test_five_hundred_journal_writes_pass_beside_eight_writers(db: Database, journal: JournalWriter) -> None:
    """DESIGN: with the gate nobody meets "database is locked", however many write."""
    stop = asyncio.Event()

    async def keep_writing(number: int) -> int:
        written = 0
        while not stop.is_set():
            async with db.transaction() as session:
                note = {"n": number, "at": clock.now().isoformat(), "id": f"{number:04}{written:028}"}
                await session.execute(
                    text(
                        "INSERT INTO history (id, subject_kind, subject_id, act, at, details)"
                        " VALUES (:id, 'test', :n, 'wrote', CURRENT_TIMESTAMP, '{}')"
                    ).bindparams(n=str(number), id=note["id"])
                )
            written += 1
        return written

    writers = [asyncio.create_task(keep_writing(number)) for number in range(8)]
    answers = await asyncio.gather(*(journal.accept(arrived(f"SM{n}")) for n in range(500)))
    stop.set()
    written = await asyncio.gather(*writers)
    assert all(answers)
    assert min(written) > 0
    async with db.reading() as session:
        assert (await session.scalar(select(func.count()).select_from(InboundEvent))) == 500


async def test_a_row_that_cannot_be_prepared_is_kept_and_the_others_go_on(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    recorder = Recorder()

    async def prepare(row: InboundEvent, body: bytes) -> bytes:
        if row.external_id == "SM1":
            raise ValueError("the form has no sender")
        return body

    for number in range(3):
        await journal.accept(arrived(f"SM{number}"))
    await project_all(db, Projector(db, media, {"text": Projection(recorder, prepare)}))
    assert recorder.batches == [["SM0", "SM2"]]
    assert await states(db) == {"SM0": PROJECTED, "SM1": FAILED, "SM2": PROJECTED}


async def test_slow_kinds_have_a_projector_of_their_own(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    quick, slow = Recorder(), Recorder()
    projections = {"text": Projection(quick), "mail": Projection(slow)}
    for number, kind in enumerate(("text", "mail", "text")):
        await journal.accept(arrived(f"SM{number}", kind=kind))
    await project_all(db, Projector(db, media, projections, without=["mail"]))
    assert (quick.batches, slow.batches) == ([["SM0", "SM2"]], [])
    await project_all(db, Projector(db, media, projections, only=["mail"]))
    assert (quick.batches, slow.batches) == ([["SM0", "SM2"]], [["SM1"]])


async def test_while_the_media_store_is_away_rows_wait_and_none_is_failed(
    db: Database, journal: JournalWriter, media: MediaStore
) -> None:
    recorder, store = Recorder(), {"is_away": True}

    async def prepare(row: InboundEvent, body: bytes) -> bytes:
        if store["is_away"]:
            raise Unavailable("The media store does not work just now.")
        return body

    await journal.accept(arrived("SM1"))
    projector = Projector(db, media, {"text": Projection(recorder, prepare)})
    with pytest.raises(Unavailable):
        await projector.fire(db, now=clock.now())
    assert await states(db) == {"SM1": WAITING}
    store["is_away"] = False
    await projector.fire(db, now=clock.now())
    assert await states(db) == {"SM1": PROJECTED}
