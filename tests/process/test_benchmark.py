"""The benchmark runs: each kind of cell, a moment long, on both databases, and loses nothing."""

from pathlib import Path

import pytest

from benchmarks.cells import Place, measure_floor, measure_product
from tests.support.servers import PostgreSQL

pytestmark = pytest.mark.process


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_floors_and_product_take_the_same_load(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: PostgreSQL | None = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    place = Place(tmp_path, server)
    cells = [
        measure_floor(place, "row", seconds=0.2, most=500),
        measure_floor(place, "path", seconds=0, most=20, rate=100),
        measure_product(place, seconds=0.2, most=500),
        measure_product(place, seconds=0, most=20, rate=100),
    ]
    for cell in cells:
        assert (cell.lost, cell.refused) == (0, 0), cell
        assert cell.per_second > 0
    assert [bool(cell.screen_ms) for cell in cells] == [False, True, False, True]
