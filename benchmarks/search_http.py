"""`python -m benchmarks.search_http FOLDER [--size 100000] [--database sqlite]`: the search as a browser asks it.

FOLDER holds judged questions as `benchmarks.search` reads them. So many articles are stored, a third of them for staff
or one group and some for one tower; `contactcenter serve` is started on them; agents who belong to groups ask for
contacts with a place: one after the other, then several at once while articles are edited.
"""

import argparse
import asyncio
import contextlib
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from time import perf_counter

import aiohttp
import numpy as np
from sqlalchemy import insert, select, update

from benchmarks.processes import LOAD_CORE, Server, pin, running
from benchmarks.product.estate import Estate, prepare
from benchmarks.searchers.collection import Collection, Question, Text, read_collection
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, new_id
from contactcenter.groups.models import Group, GroupMember
from contactcenter.places.models import Place
from contactcenter.places.service import create_place
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import GROUP, PUBLIC, STAFF, Article, ArticleGroup, ArticlePlace
from knowledge_base.articles.service import save_text
from tests.support.servers import running_postgresql

BATCH = 500
AUDIENCES = (PUBLIC, PUBLIC, STAFF, PUBLIC, PUBLIC, GROUP)
CATEGORIES = ("repairs", "fees", "access", "renovation", "safety", "other")
TOWERS = 12
WARM_UP = 30
AT_ONCE = 8
# The index of 100,000 articles is built before the first answer.
STARTING_SECONDS = 300
EDITS_A_SECOND = 5


@dataclass(frozen=True)
class Asked:
    title: str
    seconds: Sequence[float]

    def line(self, cpu_seconds: float) -> str:
        p50, p99 = np.percentile(self.seconds, (50, 99)) * 1000
        cpu = cpu_seconds / len(self.seconds) * 1000
        return f"{self.title:40}{len(self.seconds):8}{p50:9.1f}{p99:9.1f}{max(self.seconds) * 1000:9.1f}{cpu:9.1f}"


def main() -> None:
    arguments = _arguments()
    collection = read_collection(arguments.folder, arguments.size, arguments.questions)
    with tempfile.TemporaryDirectory(prefix="search-http-") as folder, contextlib.ExitStack() as stack:
        url = stack.enter_context(_database(arguments.database, Path(folder)))
        estate = prepare(url, agents=AT_ONCE, phones=AT_ONCE * 4)
        started = perf_counter()
        asyncio.run(_fill(url, collection.texts))
        _say(f"{len(collection.texts)} articles on {arguments.database}, stored in {perf_counter() - started:.0f} s")
        port = _free_port()
        settings = {
            "CONTACTCENTER_DATABASE_URL": url,
            "CONTACTCENTER_PORT": str(port),
            "CONTACTCENTER_DATA_DIRECTORY": folder,
        }
        started, log = perf_counter(), Path(folder) / "serve.log"
        with running(
            ["contactcenter.cli", "serve"],
            port=port,
            log=log,
            path="/readyz",
            settings=settings,
            patience=STARTING_SECONDS,
        ) as server:
            _say(f"serving after {perf_counter() - started:.0f} s with {server.memory_mib():.0f} MiB\n")
            pin(os.getpid(), LOAD_CORE)
            asyncio.run(_measure(server, url, estate, collection))


@contextlib.contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'desk.db'}"
        return
    with running_postgresql() as postgresql:
        postgresql.run_sql("CREATE DATABASE desk")
        yield postgresql.url("desk")


async def _fill(url: str, texts: Sequence[Text]) -> None:
    db = Database(url)
    now = datetime.now(UTC)
    try:
        for start in range(0, len(texts), BATCH):
            drafts = [_draft(number, text) for number, text in enumerate(texts[start : start + BATCH], start)]
            async with db.transaction() as session:
                await save_articles(session, drafts, author_id=None, now=now)
        await _describe(db)
    finally:
        await db.close()


def _draft(number: int, text: Text) -> ArticleDraft:
    words = TextDraft(text.language, text.title, text.body)
    category, audience = CATEGORIES[number % len(CATEGORIES)], AUDIENCES[number % len(AUDIENCES)]
    return ArticleDraft(code=text.code, text=words, category=category, audience=audience)


async def _describe(db: Database) -> None:
    """Groups whose articles these are, towers that some articles speak of, and contacts that come from there."""
    async with db.transaction() as session:
        estate_id = (await session.scalars(select(Place.id).where(Place.code == "BENCH"))).one()
        towers = [
            await create_place(session, kind="building", code=f"T{n}", names={}, parent_id=estate_id)
            for n in range(TOWERS)
        ]
        group = Group(id=new_id(), code="bench", names={})
        session.add(group)
        await session.flush()
        agents = (await session.scalars(select(Contact.agent_id).distinct())).all()
        members = [{"group_id": group.id, "agent_id": agent_id} for agent_id in agents[::2] if agent_id]
        await session.execute(insert(GroupMember), members)
        ids = (await session.execute(select(Article.id, Article.audience).order_by(Article.code))).all()
        of_group = [{"article_id": id_, "group_id": group.id} for id_, audience in ids if audience == GROUP]
        await session.execute(insert(ArticleGroup), of_group)
        placed = [{"article_id": id_, "place_id": towers[n % TOWERS].id} for n, (id_, _) in enumerate(ids[::20])]
        await session.execute(insert(ArticlePlace), placed)
        await session.execute(update(Contact).values(place_id=towers[0].id))


async def _measure(server: Server, url: str, estate: Estate, collection: Collection) -> None:
    _say(f"{'':40}{'asked':>8}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}{'CPU ms':>9}")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as browser:
        desk = _Desk(browser, estate)
        await desk.ask("", collection.questions["as written"][:WARM_UP])
        for title, questions in collection.questions.items():
            await _tell(server, desk.ask(title, questions))
        questions = collection.questions["as written"]
        await _tell(server, desk.ask("as written, one category", questions, category="fees"))
        await _tell(server, desk.ask_at_once(f"as written, {AT_ONCE} at once", questions))
        async with _editing(url):
            await _tell(server, desk.ask(f"as written, {EDITS_A_SECOND} edits a second", questions))
    load, memory = os.getloadavg()[0], server.memory_mib()
    _say(f"\nCPU: of the server, for each question. It holds {memory:.0f} MiB. Load of the machine: {load:.1f}")


async def _tell(server: Server, asking: Coroutine[None, None, Asked]) -> None:
    before = server.cpu_seconds()
    asked = await asking
    _say(asked.line(server.cpu_seconds() - before))


class _Desk:
    def __init__(self, browser: aiohttp.ClientSession, estate: Estate) -> None:
        self._browser = browser
        self._agents = cycle([(token, estate.held_by(n)[0]) for n, token in enumerate(estate.tokens)])

    async def ask(self, title: str, questions: Sequence[Question], **chosen: str) -> Asked:
        return Asked(title, [await self._one(question.words, chosen) for question in questions])

    async def ask_at_once(self, title: str, questions: Sequence[Question]) -> Asked:
        parts = [questions[start::AT_ONCE] for start in range(AT_ONCE)]
        asked = await asyncio.gather(*(self.ask(title, part) for part in parts))
        return Asked(title, [seconds for part in asked for seconds in part.seconds])

    async def _one(self, words: str, chosen: dict[str, str]) -> float:
        token, contact = next(self._agents)
        query = {"q": words[:400], "contact": contact, "box": "bench", **chosen}
        headers = {"Authorization": f"Bearer {token}"}
        started = perf_counter()
        async with self._browser.get("/api/v1/search", params=query, headers=headers) as answer:
            await answer.read()
            answer.raise_for_status()
        return perf_counter() - started


@contextlib.asynccontextmanager
async def _editing(url: str) -> AsyncIterator[None]:
    """Somebody saves articles meanwhile, from another process."""
    db = Database(url)
    async with db.reading() as session:
        ids = (await session.scalars(select(Article.id).order_by(Article.id).limit(200))).all()

    async def edit() -> None:
        for number, article_id in enumerate(cycle(ids)):
            async with db.transaction() as session:
                words = TextDraft("zh-Hant", f"第{number}次更新", "電梯保養期間請使用其他電梯。")
                await save_text(session, article_id, words, author_id=None, now=datetime.now(UTC))
            await asyncio.sleep(1 / EDITS_A_SECOND)

    editing = asyncio.create_task(edit())
    try:
        yield
    finally:
        editing.cancel()
        await asyncio.gather(editing, return_exceptions=True)
        await db.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    main()
