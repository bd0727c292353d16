from pathlib import Path

import pytest

from contactcenter.db import Database
from contactcenter.errors import InvalidInput
from knowledge_base.articles.service import get_article, list_articles
from knowledge_base.exchange import export_folder, import_folder, parse, read_folder
from tests.knowledge_base.builders import NOW

BURST_PIPE = """---
code: burst-pipe
language: en
category: emergency
title: Burst pipe: how to shut the main valve
short: Shut your valve now: meter cupboard.
sample_questions:
- burst pipe what do I do
- where is the valve: inside?
valid_from: 2025-01-01
---

## Do these things

1. **Shut** the water.
"""


def test_a_value_may_hold_colons_and_unknown_keys_are_left_alone() -> None:
    draft = parse(BURST_PIPE, code="file-name")
    assert (draft.code, draft.category, draft.text.language) == ("burst-pipe", "emergency", "en")
    assert draft.text.title == "Burst pipe: how to shut the main valve"
    assert draft.text.sample_questions == ("burst pipe what do I do", "where is the valve: inside?")
    assert draft.text.body == "## Do these things\n\n1. **Shut** the water."


def test_the_file_name_and_the_words_stand_in_for_code_and_language() -> None:
    draft = parse("---\r\ntitle: 水管爆裂\r\n---\r\n关水。", code="pipe")
    assert (draft.code, draft.text.language) == ("pipe", "zh-Hans")


async def test_import_is_idempotent_and_export_writes_what_import_reads(db: Database, tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "pipe.md").write_text(BURST_PIPE, encoding="utf-8")
    (source / "水.md").write_text("---\ncode: a/水\ntitle: 水費\naudience: staff\n---\n按錶。", encoding="utf-8")
    async with db.transaction() as session:
        assert await import_folder(session, source, now=NOW) == 2
    async with db.transaction() as session:
        assert await import_folder(session, source, now=NOW) == 0
        (article,) = await list_articles(session, words="burst")
        assert (await get_article(session, article.id)).text.short_text == "Shut your valve now: meter cupboard."
        assert await export_folder(session, target) == 2
    assert sorted(read_folder(target), key=str) == sorted(read_folder(source), key=str)
    assert (target / "en" / "burst-pipe.md").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("no front matter", "front matter"),
        ("---\ntitle: never closed", "front matter"),
        ("---\ncode: x\n---\nbody", "title"),
        ("---\ntitle: x\nlanguage: fr\n---\nbody", "language"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "bad.md").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"bad\.md") as caught:
        read_folder(tmp_path)
    assert reason in caught.value.message


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes("---\ntitle: 水管\n---\n關水".encode("big5"))
    with pytest.raises(InvalidInput, match=r"bad\.md"):
        read_folder(tmp_path)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="not a folder"):
        read_folder(tmp_path / "nothing")
