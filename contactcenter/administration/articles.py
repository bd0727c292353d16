"""Imports and exports articles at the keyboard, beside a running server: `kb import` and `kb export`."""

import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from contactcenter import clock
from contactcenter.administration.progress import Progress
from contactcenter.db import Database
from contactcenter.media.store import MediaStore
from knowledge_base.exchange.exporting import Archive, Folder, export_articles
from knowledge_base.exchange.importing import Tally, Terms, batches_of, keep_pictures, preview, save_batch
from knowledge_base.exchange.incoming import Defaults
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_path


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """What is to be imported, and how; with `only_looks` nothing is written."""

    path: Path
    defaults: Defaults
    terms: Terms
    only_looks: bool = False


async def import_articles(db: Database, media: MediaStore, wanted: ImportWanted, *, progress: Progress) -> Tally:
    """Everything that can be taken; what cannot is in the tally. Stopped in between, it goes on when started again."""
    with closing(open_path(wanted.path)) as source:
        return await _import(db, media, Reading(source, wanted.defaults), wanted, progress=progress)


async def _import(
    db: Database, media: MediaStore, reading: Reading, wanted: ImportWanted, *, progress: Progress
) -> Tally:
    tally = Tally()
    for batch in batches_of(reading):
        if wanted.only_looks:
            async with db.reading() as session:
                saved, problems = await preview(session, batch)
        else:
            pictures = await keep_pictures(db, media, batch)
            async with db.transaction() as session:
                saved, problems = await save_batch(session, batch, pictures, wanted.terms, now=clock.now())
        tally.saved += saved
        tally.add_problems(problems)
        progress.show("Articles", reading.done, reading.total)
    progress.clear()
    return tally


async def export_to(db: Database, media: MediaStore, path: Path, *, format: str) -> int:
    """Every article that is not retired, with its files, to a folder, or to an archive where the path says .zip."""
    async with db.reading() as session:
        if path.suffix.lower() != ".zip":
            return await export_articles(session, Folder(path), format=format, media=media)
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            return await export_articles(session, Archive(archive), format=format, media=media)


def in_words(tally: Tally, *, only_looks: bool) -> str:
    """What came of it, and each file that was not taken."""
    saved = tally.saved
    verb = "would be " if only_looks else ""
    lines = [f"{saved.created} texts {verb}new, {saved.changed} {verb}changed, {saved.unchanged} as they stood."]
    if tally.problem_count:
        lines.append(f"{tally.problem_count} not taken:")
        lines += [f"  {problem.file or 'Import'}: {problem.reason}" for problem in tally.problems]
        if tally.problem_count > len(tally.problems):
            lines.append(f"  and {tally.problem_count - len(tally.problems)} more.")
    return "\n".join(lines)
