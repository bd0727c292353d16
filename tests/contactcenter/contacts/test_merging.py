"""Where contacts stand after a merge, and after it was undone: tables."""

import pytest

from contactcenter.contacts.merging import Standing, joined, restored

ADA, BEN = "ada", "ben"


@pytest.mark.parametrize(
    ("survivor", "merged", "expected"),
    [
        pytest.param(("queued", None), ("queued", None), ("queued", None), id="both wait: one goes on waiting"),
        pytest.param(("offered", None), ("queued", None), ("offered", None), id="what rings goes on ringing"),
        pytest.param(("queued", None), ("active", ADA), ("active", ADA), id="my contact takes the waiting one along"),
        pytest.param(("queued", None), ("waiting", ADA), ("active", ADA), id="new words wake what rested"),
        pytest.param(("active", BEN), ("active", ADA), ("active", BEN), id="the survivor's own agent keeps it"),
        pytest.param(("waiting", ADA), ("queued", None), ("active", ADA), id="I merged into mine: I read it now"),
        pytest.param(("waiting", BEN), ("queued", None), ("queued", None), id="a colleague's comes back by the queue"),
        pytest.param(("wrap_up", BEN), ("queued", None), ("active", BEN), id="what is being written up goes on"),
        pytest.param(("snoozed", BEN), ("waiting", ADA), ("snoozed", BEN), id="nothing to read: it sleeps on"),
        pytest.param(("active", ADA), ("closed", BEN), ("active", ADA), id="an old one joins a running one"),
        pytest.param(("closed", BEN), ("queued", None), ("queued", None), id="a closed one reopens for what waits"),
        pytest.param(("closed", BEN), ("waiting", ADA), ("active", ADA), id="a closed one reopens in my hands"),
    ],
)
def test_whoever_held_either_holds_both(
    survivor: tuple[str, str | None], merged: tuple[str, str | None], expected: tuple[str, str | None]
) -> None:
    assert joined(Standing(*survivor), Standing(*merged), author_id=ADA) == Standing(*expected)


@pytest.mark.parametrize(
    ("before", "flags", "expected"),
    [
        pytest.param(("active", ADA), {}, ("active", ADA), id="back to the same hands"),
        pytest.param(("waiting", ADA), {}, ("waiting", ADA), id="the owner's turn again"),
        pytest.param(("waiting", ADA), {"heard_since": True}, ("queued", None), id="the owner has written since"),
        pytest.param(("active", ADA), {"heard_since": True}, ("active", ADA), id="in hand: its agent reads it"),
        pytest.param(("offered", None), {}, ("queued", None), id="its offer is long over"),
        pytest.param(("active", ADA), {"agent_is_there": False}, ("queued", None), id="the agent has left the house"),
        pytest.param(("queued", None), {"is_settled": True}, ("closed", None), id="all was decided meanwhile"),
        pytest.param(("closed", ADA), {}, ("closed", ADA), id="it was closed before"),
    ],
)
def test_an_undone_merge_gives_back_what_was(
    before: tuple[str, str | None], flags: dict[str, bool], expected: tuple[str, str | None]
) -> None:
    values = {"agent_is_there": True, "is_settled": False, "heard_since": False} | flags
    assert restored(Standing(*before), **values) == Standing(*expected)
