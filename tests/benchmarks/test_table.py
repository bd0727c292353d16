"""The table of the benchmark says what its cells say, and no verdict where the machine was not quiet."""

import pytest

from benchmarks.cells import Cell
from benchmarks.table import print_table


def cells(edges: tuple[float, float], *, product: float = 3000) -> list[Cell]:
    rows = [Cell("edge", "sqlite", per_second=edge, memory_mib=40, fsyncs=900) for edge in edges]
    rows.append(Cell("row", "sqlite", per_second=1000, cpu_us=900))
    rows.append(Cell("path", "sqlite", per_second=6000, visible_per_second=6000, cpu_us=100))
    rows.append(Cell("product", "sqlite", per_second=product, visible_per_second=product, cpu_us=240))
    rows.append(Cell("path at half", "sqlite", screen_ms={"p50": 1, "p99": 10}))
    rows.append(Cell("product at half", "sqlite", screen_ms={"p50": 5, "p99": 50}, memory_mib=100, lost=2))
    return rows


def verdict_on(title: str, printed: str) -> list[str]:
    line = next(line for line in printed.splitlines() if line.startswith(title))
    return line.removeprefix(title).split()


def test_ratios_are_judged_against_their_targets(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("sqlite", cells((10_000, 12_000)))
    printed = capsys.readouterr().out
    assert verdict_on("acknowledged/s against the grouped path", printed)[0] == "0.50"
    assert verdict_on("acknowledged/s against the grouped path", printed)[-1] == "reached"
    assert verdict_on("acknowledged/s against one ORM row", printed)[-1] == "ambitious"
    assert verdict_on("screen p99 at half load", printed)[-1] == "MISSED"
    assert "lost or unseen texts: 2" in printed


def test_no_verdict_is_given_where_the_bare_edge_swings(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("sqlite", cells((10_000, 16_000)))
    printed = capsys.readouterr().out
    assert "no verdict: the bare edge itself swung by 1.60" in printed
    assert "reached" not in printed
    assert "MISSED" not in printed
