"""A backup brings everything back into an empty installation, and never leaves less than there was before."""

import dataclasses
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from alembic import command
from sqlalchemy import Connection, select, text
from sqlalchemy.ext.asyncio import create_async_engine

from contactcenter.administration.archive import Archive, BackupRefused, new_archive
from contactcenter.administration.survey import look_at
from contactcenter.agents import presence
from contactcenter.agents.models import Agent, AgentSession
from contactcenter.basics.seed import seed_basics
from contactcenter.config import load
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.journal import history
from contactcenter.journal.models import WAITING, InboundEvent
from contactcenter.live import nodes
from contactcenter.migrations.runner import alembic_config, is_current
from contactcenter.outbox.models import OutboxCommand
from tests.support.builders.contacts import LINE, OWNER, make_contact
from tests.support.builders.installations import (
    LETTER,
    NOW,
    PHOTO,
    Installation,
    event,
    fill,
    make_installation,
    rows_of,
)
from tests.support.builders.lines import make_line
from tests.support.servers import running_s3


async def test_everything_comes_back_into_an_empty_installation(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    await fill(here, db)
    made = await here.back_up()
    assert made.missing == []
    report = await there.restore(made.path)
    assert await rows_of(restored) == await rows_of(db)
    for content in (PHOTO, LETTER):
        assert await there.media.get(hashlib.sha256(content).hexdigest()) == content
    assert await is_current(there.url)
    assert (report.media, report.migrated, report.advice) == (2, False, ())
    assert "1 contacts" in report.in_words()


async def test_files_may_move_from_a_folder_into_a_bucket(
    here: Installation, db: Database, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(here, db)
    with running_s3("media") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        there = make_installation(tmp_path / "there", empty_url, MEDIA_URL="s3://media/desk")
        await there.restore((await here.back_up()).path)
        assert await there.media.get(hashlib.sha256(PHOTO).hexdigest()) == PHOTO
        again = await there.back_up()
    assert (again.missing, again.manifest.media) == ([], 2)


async def test_a_restored_database_can_be_written(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    """Counters go on where they were, and the rules of the tables came along."""
    await fill(here, db)
    await there.restore((await here.back_up()).path)
    async with restored.reading() as session:
        last = await session.scalar(select(InboundEvent.id))
    async with restored.transaction() as session:
        session.add(added := event("0" * 64))
        await session.flush()
    assert last is not None
    assert added.id > last


async def test_what_the_world_outside_knows_better_begins_anew(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    await fill(here, db)
    await there.restore((await here.back_up()).path)
    async with restored.reading() as session:
        assert (await session.scalars(select(AgentSession))).all() == [], "who signed out since stays signed out"
        assert await session.scalar(select(Agent.presence)) == presence.OFFLINE
        (waiting,) = (await session.scalars(select(OutboxCommand))).all()
        assert waiting.maybe_sent, "it is looked for at the carrier before it is sent a second time"
        (line,) = await history.of_subject(session, "installation", nodes.INSTALLATION_KEY)
        assert line.act == "restored"


async def test_a_text_nobody_had_read_is_read_as_of_then(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    """The server of then has read and answered it since: the answer is looked for before it is given again."""
    form = {"MessageSid": "SM" + "1" * 32, "From": OWNER, "To": LINE, "Body": "廚房漏水", "NumMedia": "0"}
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
        await make_line(session)
        session.add(event(body=urlencode(form).encode(), state=WAITING))
    await there.restore((await here.back_up()).path)
    async with restored.reading() as session:
        contact = (await session.scalars(select(Contact))).one()
        assert (contact.address, contact.created_at) == (OWNER, NOW)
        answer = (await session.scalars(select(OutboxCommand))).one()
        assert (answer.kind, answer.maybe_sent, answer.created_at) == ("send_text", True, NOW)


async def test_a_database_in_use_is_not_replaced_unasked(here: Installation, db: Database) -> None:
    await fill(here, db)
    made = await here.back_up()
    before = await rows_of(db)
    with pytest.raises(BackupRefused, match="--replace"):
        await here.restore(made.path)
    assert await rows_of(db) == before


async def test_with_replace_the_database_becomes_what_it_was(here: Installation, db: Database) -> None:
    await fill(here, db)
    made, before = await here.back_up(), await rows_of(db)
    async with db.transaction() as session:
        await make_contact(session, address="+85290000000")
    await db.close()
    await here.restore(made.path, replaces=True)
    assert await rows_of(db) == before


@pytest.mark.parametrize("damage", ["cut off", "changed"])
async def test_a_damaged_backup_changes_nothing(
    here: Installation, db: Database, there: Installation, damage: str
) -> None:
    await fill(here, db)
    path = (await here.back_up()).path
    whole = path.read_bytes()
    half = len(whole) // 2
    path.write_bytes(whole[:half] if damage == "cut off" else whole[:half] + b"XX" + whole[half + 2 :])
    with pytest.raises(BackupRefused, match="damaged"):
        await here.restore(path, replaces=True)
    assert (await look_at(db.url)).is_used
    with pytest.raises(BackupRefused, match="damaged"):
        await there.restore(path)
    assert (await look_at(there.url)).rows == {}
    assert [file for file in there.settings.data_directory.rglob("*") if "restore" in file.name] == []


async def remade(path: Path, target: Path, **changes: Any) -> Path:
    """The same backup with another manifest."""
    archive = Archive(path)
    content = target.with_suffix(".content")
    content.mkdir()
    archive.check(content)
    manifest = dataclasses.replace(archive.manifest(), **changes)
    with new_archive(target, manifest, modified=0) as new:
        for file in sorted(content.iterdir()):
            new.add_file(file.name, file)
    return target


async def test_a_backup_of_a_newer_program_is_refused_by_its_version(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    newer = await remade((await here.back_up()).path, tmp_path / "newer.tar.gz", revision="9999", version="9.1")
    with pytest.raises(BackupRefused, match=r"newer program \(9\.1, schema 9999"):
        await there.restore(newer)


async def test_a_backup_of_the_other_kind_of_database_is_refused(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    other = "postgresql" if here.settings.is_sqlite else "sqlite"
    foreign = await remade((await here.back_up()).path, tmp_path / "foreign.tar.gz", database=other)
    with pytest.raises(BackupRefused, match="the kind of database it came from"):
        await there.restore(foreign)


async def test_an_older_backup_is_brought_to_the_newest_schema(there: Installation, restored: Database) -> None:
    """Made before the upgrade with the program of after it, as the careful do."""
    engine = create_async_engine(there.url)
    async with engine.begin() as connection:
        await connection.run_sync(_first_schema)
        await connection.execute(text(OLD_CONTACT))
    await engine.dispose()
    made = await there.back_up()
    report = await there.restore(made.path, replaces=True)
    assert (made.manifest.revision, report.migrated) == ("0001", True)
    assert await is_current(there.url)
    async with restored.reading() as session:
        assert await session.scalar(text("SELECT reference FROM contacts")) == "C-2026-0001"


def _first_schema(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0001")


OLD_CONTACT = """
INSERT INTO contacts (id, reference, channel, direction, state, class, address, line, subject, language, thread_key,
    queued_at, head_start_seconds, queue_key, created_at, updated_at, state_since, wrap_up_note, version)
VALUES ('c', 'C-2026-0001', 'sms', 'inbound', 'queued', 'normal', '+85291234567', '+85230000000', '漏水', 'zh-Hant',
    't', '2026-11-23 14:00:00+00:00', 0, 1, '2026-11-23 14:00:00+00:00', '2026-11-23 14:00:00+00:00',
    '2026-11-23 14:00:00+00:00', '', 1)
"""


async def test_a_file_that_is_gone_is_named_and_the_rest_is_saved(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    await fill(here, db)
    lost = hashlib.sha256(PHOTO).hexdigest()
    spoilt = hashlib.sha256(LETTER).hexdigest()
    folder = here.settings.data_directory / "media"
    (folder / lost[:2] / lost).unlink()
    (folder / spoilt[:2] / spoilt).write_bytes(b"other bytes")
    made = await here.back_up()
    assert made.missing == sorted([lost, spoilt])
    assert "MISSING" in made.in_words()
    report = await there.restore(made.path)
    assert report.media == 0
    assert "2 media files were missing already" in report.in_words()
    assert await rows_of(restored) == await rows_of(db)


async def test_a_generated_key_comes_back_with_the_backup(here: Installation, there: Installation) -> None:
    made = await here.back_up()
    assert there.settings.secret_key != here.settings.secret_key
    report = await there.restore(made.path)
    again = load({"CONTACTCENTER_DATA_DIRECTORY": str(there.settings.data_directory)})
    assert again.secret_key == here.settings.secret_key
    assert report.advice == ()


async def test_a_given_key_is_not_in_the_backup_and_its_loss_is_said(
    db: Database, there: Installation, tmp_path: Path
) -> None:
    source = make_installation(tmp_path / "source", db.url, SECRET_KEY="given by the deployer")
    made = await source.back_up()
    assert not made.manifest.has_secret_key
    assert b"given by the deployer" not in _unpacked(made.path)
    (advice,) = (await there.restore(made.path)).advice
    assert "CONTACTCENTER_SECRET_KEY" in advice


def _unpacked(path: Path) -> bytes:
    with Archive(path)._members() as members:
        return b"".join(content.read() for _name, content in members)


async def test_the_same_given_key_needs_no_word(db: Database, empty_url: str, tmp_path: Path) -> None:
    made = await make_installation(tmp_path / "one", db.url, SECRET_KEY="the same").back_up()
    report = await make_installation(tmp_path / "two", empty_url, SECRET_KEY="the same").restore(made.path)
    assert report.advice == ()


async def test_tables_of_another_program_are_never_touched(here: Installation, there: Installation) -> None:
    made = await here.back_up()
    engine = create_async_engine(there.url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    await engine.dispose()
    with pytest.raises(BackupRefused, match="tables of another program"):
        await there.restore(made.path, replaces=True)


async def test_where_there_is_nothing_nothing_is_backed_up(there: Installation) -> None:
    with pytest.raises(BackupRefused, match="nothing to back up"):
        await there.back_up()


async def test_a_backup_never_overwrites_another(here: Installation, tmp_path: Path) -> None:
    path = (await here.back_up(tmp_path)).path
    assert path.parent == tmp_path
    with pytest.raises(BackupRefused, match="exists already"):
        await here.back_up(path)
    with pytest.raises(BackupRefused, match="is not a folder"):
        await here.back_up(tmp_path / "no such folder" / "backup.tar.gz")


async def test_a_terminal_is_told_how_far_it_has_come(here: Installation, db: Database, there: Installation) -> None:
    await fill(here, db)
    here.terminal.isatty = lambda: True  # type: ignore[method-assign]
    made = await here.back_up()
    assert "Database: packing" in here.terminal.getvalue()
    assert here.terminal.getvalue().endswith("\r\x1b[K"), "its line is wiped at the end"
    await there.restore(made.path)
    assert there.terminal.getvalue() == "", "a pipe or a file gets none of it"
