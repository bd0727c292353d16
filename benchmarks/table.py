"""Prints the cells of one database as a table: figure, floor, ratio, target, verdict."""

import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.cells import Cell

# performance of a shared machine: above this spread of the bare edge nothing is concluded.
LARGEST_SPREAD = 1.5


@dataclass(frozen=True)
class Ratio:
    """One target: the product's figure over a floor's; `must` is a least value, or a most one where `is_ceiling`."""

    title: str
    product: str
    floor: str
    value: Callable[[Cell], float]
    must: float
    ambitious: float
    is_ceiling: bool = False


def _cpu(cell: Cell) -> float:
    return cell.cpu_us + cell.database_cpu_us


RATIOS = (
    Ratio("acknowledged/s against the grouped path", "product", "path", lambda c: c.per_second, 0.4, 0.6),
    Ratio("visible/s against the grouped path", "product", "path", lambda c: c.visible_per_second, 0.4, 0.6),
    Ratio("CPU per text against the grouped path", "product", "path", lambda c: c.cpu_us, 2.5, 1.7, True),
    Ratio("CPU with the database's", "product", "path", _cpu, 2.5, 1.7, True),
    Ratio("acknowledged/s against one ORM row", "product", "row", lambda c: c.per_second, 2, 3),
    Ratio(
        "screen p99 at half load", "product at half", "path at half", lambda c: c.screen_ms.get("p99", 0), 4, 2, True
    ),
    Ratio("memory at half load against the edge", "product at half", "edge", lambda c: c.memory_mib, 3, 2, True),
)


def print_table(database: str, cells: Sequence[Cell]) -> None:
    """Rows of figures (median, least, most), then the ratios with their verdicts."""
    _say(f"\n{database}: {_rounds(cells)} rounds, fsyncs/s {_span(cells, lambda c: c.fsyncs)}, ")
    _say(f"load average {_span(cells, lambda c: c.load_average)}\n")
    heads = ("acknowledged/s", "visible/s", "CPU us", "DB CPU us", "answer p50/p99 ms", "screen p50/p99 ms", "MiB")
    _say(f"{'':24}" + "".join(f"{head:>20}" for head in heads) + "\n")
    for name in dict.fromkeys(cell.name for cell in cells):
        _say(_row(name, [cell for cell in cells if cell.name == name]))
    spread = _spread([cell.per_second for cell in cells if cell.name == "edge"])
    is_quiet = spread <= LARGEST_SPREAD
    _say("\n")
    for ratio in RATIOS:
        _say(_verdict(ratio, cells, is_quiet))
    if not is_quiet:
        _say(f"no verdict: the bare edge itself swung by {spread:.2f} between rounds (at most {LARGEST_SPREAD})\n")
    lost, refused = sum(cell.lost for cell in cells), sum(cell.refused for cell in cells)
    _say(f"lost or unseen texts: {lost}, refused: {refused}\n")


def _row(name: str, cells: Sequence[Cell]) -> str:
    columns = (
        _span(cells, lambda c: c.per_second),
        _span(cells, lambda c: c.visible_per_second),
        _span(cells, lambda c: c.cpu_us),
        _span(cells, lambda c: c.database_cpu_us),
        _pair(cells, lambda c: c.answer_ms),
        _pair(cells, lambda c: c.screen_ms),
        f"{_median(cells, lambda c: c.memory_mib):.0f}",
    )
    return f"{name:24}" + "".join(f"{column:>20}" for column in columns) + "\n"


def _verdict(ratio: Ratio, cells: Sequence[Cell], is_quiet: bool) -> str:
    product = [cell for cell in cells if cell.name == ratio.product]
    floor = [cell for cell in cells if cell.name == ratio.floor]
    below = _median(floor, ratio.value)
    found = _median(product, ratio.value) / below if below else float("nan")
    keeps = found <= ratio.must if ratio.is_ceiling else found >= ratio.must
    excels = found <= ratio.ambitious if ratio.is_ceiling else found >= ratio.ambitious
    word = "" if not is_quiet else "ambitious" if excels else "reached" if keeps else "MISSED"
    sign = "at most" if ratio.is_ceiling else "at least"
    return f"{ratio.title:44}{found:>8.2f}   {sign} {ratio.must:g} (aim {ratio.ambitious:g})   {word}\n"


def _median(cells: Sequence[Cell], value: Callable[[Cell], float]) -> float:
    return statistics.median(value(cell) for cell in cells)


def _span(cells: Sequence[Cell], value: Callable[[Cell], float]) -> str:
    values = [value(cell) for cell in cells]
    return f"{statistics.median(values):.0f} ({min(values):.0f}-{max(values):.0f})"


def _pair(cells: Sequence[Cell], value: Callable[[Cell], dict[str, float]]) -> str:
    pairs = [value(cell) for cell in cells if value(cell)]
    if not pairs:
        return "-"
    return f"{statistics.median(p['p50'] for p in pairs):.1f} / {statistics.median(p['p99'] for p in pairs):.1f}"


def _spread(values: Sequence[float]) -> float:
    return max(values) / min(values) if values and min(values) else float("inf")


def _rounds(cells: Sequence[Cell]) -> int:
    return sum(cell.name == "edge" for cell in cells)


def _say(text: str) -> None:
    sys.stdout.write(text)
