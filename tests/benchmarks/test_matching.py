"""The benchmark of the queue engine still runs, and engine and floor come to the same answers in it."""

from benchmarks.matching import Cell, Center, agent_gets_free, contact_comes, step_falls_due


def test_engine_and_floor_deal_with_the_same_events() -> None:
    crowded = Center(seed=3, agents=60, waiting=200)
    cells = [*agent_gets_free(crowded, 10), contact_comes(crowded, Cell("comes"), 10), step_falls_due(crowded, 5)]
    assert [len(cell.engine) for cell in cells] == [len(cell.floor) for cell in cells] == [10, 10, 10, 5]
    assert all(cell.ratio > 0 for cell in cells)
