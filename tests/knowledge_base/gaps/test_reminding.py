import pytest

from knowledge_base.gaps.reminding import reminded


@pytest.mark.parametrize(
    ("state", "number", "has", "to"),
    [
        pytest.param("open", 1, "assistant", "assistant", id="the assistant sorts"),
        pytest.param("open", 1, "", "leads", id="without an assistant those who lead"),
        pytest.param("open", 2, "assistant", "leads", id="then those who lead"),
        pytest.param("assigned", 1, "owner group", "owner", id="first whoever has it"),
        pytest.param("assigned", 2, "owner group", "group", id="then their group"),
        pytest.param("writing", 3, "owner group", "leads", id="then those who lead"),
        pytest.param("writing", 9, "owner group", "leads", id="again and again"),
        pytest.param("assigned", 1, "group", "group", id="a group without an owner"),
        pytest.param("assigned", 2, "owner", "leads", id="an owner without a group"),
        pytest.param("answered", 1, "owner group", "tellers", id="who is to tell"),
        pytest.param("declined", 4, "group", "leads", id="who leads sees what nobody told"),
    ],
)
def test_the_next_one_up_is_reminded(state: str, number: int, has: str, to: str) -> None:
    who = {f"has_{name}": name in has for name in ("owner", "group", "assistant")}
    assert reminded(state, number, **who) == to
