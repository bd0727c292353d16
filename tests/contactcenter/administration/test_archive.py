"""The file of a backup: whole or not there, readable by any tar, and every damage found before it is used."""

import hashlib
import random
import subprocess
from pathlib import Path

import pytest

from contactcenter.administration.archive import Archive, BackupRefused, Manifest, media_name, new_archive

# Nothing in it repeats: in packed repetitions a byte may change and mean the same.
PHOTO = random.Random(1).randbytes(20_000)
DIGEST = hashlib.sha256(PHOTO).hexdigest()


def manifest(**values: object) -> Manifest:
    fields = {"version": "1", "revision": "0001", "database": "sqlite", "made_at": "2026-11-23T15:12:00+00:00"}
    return Manifest(**{**fields, "rows": {}, "media": 1, "secret_fingerprint": "", "has_secret_key": True, **values})  # type: ignore[arg-type]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path, database = tmp_path / "backup.tar.gz", tmp_path / "copy"
    database.write_bytes(b"rows")
    with new_archive(path, manifest(), modified=0) as archive:
        archive.add_file("database.sqlite", database)
        archive.add("secret_key", b"the key")
        archive.add(media_name(DIGEST), PHOTO)
    return path


def test_what_was_put_in_comes_out(written: Path, tmp_path: Path) -> None:
    archive = Archive(written)
    assert archive.manifest() == manifest()
    archive.check(tmp_path)
    assert (tmp_path / "database.sqlite").read_bytes() == b"rows"
    assert (tmp_path / "secret_key").read_bytes() == b"the key"
    assert list(archive.media()) == [(DIGEST, PHOTO)]


def test_only_its_owner_may_read_it(written: Path) -> None:
    assert written.stat().st_mode & 0o077 == 0


def test_ordinary_tools_open_and_prove_it(written: Path, tmp_path: Path) -> None:
    folder = tmp_path / "opened"
    folder.mkdir()
    subprocess.run(["tar", "-xzf", str(written), "-C", str(folder)], check=True)
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], check=True, cwd=folder)


def test_a_torn_writing_leaves_no_file(tmp_path: Path) -> None:
    def tear() -> None:
        with new_archive(tmp_path / "backup.tar.gz", manifest(), modified=0) as archive:
            archive.add("secret_key", b"the key")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        tear()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [0, 5, 60, 400, -20, -1], ids=lambda kept: f"the first {kept} bytes")
def test_a_file_that_is_cut_off_is_refused(written: Path, tmp_path: Path, kept: int) -> None:
    written.write_bytes(written.read_bytes()[:kept])
    with pytest.raises(BackupRefused, match="damaged"):
        Archive(written).check(tmp_path)


def test_a_changed_byte_anywhere_is_refused(written: Path, tmp_path: Path) -> None:
    whole = written.read_bytes()
    # The first ten bytes are gzip's own header: its date and system are of no account.
    for position in range(10, len(whole), max(1, len(whole) // 200)):
        written.write_bytes(whole[:position] + bytes([whole[position] ^ 0x10]) + whole[position + 1 :])
        with pytest.raises(BackupRefused):
            Archive(written).check(tmp_path)


def test_content_that_differs_from_its_checksum_is_named(tmp_path: Path) -> None:
    path = tmp_path / "backup.tar.gz"
    with new_archive(path, manifest(), modified=0) as archive:
        archive.add("secret_key", b"the key")
        archive._sums[-1] = archive._sums[-1].replace("secret_key", "something else")
    with pytest.raises(BackupRefused, match="secret_key and 1 more differs"):
        Archive(path).check(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00"], ids=["empty", "a text", "a mere head"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "something"
    path.write_bytes(content)
    with pytest.raises(BackupRefused, match="not a backup"):
        Archive(path).manifest()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="No such file"):
        Archive(tmp_path / "nothing").manifest()


def test_a_later_form_is_refused_by_the_version_that_made_it(tmp_path: Path) -> None:
    path = tmp_path / "backup.tar.gz"
    with new_archive(path, manifest(format=2, version="9.1"), modified=0):
        pass
    with pytest.raises(BackupRefused, match=r"later program \(9\.1\)"):
        Archive(path).manifest()
