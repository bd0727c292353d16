"""Makes a backup beside a running server: the database as it is at one moment, then all media it names, in one file.

Media are stored before the rows that name them are committed, so whatever the copied database names is there to be
copied after it. What was acknowledged before the backup began is in it.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from contactcenter import __version__, clock
from contactcenter.administration import postgresql_copy, sqlite_copy
from contactcenter.administration.archive import (
    DATABASE_FILES,
    SECRET_KEY,
    ArchiveWriter,
    BackupRefused,
    DatabaseKind,
    Manifest,
    media_name,
    new_archive,
)
from contactcenter.administration.progress import Progress
from contactcenter.administration.survey import Survey, look_at
from contactcenter.config import Settings
from contactcenter.errors import NotFound
from contactcenter.live.nodes import fingerprint
from contactcenter.media.store import MediaStore

# A store far away answers each request late, so several are asked for at once.
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written, and which media files could not be: their digests."""

    path: Path
    manifest: Manifest
    missing: list[str]

    def in_words(self) -> str:
        rows, size = self.manifest.rows, self.path.stat().st_size
        lines = [
            f"{self.path} ({size / 1e6:.1f} MB): {rows.get('contacts', 0)} contacts, {rows.get('messages', 0)} "
            f"messages, {self.manifest.media - len(self.missing)} media files.",
            "Keep it safe: whoever can read this file can read everything.",
        ]
        if self.missing:
            lines.append("MISSING in the media store, or no longer what they were:")
        return "\n".join(lines + self.missing)


async def back_up(settings: Settings, target: Path | None, *, now: datetime, progress: Progress) -> BackupReport:
    """Write a backup to `target` (a file or a folder; without one to `backups` in the data directory)."""
    path = _path_for(settings, target, now)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
        kind: DatabaseKind = "sqlite" if settings.is_sqlite else "postgresql"
        copy = Path(folder) / DATABASE_FILES[kind]
        found = await _copy_database(settings, copy, progress)
        if not found.revision:
            raise BackupRefused("There is nothing to back up: the database has no tables of this program.")
        manifest = _manifest(settings, kind, found, now)
        with new_archive(path, manifest, modified=now.timestamp()) as archive:
            progress.show("Database: packing")
            await asyncio.to_thread(archive.add_file, copy.name, copy)
            if manifest.has_secret_key:
                archive.add(SECRET_KEY, settings.secret_key.encode())
            missing = await _copy_media(MediaStore(settings.media_url), sorted(found.digests), archive, progress)
    progress.clear()
    return BackupReport(path, manifest, missing)


def _path_for(settings: Settings, target: Path | None, now: datetime) -> Path:
    name = f"contactcenter-{clock.local(now):%Y%m%d-%H%M%S}.tar.gz"
    if target is None:
        target = settings.data_directory / "backups"
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = target / name if target.is_dir() else target
    if path.exists():
        raise BackupRefused(f"{path} exists already: choose another name.")
    if not path.parent.is_dir():
        raise BackupRefused(f"{path.parent} is not a folder: make it first, or choose another place.")
    return path.absolute()


async def _copy_database(settings: Settings, copy: Path, progress: Progress) -> Survey:
    progress.show("Database: copying")
    if not settings.is_sqlite:
        return await postgresql_copy.dump(settings.database_url, copy)
    if not settings.sqlite_path.exists():
        raise BackupRefused(f"There is nothing to back up: {settings.sqlite_path} does not exist.")
    await asyncio.to_thread(
        sqlite_copy.copy_out,
        settings.sqlite_path,
        copy,
        lambda done, total: progress.show("Database: copying", done, total),
    )
    return await look_at(f"sqlite+aiosqlite:///{copy}")


def _manifest(settings: Settings, kind: DatabaseKind, found: Survey, now: datetime) -> Manifest:
    return Manifest(
        version=__version__,
        revision=found.revision,
        database=kind,
        made_at=now.isoformat(timespec="seconds"),
        rows=found.rows,
        media=len(found.digests),
        secret_fingerprint=fingerprint(settings.secret_key),
        has_secret_key=settings.secret_key_is_generated,
    )


async def _copy_media(
    store: MediaStore, digests: Sequence[str], archive: ArchiveWriter, progress: Progress
) -> list[str]:
    """Copy what is there; returns what is not, or is no longer what it was."""
    missing: list[str] = []
    for start in range(0, len(digests), AT_ONCE):
        some = digests[start : start + AT_ONCE]
        progress.show("Media: copying", start, len(digests))
        for digest, content in zip(some, await asyncio.gather(*(_read(store, each) for each in some)), strict=True):
            if content is None:
                missing.append(digest)
            else:
                await asyncio.to_thread(archive.add, media_name(digest), content)
    return missing


async def _read(store: MediaStore, digest: str) -> bytes | None:
    try:
        content = await store.get(digest)
    except NotFound:
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None
