"""Where articles come from: one file, a folder or a ZIP archive, read file by file and never written to disk."""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol
from urllib.parse import unquote

from contactcenter.errors import InvalidInput

LARGEST_FILE: Final = 100 * 1024 * 1024
# Of an archive, unpacked: what somebody uploads, and what an administrator imports at the keyboard.
LARGEST_UPLOAD: Final = 500 * 1024 * 1024
MOST_FILES: Final = 500_000
# What desktops put into archives and nobody wrote.
_NOT_CONTENT: Final = ("__MACOSX", ".", "~$")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file by its path with slashes; `read` gives its bytes, or raises `InvalidInput`."""

    name: str
    size: int
    read: Callable[[], bytes]

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
        names = ((file, file.relative_to(path).as_posix()) for file in path.rglob("*"))
        return Files([_on_disk(file, name) for file, name in names if _is_content(name) and file.is_file()])
    if not path.is_file():
        raise InvalidInput(f"{path} is not a folder or a file.")
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
    return Files([SourceFile(name, len(content), lambda: content)])


def open_archive(file: BinaryIO, *, largest: int | None) -> Source:
    """A ZIP archive; `InvalidInput` for one that is none, is locked, or would unpack to more than `largest`."""
    try:
        archive = zipfile.ZipFile(file)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InvalidInput("This is not a ZIP archive that can be read.") from error
    if len(entries) > MOST_FILES or (largest is not None and sum(entry.file_size for entry in entries) > largest):
        raise InvalidInput("This archive holds too much; import it in parts.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise InvalidInput("This archive is locked with a password; unlock it first.")
    wanted = [(entry, _name_of(entry)) for entry in entries if not stat.S_ISLNK(entry.external_attr >> 16)]
    return Files([_in_archive(archive, entry, name) for entry, name in wanted if _is_content(name)], file)


def _in_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> SourceFile:
    def read() -> bytes:
        # The size that an archive names may be a lie: never more is unpacked than it said.
        if entry.file_size > LARGEST_FILE:
            raise InvalidInput(f"At most {LARGEST_FILE // 1024**2} MB a file.")
        try:
            with archive.open(entry) as opened:
                return opened.read(entry.file_size)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise InvalidInput("This file of the archive is broken.") from error

    return SourceFile(name, entry.file_size, read)


def _on_disk(path: Path, name: str) -> SourceFile:
    def read() -> bytes:
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidInput(f"At most {LARGEST_FILE // 1024**2} MB a file.")
        return path.read_bytes()

    return SourceFile(name, path.stat().st_size, read)


def _is_content(name: str) -> bool:
    return not any(part.startswith(_NOT_CONTENT) for part in PurePosixPath(name).parts)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Old archivers write names in the encoding of their desk and do not say so."""
    name = entry.filename.replace("\\", "/")
    if entry.flag_bits & 0x800 or name.isascii():
        return name
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return name
