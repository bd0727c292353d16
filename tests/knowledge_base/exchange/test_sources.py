"""Archives and folders of other desks: their names are read, and what is damaged is named."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from knowledge_base.exchange.incoming import Incoming, Problem
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_archive, open_path
from tests.knowledge_base.exchange.files import archive


def test_a_damaged_archive_names_the_files_that_are_lost() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a.md", "---\ntitle: T\n---\nb")
        written.writestr("b.csv", "title,body\n" + "".join(f"t{number},b{number}\n" for number in range(30_000)))
    content = bytearray(packed.getvalue())
    content[len(content) // 2 : len(content) // 2 + 50] = bytes(50)
    found = list(Reading(open_archive(io.BytesIO(bytes(content)), largest=None)))
    assert [(each.file, each.code) for each in found if isinstance(each, Problem)] == [("b.csv", "broken_file")]
    assert isinstance(found[0], Incoming)


@pytest.mark.parametrize(
    ("encoding", "name"), [("gbk", "知识/水管.md"), ("big5", "知識/功能許可.md"), ("utf-8", "知識/水.md")]
)
def test_names_that_do_not_say_their_encoding_are_read(encoding: str, name: str) -> None:
    raw = name.encode(encoding)
    stand_in = b"x" * (len(raw) - 3) + b".md"
    packed = archive({stand_in.decode(): "---\ntitle: T\n---\nb"}).getvalue()
    (file,) = open_archive(io.BytesIO(packed.replace(stand_in, raw)), largest=None).files()
    assert file.name == name


def test_a_name_on_disk_in_another_encoding_is_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + "/水管.md".encode("gbk"), "w") as file:
        file.write("---\ntitle: T\n---\nb")
    (one,) = Reading(open_path(tmp_path))
    assert (one.file, one.draft.code) == ("水管.md", "水管")  # type: ignore[union-attr]
