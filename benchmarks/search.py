"""`python -m benchmarks.search FOLDER [--size 10000] [--questions 300]`: search, floors beside product.

FOLDER holds `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` as `contactcenter kb eval` reads them. Each engine is built
and asked in a process of its own, one after the other: seconds and memory of building, nDCG@10 by spelling, time of
answers.
"""

import argparse
import gc
import json
import math
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final, Protocol

import numpy as np

from benchmarks.searchers.collection import Question, Text, read_collection
from benchmarks.searchers.libraries import Bm25s, Tantivy
from benchmarks.searchers.postgresql_words import PostgresqlWords
from benchmarks.searchers.product import Product
from benchmarks.searchers.rapidfuzz_scan import RapidfuzzScan
from benchmarks.searchers.sqlite_trigrams import SqliteTrigrams

DEPTH = 10
PAGE_BYTES = 4096


class Searcher(Protocol):
    name: str

    def build(self, texts: list[Text]) -> None: ...

    def search(self, words: str, limit: int) -> list[str]: ...


ENGINES: Final[dict[str, type[Any]]] = {
    engine.__name__: engine for engine in (Product, SqliteTrigrams, PostgresqlWords, RapidfuzzScan, Tantivy, Bm25s)
}
# What is no part of the product is measured where it is installed.
NEEDS: Final = {"Tantivy": "tantivy", "Bm25s": "bm25s"}
# A scan of everything takes tenths of a second: it answers fewer questions of each spelling.
SLOW: Final = {"RapidfuzzScan": 20}


def main() -> None:
    arguments = _arguments()
    if arguments.engine:
        print(json.dumps(_measure(arguments)))  # noqa: T201
        return
    cells = []
    for name in ENGINES:
        if name in NEEDS and find_spec(NEEDS[name]) is None:
            _say(f"{ENGINES[name].name}: not measured, {NEEDS[name]} is not installed")
            continue
        command = [sys.executable, "-m", "benchmarks.search", *sys.argv[1:], "--engine", name]
        cells.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
    _print(cells, arguments.size)


def _measure(arguments: argparse.Namespace) -> dict[str, Any]:
    collection = read_collection(arguments.folder, arguments.size, arguments.questions)
    engine: Searcher = ENGINES[arguments.engine]()
    gc.collect()
    before, started, busy = _memory(), perf_counter(), process_time()
    engine.build(collection.texts)
    cell = {
        "engine": engine.name,
        "build_seconds": perf_counter() - started,
        "build_cpu_seconds": process_time() - busy,
        "memory_mb": _memory() - before,
    }
    most = SLOW.get(arguments.engine, arguments.questions)
    try:
        cell["spellings"] = {title: _ask(engine, asked[:most]) for title, asked in collection.questions.items()}
    finally:
        getattr(engine, "close", lambda: None)()
    return cell


def _ask(engine: Searcher, asked: list[Question]) -> dict[str, float]:
    for question in asked[:10]:
        engine.search(question.words, DEPTH)
    gained, seconds = 0.0, []
    for question in asked:
        started = perf_counter()
        found = engine.search(question.words, DEPTH)
        seconds.append(perf_counter() - started)
        if question.answer in found:
            gained += 1 / math.log2(found.index(question.answer) + 2)
    p50, p99 = np.percentile(seconds, (50, 99)) * 1000
    return {"ndcg": gained / len(asked), "p50_ms": float(p50), "p99_ms": float(p99)}


def _print(cells: list[dict[str, Any]], size: int) -> None:
    spellings = list(cells[0]["spellings"])
    _say(f"\n{size} articles; nDCG@10 by spelling\n")
    _say(f"{'':26}{'build s':>9}{'MB':>7}{'p50 ms':>9}{'p99 ms':>9}" + "".join(f"{title:>28}" for title in spellings))
    for cell in cells:
        first = cell["spellings"][spellings[0]]
        worst = max(asked["p99_ms"] for asked in cell["spellings"].values())
        figures = f"{cell['build_seconds']:9.1f}{cell['memory_mb']:7.0f}{first['p50_ms']:9.2f}{worst:9.2f}"
        qualities = "".join(f"{cell['spellings'][title]['ndcg']:28.3f}" for title in spellings)
        _say(f"{cell['engine']:26}{figures}{qualities}")
    _say("\np50: as written; p99: the worst spelling; memory: growth of the engine's process while building\n")


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
