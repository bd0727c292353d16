"""`python -m benchmarks.run [--database sqlite|postgresql] [--rounds 5] [--quick]`: the table, floor beside product.

Floor and product take turns (A B A B …); each row gives the median of the rounds and, last, the ratio. Where the bare
edge swings by more than half between rounds, the machine was not quiet enough, and no verdict is given.
"""

import argparse
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.cells import PHONES, Cell, Place, measure_floor, measure_product
from benchmarks.table import print_table
from tests.support.servers import running_postgresql

OUT = Path(__file__).parent / "out"
SHARES_OF_CAPACITY = 0.5
LONGEST_OPEN_LOOP_SECONDS = 6


def main() -> None:
    arguments = _arguments()
    kinds = [arguments.database] if arguments.database else ["sqlite", "postgresql"]
    rounds, seconds = (2, 1.0) if arguments.quick else (arguments.rounds, 2.0)
    OUT.mkdir(exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="contactcenter-bench-")))
        for kind in kinds:
            server = stack.enter_context(running_postgresql(forces_to_disk=True)) if kind == "postgresql" else None
            cells = run_rounds(Place(folder, server), rounds=rounds, seconds=seconds)
            print_table(kind, cells)


def run_rounds(place: Place, *, rounds: int, seconds: float) -> list[Cell]:
    """All cells of one database, in turns; each is written to `out/` as soon as it is known."""
    cells: list[Cell] = []
    most = int(12_000 * seconds)

    def keep(cell: Cell) -> Cell:
        cells.append(cell)
        with (OUT / f"{place.database}.jsonl").open("a") as file:
            file.write(f"{cell.as_json()}\n")
        return cell

    for _ in range(rounds):
        keep(measure_floor(place, "edge", seconds=seconds, most=most))
        keep(measure_floor(place, "row", seconds=seconds, most=most))
        path = keep(measure_floor(place, "path", seconds=seconds, most=most))
        product = keep(measure_product(place, seconds=seconds, most=most))
        keep(measure_product(place, seconds=seconds, most=most, new=True))
        keep(_at_half(path, lambda rate, n: measure_floor(place, "path", seconds=0, most=n, rate=rate)))
        keep(_at_half(product, lambda rate, n: measure_product(place, seconds=0, most=n, rate=rate)))
    return cells


def _at_half(closed: Cell, measure: Callable[[float, int], Cell]) -> Cell:
    """The same server at half of what it just showed it can sustain, each phone texting once, consoles listening."""
    rate = SHARES_OF_CAPACITY * min(closed.per_second, closed.visible_per_second)
    cell = measure(rate, min(PHONES, int(rate * LONGEST_OPEN_LOOP_SECONDS)))
    cell.name += " at half"
    return cell


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="two short rounds: to see that it runs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
