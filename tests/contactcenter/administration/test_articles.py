"""Articles at the keyboard: in, out, and what is said of it."""

import io
from pathlib import Path

from contactcenter.administration.articles import ImportWanted, export_to, import_articles, in_words
from contactcenter.administration.progress import Progress
from contactcenter.db import Database
from contactcenter.media.store import MediaStore
from knowledge_base.articles.bulk import Saved
from knowledge_base.exchange.exporting import FORMATS
from knowledge_base.exchange.importing import Tally, Terms
from knowledge_base.exchange.incoming import Defaults, Problem

COUNT = 700


def write_articles(folder: Path) -> Path:
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"a{number:03}.md").write_text(f"---\ntitle: 第{number}篇\n---\n內容。", encoding="utf-8")
    (folder / "broken.md").write_text("no front matter", encoding="utf-8")
    return folder


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def test_a_folder_goes_in_with_a_bar_and_out_again(db: Database, tmp_path: Path) -> None:
    folder, media, terminal = write_articles(tmp_path / "in"), MediaStore((tmp_path / "media").as_uri()), Terminal()
    looked = ImportWanted(folder, Defaults(), Terms(), only_looks=True)
    tally = await import_articles(db, media, looked, progress=Progress(io.StringIO()))
    assert in_words(tally, only_looks=True).splitlines() == [
        f"{COUNT} texts would be new, 0 would be changed, 0 as they stood.",
        "1 not taken:",
        "  broken.md: The file must begin with front matter between two lines of three dashes.",
    ]
    wanted = ImportWanted(folder, Defaults(), Terms())
    tally = await import_articles(db, media, wanted, progress=Progress(terminal))
    assert tally.saved == Saved(created=COUNT)
    assert "█" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K"), "its line is wiped at the end"
    for format in FORMATS:
        assert await export_to(db, media, tmp_path / f"{format}.zip", format=format) == COUNT
        again = ImportWanted(tmp_path / f"{format}.zip", Defaults(), Terms())
        tally = await import_articles(db, media, again, progress=Progress(io.StringIO()))
        assert (tally.saved, tally.problem_count) == (Saved(unchanged=COUNT), 0)


def test_problems_beyond_a_screenful_are_only_counted() -> None:
    tally = in_words_of(300)
    assert tally.endswith("  and 100 more.")


def in_words_of(count: int) -> str:
    from_files = [Problem(f"{number}.md", "wrong") for number in range(count)]
    tally = Tally()
    tally.add_problems(from_files)
    return in_words(tally, only_looks=False)
