from dataclasses import dataclass, field

import pytest

from contactcenter.errors import Conflict, NotAllowed
from contactcenter.handover import rules


@dataclass
class Person:
    id: str
    roles: list[str] = field(default_factory=lambda: ["agent"])


@dataclass
class Log:
    from_agent_id: str = "ada"
    to_agent_id: str | None = None


BOSS = Person("boss", ["supervisor"])


@pytest.mark.parametrize(
    ("log", "person"),
    [
        pytest.param(Log(), Person("ben"), id="any colleague where nobody is named"),
        pytest.param(Log(to_agent_id="ben"), Person("ben"), id="the colleague named"),
        pytest.param(Log(), BOSS, id="a supervisor"),
        pytest.param(Log(to_agent_id="ben"), BOSS, id="a supervisor in place of the colleague named"),
    ],
)
def test_these_may_take_over(log: Log, person: Person) -> None:
    rules.require_may_take_over(log, person)


@pytest.mark.parametrize(
    ("log", "person"),
    [
        pytest.param(Log(), Person("ada"), id="oneself"),
        pytest.param(Log("boss"), BOSS, id="oneself as a supervisor"),
        pytest.param(Log(to_agent_id="ben"), Person("eve"), id="another colleague than the one named"),
        pytest.param(Log(), Person("pip", ["back_office"]), id="the back office"),
        pytest.param(Log(), Person("max", ["manager"]), id="a manager"),
    ],
)
def test_these_may_not_take_over(log: Log, person: Person) -> None:
    with pytest.raises(NotAllowed):
        rules.require_may_take_over(log, person)


def test_the_agent_of_the_shift_and_a_supervisor_sign_and_answer() -> None:
    rules.require_may_sign("ada", Person("ada"))
    rules.require_may_sign("ada", BOSS)
    rules.require_may_answer(Log(), Person("ada"))
    rules.require_may_answer(Log(), BOSS)
    with pytest.raises(NotAllowed):
        rules.require_may_sign("ada", Person("ben"))
    with pytest.raises(NotAllowed):
        rules.require_may_answer(Log(), Person("ben"))


def test_an_item_is_accepted_once() -> None:
    assert rules.needs_accepting("offered", None, Person("ben"))
    assert rules.needs_accepting("questioned", None, Person("ben"))
    assert not rules.needs_accepting("accepted", "ben", Person("ben"))
    with pytest.raises(Conflict) as refused:
        rules.needs_accepting("accepted", "ben", Person("eve"))
    assert refused.value.code == "already_taken"


def test_a_handover_is_complete_when_everything_is_accepted() -> None:
    assert rules.is_complete([])
    assert rules.is_complete(["accepted", "accepted"])
    assert not rules.is_complete(["accepted", "questioned"])
    assert not rules.is_complete(["offered"])
