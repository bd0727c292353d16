"""The build hook's judgement of a machine's Node."""

import pytest

from build_console import node_is_good_enough


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("v20.19.0", True),
        ("v20.20.2\n", True),
        ("v20.18.9", False),
        ("v21.7.3", False),
        ("v22.0.0", False),
        ("v22.12.0", True),
        ("v24.19.0", True),
        ("v18.20.4", False),
        ("", False),
        ("not node", False),
    ],
)
def test_only_versions_that_vite_accepts_are_used(version: str, good: bool) -> None:
    assert node_is_good_enough(version) is good
