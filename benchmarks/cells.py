"""One cell: one server, one kind of load, its figures. Servers start anew for each cell, on a database of its own."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load.consoles import Seat
from benchmarks.load.main import Plan
from benchmarks.load.requests import sender_number
from benchmarks.processes import LOAD_CORE, Server, children_of, cpu_seconds, fsyncs_per_second, pin, running
from benchmarks.product.estate import Estate, prepare
from tests.support.servers import PostgreSQL, free_port

TOKEN = "the auth token of the benchmark"
ACCOUNT = "AC" + "5" * 32
PUBLIC_URL = "https://desk.example"
PHONES = 4000
AGENTS = 200
DRAIN_SECONDS = 120
FLOORS = {
    "edge": "benchmarks.floors.edge",
    "row": "benchmarks.floors.orm_row",
    "path": "benchmarks.floors.grouped_path",
}


@dataclass
class Cell:
    """The figures of one run. `per_second` counts acknowledged texts, `visible_per_second` those in their threads."""

    name: str
    database: str
    per_second: float = 0.0
    visible_per_second: float = 0.0
    cpu_us: float = 0.0
    database_cpu_us: float = 0.0
    memory_mib: float = 0.0
    answer_ms: dict[str, float] = field(default_factory=dict)
    screen_ms: dict[str, float] = field(default_factory=dict)
    rate: float = 0.0
    refused: int = 0
    lost: int = 0
    fsyncs: float = 0.0
    load_average: float = 0.0

    def as_json(self) -> str:
        return json.dumps(asdict(self))


@dataclass
class Place:
    """Where a cell keeps its things; `postgresql` is None for SQLite."""

    folder: Path
    postgresql: PostgreSQL | None
    count: int = 0

    @property
    def database(self) -> str:
        return "postgresql" if self.postgresql else "sqlite"

    @contextlib.contextmanager
    def fresh(self) -> Iterator["Store"]:
        """An empty database of its own."""
        self.count += 1
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="cell-") as name:
            if self.postgresql is None:
                yield Store(Path(name), Path(name) / "bench.db", None)
                return
            database = f"bench{self.count}"
            self.postgresql.run_sql(f"CREATE DATABASE {database}")
            try:
                yield Store(Path(name), None, (self.postgresql, database))
            finally:
                self.postgresql.run_sql(f"DROP DATABASE {database} WITH (FORCE)")


@dataclass(frozen=True)
class Store:
    """One database: a file, or a server's database by name."""

    folder: Path
    file: Path | None
    of_server: tuple[PostgreSQL, str] | None

    @property
    def floor_address(self) -> str:
        if self.file is not None:
            return str(self.file)
        assert self.of_server is not None
        server, name = self.of_server
        return f"postgresql://contactcenter@127.0.0.1:{server.port}/{name}"

    @property
    def product_url(self) -> str:
        if self.file is not None:
            return f"sqlite+aiosqlite:///{self.file}"
        return self.floor_address.replace("postgresql://", "postgresql+asyncpg://")

    def count(self, table: str) -> int:
        """Rows of a table, read beside the running server."""
        query = f"SELECT count(*) FROM {table}"
        if self.file is None:
            assert self.of_server is not None
            server, name = self.of_server
            return int(server.run_sql(query, name))
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=30)
        try:
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()

    def cpu_seconds(self) -> float:
        """What the database server's processes have used so far; 0 for SQLite, which is inside ours."""
        if self.of_server is None or self.of_server[0].process is None:
            return 0.0
        pid = self.of_server[0].process.pid
        return cpu_seconds(pid, *children_of(pid))


def run_load(folder: Path, plan: Plan) -> dict[str, Any]:
    """The load in a process of its own, on the other core."""
    file = folder / "plan.json"
    file.write_text(json.dumps(asdict(plan)))
    command = [sys.executable, "-m", "benchmarks.load.main", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    pin(process.pid, LOAD_CORE)
    out, _ = process.communicate(timeout=300)
    if process.returncode:
        raise RuntimeError("the load ended with an error, see above")
    outcome: dict[str, Any] = json.loads(out)
    return outcome


def _plan(port: int, **values: Any) -> Plan:
    return Plan(port=port, token=TOKEN, public_url=PUBLIC_URL, run=str(time.time_ns()), **values)


def measure_floor(place: Place, kind: str, *, seconds: float, most: int, rate: float = 0.0) -> Cell:
    """A floor under closed-loop load, or (only the path) at a rate with consoles."""
    with place.fresh() as store:
        port = free_port()
        arguments = [FLOORS[kind], "--port", str(port), "--token", TOKEN, "--public-url", PUBLIC_URL]
        arguments += ["--database", store.floor_address]
        with running(arguments, port=port, log=store.folder / "log", path="/") as server:
            seats = [asdict(Seat(f"ws://127.0.0.1:{port}/live")) for _ in range(AGENTS)] if rate else []
            threads = [sender_number(n) for n in range(PHONES)] if rate else []
            plan = _plan(
                port,
                first_sender=0,
                senders=PHONES,
                most=most,
                seconds=seconds,
                rate=rate,
                seats=seats,
                threads=threads,
            )
            return _measure(Cell(kind, place.database), server, store, plan, kept="texts" if kind != "edge" else "")


def measure_product(place: Place, *, seconds: float, most: int, rate: float = 0.0, new: bool = False) -> Cell:
    """The product under the same load. `new`: each text from a phone never seen before."""
    with place.fresh() as store:
        estate = prepare(store.product_url, agents=AGENTS, phones=PHONES)
        port = free_port()
        with running(
            ["contactcenter.cli", "serve"], port=port, log=store.folder / "log", path="/readyz",
            settings=_settings(store, port),
        ) as server:  # fmt: skip
            seats = [asdict(seat) for seat in _seats(estate, port)] if rate else []
            phones = {"first_sender": PHONES, "senders": most} if new else {"first_sender": 0, "senders": PHONES}
            threads = estate.threads if rate else []
            plan = _plan(port, most=most, seconds=seconds, rate=rate, seats=seats, threads=threads, **phones)
            name = "product, new phones" if new else "product"
            return _measure(
                Cell(name, place.database), server, store, plan, kept="messages WHERE direction = 'inbound'"
            )


def _settings(store: Store, port: int) -> dict[str, str]:
    settings = {
        "PORT": str(port),
        "DATABASE_URL": store.product_url,
        "DATA_DIRECTORY": str(store.folder),
        "PUBLIC_BASE_URL": PUBLIC_URL,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        # Nobody listens there: what is to be sent waits, as behind a carrier that is away.
        "TWILIO_API_BASE": "http://127.0.0.1:9",
    }
    return {f"CONTACTCENTER_{name}": value for name, value in settings.items()}


def _seats(estate: Estate, port: int) -> list[Seat]:
    return [
        Seat(f"ws://127.0.0.1:{port}/api/v1/live", {"Authorization": f"Bearer {token}"}, estate.held_by(number))
        for number, token in enumerate(estate.tokens)
    ]


def _measure(cell: Cell, server: Server, store: Store, plan: Plan, *, kept: str) -> Cell:
    cpu, database_cpu = server.cpu_seconds(), store.cpu_seconds()
    outcome = run_load(store.folder, plan)
    drained_at = _drain(lambda: store.count(kept), outcome["accepted"]) if kept else time.time()
    accepted = max(outcome["accepted"], 1)
    cell.per_second = outcome["accepted"] / outcome["seconds"]
    cell.visible_per_second = outcome["accepted"] / (drained_at - outcome["began_at"])
    cell.cpu_us = (server.cpu_seconds() - cpu) / accepted * 1e6
    cell.database_cpu_us = (store.cpu_seconds() - database_cpu) / accepted * 1e6
    cell.memory_mib = server.memory_mib()
    cell.answer_ms, cell.screen_ms = outcome["answer_ms"], outcome.get("screen_ms", {})
    cell.rate, cell.refused = plan.rate, outcome["refused"]
    cell.lost = (outcome["accepted"] - store.count(kept) if kept else 0) + outcome.get("unseen", 0)
    cell.fsyncs = fsyncs_per_second(store.folder)
    cell.load_average = os.getloadavg()[0]
    return cell


def _drain(count: Callable[[], int], wanted: int) -> float:
    deadline = time.time() + DRAIN_SECONDS
    while count() < wanted and time.time() < deadline:
        time.sleep(0.05)
    return time.time()
