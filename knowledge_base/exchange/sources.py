"""Where articles come from: one file, a folder or a ZIP archive, read file by file and never written to disk."""

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, Final, Protocol, cast
from urllib.parse import unquote

from contactcenter.errors import InvalidInput
from knowledge_base.exchange.encodings import decode_names

LARGEST_FILE: Final = 100 * 1024 * 1024
# Of an archive, unpacked: what somebody uploads, and what an administrator imports at the keyboard.
LARGEST_UPLOAD: Final = 500 * 1024 * 1024
MOST_FILES: Final = 500_000
# What desktops put into archives and nobody wrote.
_NOT_CONTENT: Final = ("__MACOSX", ".", "~$")
_SAYS_UTF8: Final = 0x800
_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini"})
# Of an archive or a disk that is damaged, or packed in a way that we cannot unpack.
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file by its path with slashes."""

    name: str
    size: int
    open: Callable[[], BinaryIO]

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """To be read piece by piece; what is wrong with the file is an `InvalidInput`, also in the middle of it."""
        if self.size > LARGEST_FILE:
            megabytes = LARGEST_FILE // 1024**2
            raise InvalidInput(f"At most {megabytes} MB a file.", code="file_too_large", details={"most": megabytes})
        try:
            with self.open() as file:
                yield file
        except _BROKEN as error:
            raise InvalidInput("This file is broken and cannot be read.", code="broken_file") from error

    def read(self) -> bytes:
        """All of it; never more than the size that was named, which in an archive may be a lie."""
        with self.opened() as file:
            return file.read(self.size)

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem


class Source(Protocol):
    """All files to be looked at, in the order of their names."""

    def files(self) -> Iterator[SourceFile]: ...

    def find(self, beside: str, address: str) -> SourceFile | None:
        """The file that an article in the file `beside` means by a relative address."""

    def close(self) -> None:
        """Nothing is read any more."""


class Files:
    """A source whose files are all known by name."""

    def __init__(self, files: list[SourceFile], opened: BinaryIO | None = None) -> None:
        self._opened = opened
        self._files = {file.name: file for file in sorted(files, key=lambda file: file.name)}

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def files(self) -> Iterator[SourceFile]:
        yield from self._files.values()

    def find(self, beside: str, address: str) -> SourceFile | None:
        parts = list(PurePosixPath(beside).parent.parts)
        for part in PurePosixPath(unquote(address.partition("?")[0].partition("#")[0])).parts:
            if part == "..":
                # Out of the source there is nothing.
                parts = parts[:-1]
            elif part not in ("/", "."):
                parts.append(part)
        return self._files.get("/".join(parts))


def open_path(path: Path) -> Source:
    """A folder with everything below it, an archive, or one file."""
    if path.is_dir():
        found = [file for file in path.rglob("*") if file.is_file()]
        named = zip(found, _names_on_disk([file.relative_to(path) for file in found]), strict=True)
        return Files([_on_disk(file, name) for file, name in named if _is_content(name)])
    if not path.is_file():
        raise InvalidInput(f"{path} is not a folder or a file.", code="no_such_file")
    if path.suffix.lower() == ".zip":
        return _open_on_disk(path)
    return Files([_on_disk(path, path.name)])


def _open_on_disk(path: Path) -> Source:
    file = path.open("rb")
    try:
        return open_archive(file, largest=None)
    except InvalidInput:
        file.close()
        raise


def open_bytes(name: str, content: bytes) -> Source:
    """A file that was uploaded; an archive is opened."""
    if PurePosixPath(name).suffix.lower() == ".zip":
        return open_archive(io.BytesIO(content), largest=LARGEST_UPLOAD)
    return Files([SourceFile(name, len(content), lambda: io.BytesIO(content))])


def open_archive(file: BinaryIO, *, largest: int | None) -> Source:
    """A ZIP archive; `InvalidInput` for one that is none, is locked, or would unpack to more than `largest`."""
    try:
        archive = zipfile.ZipFile(file)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InvalidInput("This is not a ZIP archive that can be read.", code="no_archive") from error
    if len(entries) > MOST_FILES or (largest is not None and sum(entry.file_size for entry in entries) > largest):
        raise InvalidInput("This archive holds too much; import it in parts.", code="archive_too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidInput("This archive is locked with a password; unlock it first.", code="archive_locked")
    entries = [entry for entry in entries if not stat.S_ISLNK(entry.external_attr >> 16)]
    wanted = zip(entries, _names_of(entries), strict=True)
    return Files([_in_archive(archive, entry, name) for entry, name in wanted if _is_content(name)], file)


def _in_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> SourceFile:
    return SourceFile(name, entry.file_size, lambda: cast(BinaryIO, archive.open(entry)))


def _on_disk(path: Path, name: str) -> SourceFile:
    return SourceFile(name, path.stat().st_size, lambda: path.open("rb"))


def _names_on_disk(paths: Sequence[PurePath]) -> list[str]:
    """Also of files that were unpacked with names in another encoding than ours."""
    names = [path.as_posix() for path in paths]
    strange = [name for name in names if not _is_text(name)]
    known = dict(zip(strange, decode_names(os.fsencode(name) for name in strange), strict=True))
    return [known.get(name, name) for name in names]


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_content(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.lower() not in _SYSTEM_FILES and not any(part.startswith(_NOT_CONTENT) for part in path.parts)


def _names_of(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Old archivers write names in the encoding of their desk and do not say so; one archive was made at one desk."""
    unsaid = [entry for entry in entries if not (entry.flag_bits & _SAYS_UTF8 or entry.filename.isascii())]
    try:
        decoded = decode_names(entry.orig_filename.encode("cp437") for entry in unsaid)
        names = dict(zip(map(id, unsaid), decoded, strict=True))
    except (InvalidInput, UnicodeEncodeError):
        names = {}
    # A NUL ends a name, and nothing can keep one.
    return [names.get(id(entry), entry.filename).partition("\x00")[0].replace("\\", "/") for entry in entries]
