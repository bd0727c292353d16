"""Role names."""

from contactcenter.agents import roles


def test_any_allowed_role_is_enough() -> None:
    assert roles.has_any(["agent", "manager"], {"manager"})
    assert not roles.has_any(["agent"], {"manager"})
    assert not roles.has_any([], {"manager"})


def test_roles_are_put_in_order_once() -> None:
    assert roles.in_order(["manager", "agent", "manager"]) == ["agent", "manager"]


def test_unknown_roles_are_named() -> None:
    assert roles.unknown_among(["agent", "emperor"]) == ["emperor"]
