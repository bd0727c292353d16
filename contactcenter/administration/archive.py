"""The file of a backup: a gzipped tar that any tar opens, its manifest first and the checksums of everything else last.

`SHA256SUMS` has the form `sha256sum --check` reads, so a backup can be proven without this program.
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

from contactcenter.errors import ContactCenterError

FORMAT = 1
MANIFEST, CHECKSUMS, SECRET_KEY = "manifest.json", "SHA256SUMS", "secret_key"
DatabaseKind = Literal["sqlite", "postgresql"]
DATABASE_FILES: dict[DatabaseKind, str] = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
MEDIA_NAME = re.compile(r"media/[0-9a-f]{2}/([0-9a-f]{64})")

# Photos and recordings are compressed already; a higher level costs time and saves little.
COMPRESSION = 3
CHUNK = 1024 * 1024


class BackupRefused(ContactCenterError):
    """The backup could not be made or put back."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in a backup. `rows` counts each table; `media` counts the files that the database names."""

    version: str
    revision: str
    database: DatabaseKind
    made_at: str
    rows: dict[str, int]
    media: int
    secret_fingerprint: str
    has_secret_key: bool
    format: int = FORMAT


class ArchiveWriter:
    """Adds members to a backup; use it through `new_archive`."""

    def __init__(self, tar: tarfile.TarFile, modified: float) -> None:
        self._tar = tar
        self._modified = int(modified)
        self._sums: list[str] = []

    def add(self, name: str, content: bytes) -> None:
        self._add(name, len(content), io.BytesIO(content), hashlib.sha256(content).hexdigest())

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._add(name, path.stat().st_size, file, digest)

    def finish(self) -> None:
        """An archive without its checksums is a torn one."""
        self.add(CHECKSUMS, "".join(self._sums).encode())

    def _add(self, name: str, size: int, content: IO[bytes], digest: str) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, self._modified, 0o600
        self._tar.addfile(entry, content)
        self._sums.append(f"{digest}  {name}\n")


@contextmanager
def new_archive(target: Path, manifest: Manifest, *, modified: float) -> Iterator[ArchiveWriter]:
    """Write a backup. It gets its name when it is whole and on the disk; until then, and after a failure, it has none.

    Only its owner may read it: it holds everything that is known about everybody.
    """
    part = target.with_name(f"{target.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with gzip.GzipFile("", "wb", COMPRESSION, raw) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
                writer = ArchiveWriter(tar, modified)
                writer.add(MANIFEST, json.dumps(asdict(manifest), indent=2).encode())
                yield writer
                writer.finish()
            raw.flush()
            os.fsync(raw.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


class Archive:
    """Reads a backup from its beginning to its end, as often as asked."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def manifest(self) -> Manifest:
        """What it says of itself; refuses what is no backup or was made by a later program."""
        with self._members() as members:
            name, content = next(members, ("", io.BytesIO()))
            if name != MANIFEST:
                raise self._damaged("it has no manifest")
            return self._read_manifest(content.read())

    def check(self, folder: Path) -> None:
        """Read everything, hold it against the checksums, and leave database and key in `folder`."""
        found: dict[str, str] = {}
        said: dict[str, str] = {}
        with self._members() as members:
            for name, content in members:
                if name == CHECKSUMS:
                    said = _read_sums(content.read().decode(errors="replace"))
                elif name in (SECRET_KEY, *DATABASE_FILES.values()):
                    found[name] = _copy(content, folder / name)
                else:
                    found[name] = _digest(content)
        if not said:
            raise self._damaged("its end is missing")
        wrong = sorted(name for name in found.keys() | said.keys() if found.get(name) != said.get(name))
        if wrong:
            others = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            raise self._damaged(f"{wrong[0]}{others} differs from its checksum")

    def media(self) -> Iterator[tuple[str, bytes]]:
        """The media files with their digests, one after the other."""
        with self._members() as members:
            for name, content in members:
                if match := MEDIA_NAME.fullmatch(name):
                    yield match[1], content.read()

    @contextmanager
    def _members(self) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
        try:
            raw = self.path.open("rb")
        except OSError as error:
            raise BackupRefused(f"{self.path} cannot be read: {error.strerror}.") from error
        with raw:
            try:
                # GzipFile checks its own sum as well, which tarfile's own reader does not.
                with gzip.GzipFile(fileobj=raw) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
                    yield _files(tar, packed)
            except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise self._damaged("it cannot be read to its end") from error

    def _read_manifest(self, text: bytes) -> Manifest:
        try:
            fields = json.loads(text)
            if fields["format"] > FORMAT:
                raise BackupRefused(f"{self.path} was made by a later program ({fields['version']}): install that one.")
            return Manifest(**fields)
        except (ValueError, TypeError, KeyError) as error:
            raise self._damaged("its manifest cannot be read") from error

    def _damaged(self, how: str) -> BackupRefused:
        return BackupRefused(f"{self.path} is damaged or not a backup: {how}. Nothing was changed.")


def _files(tar: tarfile.TarFile, packed: gzip.GzipFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member)
        if content is not None:
            yield member.name, content
    # The tar ends before its packing does; only at the very end is the sum of the packing checked.
    while packed.read(CHUNK):
        pass


def media_name(digest: str) -> str:
    return f"media/{digest[:2]}/{digest}"


def _read_sums(text: str) -> dict[str, str]:
    lines = [line.split("  ", 1) for line in text.splitlines() if "  " in line]
    return {name: digest for digest, name in lines}


def _copy(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as file:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
