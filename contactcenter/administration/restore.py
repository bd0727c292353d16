"""Puts a backup back: everything is read and proven first, media next, and the database last and at once.

Until that last step nothing that exists has changed; whenever the machine stops, the database is either the old
or the new one.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contactcenter.administration import postgresql_copy, sqlite_copy
from contactcenter.administration.archive import DATABASE_FILES, SECRET_KEY, Archive, BackupRefused, Manifest
from contactcenter.administration.begin_anew import SENT_PERHAPS, begin_anew
from contactcenter.administration.progress import Progress
from contactcenter.administration.survey import HISTORY_OF_SCHEMA, Survey, connected, look_at
from contactcenter.config import PREFIX, Settings, keep_secret
from contactcenter.db import Database
from contactcenter.live.nodes import EXPIRY_SECONDS, fingerprint
from contactcenter.media.store import MediaStore
from contactcenter.migrations.runner import head_revision, knows_revision, migrate

WORKING_FOLDER = ".restore-"
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back. `advice` are sentences about what the restorer should know or do next."""

    manifest: Manifest
    media: int
    migrated: bool
    advice: tuple[str, ...]

    def in_words(self) -> str:
        rows = self.manifest.rows
        lines = [
            f"Restored as of {self.manifest.made_at}: {rows.get('contacts', 0)} contacts, {rows.get('messages', 0)} "
            f"messages, {self.media} media files.",
            "Everybody signs in again. Texts that waited to be sent are looked for at the carrier before they go out.",
        ]
        if self.migrated:
            lines.append(f"The schema was brought from {self.manifest.revision} to {head_revision()}.")
        return "\n".join([*lines, *self.advice])


async def restore(
    settings: Settings, path: Path, *, replaces: bool, now: datetime, progress: Progress
) -> RestoreReport:
    """Make this installation what the backup holds. On SQLite the caller holds the file (`db.exclusive_use`)."""
    archive = Archive(path)
    manifest = archive.manifest()
    _refuse_unfit(manifest, settings, path)
    present = await _survey(settings)
    _refuse_occupied(present, replaces)
    await _refuse_served(settings, present)
    with _working_folder(settings) as folder:
        progress.show("Reading and checking")
        await asyncio.to_thread(archive.check, folder)
        media = await _bring_media(archive, manifest, MediaStore(settings.media_url), progress)
        progress.show("Database: loading")
        if settings.is_sqlite:
            await _replace_sqlite(settings, folder, manifest, now)
        else:
            await _replace_postgresql(settings, folder, manifest, present, now)
        advice = _bring_secret(settings, manifest, folder)
    progress.clear()
    if media < manifest.media:
        advice += (f"{manifest.media - media} media files were missing already when the backup was made.",)
    return RestoreReport(manifest, media, manifest.revision != head_revision(), advice)


def _refuse_unfit(manifest: Manifest, settings: Settings, path: Path) -> None:
    kind = "sqlite" if settings.is_sqlite else "postgresql"
    if manifest.database != kind:
        raise BackupRefused(
            f"{path} holds a {KINDS[manifest.database]} database, but {PREFIX}DATABASE_URL names {KINDS[kind]}: "
            f"a backup goes back into the kind of database it came from."
        )
    if not knows_revision(manifest.revision):
        raise BackupRefused(
            f"{path} was made by a newer program ({manifest.version}, schema {manifest.revision}; this one knows "
            f"schemas up to {head_revision()}): install that version or a later one."
        )


def _refuse_occupied(present: Survey | None, replaces: bool) -> None:
    if present is None:
        if not replaces:
            raise BackupRefused(
                "The database that is there cannot be read: add --replace to put the backup in its place."
            )
        return
    if present.rows and not present.revision:
        raise BackupRefused("The database holds tables of another program: give this one a database of its own.")
    if present.revision and not knows_revision(present.revision):
        raise BackupRefused(f"The database has a newer schema ({present.revision}) than this program knows.")
    if present.is_used and not replaces:
        raise BackupRefused(
            "The database is in use: add --replace if all that it holds shall go and the backup take its place."
        )


async def _survey(settings: Settings) -> Survey | None:
    """What is there now; None where it cannot be read. On SQLite a missing file is an empty database."""
    if not settings.is_sqlite:
        return await look_at(settings.database_url)
    if not settings.sqlite_path.exists():
        return Survey("", {}, frozenset())
    try:
        return await look_at(settings.database_url)
    except (DBAPIError, BackupRefused):
        return None


async def _refuse_served(settings: Settings, present: Survey | None) -> None:
    """On SQLite the lock of the file says it; on PostgreSQL the heartbeats of the nodes do."""
    if settings.is_sqlite or present is None or not present.rows.get("nodes"):
        return
    alive = text("SELECT count(*) FROM nodes WHERE heartbeat_at > now() - make_interval(secs => :seconds)")
    async with connected(settings.database_url) as connection:
        count = await connection.scalar(alive.bindparams(seconds=EXPIRY_SECONDS))
    if count:
        raise BackupRefused(
            f"{count} servers work on this database: stop them first. (One that was killed counts for another "
            f"{EXPIRY_SECONDS} seconds.)"
        )


@contextmanager
def _working_folder(settings: Settings) -> Iterator[Path]:
    """A folder beside the database, so that a file in it can take its place by a rename."""
    beside = settings.sqlite_path.parent if settings.is_sqlite else settings.data_directory
    beside.mkdir(parents=True, exist_ok=True)
    for left_behind in beside.glob(f"{WORKING_FOLDER}*"):
        # Of a restore that was killed; personal data must not lie about.
        shutil.rmtree(left_behind, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=WORKING_FOLDER, dir=beside) as folder:
        yield Path(folder)


async def _bring_media(archive: Archive, manifest: Manifest, store: MediaStore, progress: Progress) -> int:
    """Media first: a database must never name what is not there. What is there already stays as it is."""
    count = 0
    files = archive.media()
    while (found := await asyncio.to_thread(next, files, None)) is not None:
        progress.show("Media: bringing back", count, manifest.media)
        await store.put(found[1])
        count += 1
    return count


async def _replace_sqlite(settings: Settings, folder: Path, manifest: Manifest, now: datetime) -> None:
    new = folder / DATABASE_FILES["sqlite"]
    url = f"sqlite+aiosqlite:///{new}"
    await asyncio.to_thread(sqlite_copy.make_whole, new, SENT_PERHAPS)
    await migrate(url)
    await _begin_anew(url, settings, manifest, now)
    await asyncio.to_thread(sqlite_copy.put_in_place, new, settings.sqlite_path)


async def _replace_postgresql(
    settings: Settings, folder: Path, manifest: Manifest, present: Survey | None, now: datetime
) -> None:
    tables = {*manifest.rows, HISTORY_OF_SCHEMA, *(present.rows if present else ())}
    copy = folder / DATABASE_FILES["postgresql"]
    await postgresql_copy.load(settings.database_url, copy, replacing=sorted(tables), then=SENT_PERHAPS)
    await migrate(settings.database_url)
    await _begin_anew(settings.database_url, settings, manifest, now)


async def _begin_anew(url: str, settings: Settings, manifest: Manifest, now: datetime) -> None:
    db = Database(url)
    try:
        await begin_anew(db, settings, made_at=datetime.fromisoformat(manifest.made_at), now=now)
    finally:
        await db.close()


def _bring_secret(settings: Settings, manifest: Manifest, folder: Path) -> tuple[str, ...]:
    """The key signs the links we send; a kept one comes back with the backup, a given one must be given again."""
    if manifest.has_secret_key and settings.secret_key_is_generated:
        keep_secret(settings.data_directory, (folder / SECRET_KEY).read_text())
        return ()
    if manifest.secret_fingerprint == fingerprint(settings.secret_key):
        return ()
    former = (
        "is in the backup as the member secret_key" if manifest.has_secret_key else "was set when the backup was made"
    )
    return (
        f"{PREFIX}SECRET_KEY differs from that of the backup: links sent out before no longer open. "
        f"Set it to the former value, which {former}, if they should.",
    )
