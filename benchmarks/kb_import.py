"""How long 100,000 articles take from files into a database: `python -m benchmarks.kb_import --articles 100000`.

The words are made up from a list of phrases, a thousand characters an article. `--database` is a URL of a migrated,
empty database; without one, a scratch SQLite file is used. A second run over the same files shows what going on costs.
"""

import argparse
import asyncio
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from contactcenter.administration.articles import ImportWanted, import_articles
from contactcenter.administration.progress import Progress
from contactcenter.db import Database
from contactcenter.media.store import MediaStore
from contactcenter.migrations.runner import migrate
from knowledge_base.exchange.importing import Terms
from knowledge_base.exchange.incoming import Defaults
from knowledge_base.exchange.tables import write_table

PHRASES = (
    *("電梯故障請致電客戶服務處", "水管漏水先關總水掣", "管理費每月十號前繳交", "裝修須先申請並繳按金"),
    *("门卡遗失可于服务处补领", "物业费可以在线上缴交", "停水通知会提前三天张贴", "车位月租按合同计算"),
    *("Call the service line day and night", "Shut the main valve first", "The fee is due on the tenth"),
    *("Papers for a renovation permit", "Lost cards are replaced at the office", "- **Check** the notice in the lobby"),
)
CHARACTERS = 1000


def write_files(folder: Path, count: int, *, seed: int) -> Path:
    """A table and as many Markdown files: half of the articles each."""
    chance = random.Random(seed)
    words = [_article(chance, number) for number in range(count)]
    (folder / "articles.csv").write_text("".join(write_table(words[: count // 2])), encoding="utf-8")
    for number, each in enumerate(words[count // 2 :]):
        path = folder / f"{number // 1000:03}" / f"{each['code']}.md"
        path.parent.mkdir(exist_ok=True)
        head = "\n".join(f"{name}: {each[name]}" for name in ("code", "category", "title"))
        path.write_text(f"---\n{head}\n---\n\n{each['body']}\n", encoding="utf-8")
    return folder


def _article(chance: random.Random, number: int) -> dict[str, str]:
    title = f"{chance.choice(PHRASES)} {number}".removeprefix("- ")
    lines: list[str] = []
    while sum(map(len, lines)) < CHARACTERS:
        lines.append(" ".join(chance.choices(PHRASES, k=3)))
    return {"code": f"a-{number:06}", "title": title, "category": "repairs", "body": "\n\n".join(lines)}


async def measure(url: str, media: Path, source: Path) -> None:
    await migrate(url)
    db = Database(url)
    wanted = ImportWanted(source, Defaults(), Terms())
    try:
        for name in ("import", "again"):
            started = time.perf_counter()
            tally = await import_articles(db, MediaStore(media.as_uri()), wanted, progress=Progress())
            seconds = time.perf_counter() - started
            texts = tally.saved.created + tally.saved.changed + tally.saved.unchanged
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            rate = texts / seconds
            line = f"{name:8} {texts} texts  {seconds:.1f} s  {rate:.0f} texts/s  {memory} MB  {tally.saved}"
            sys.stdout.write(f"{line}\n")
    finally:
        await db.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--database", default="")
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="kb-import-"))
    try:
        (scratch / "source").mkdir()
        source = write_files(scratch / "source", arguments.articles, seed=arguments.seed)
        url = arguments.database or f"sqlite+aiosqlite:///{scratch / 'scratch.db'}"
        asyncio.run(measure(url, scratch / "media", source))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
