"""What goes with a text, and how heavy each file may be."""

import pytest

from contactcenter.errors import InvalidInput
from contactcenter.media.models import FETCHING, STORED, Attachment
from contactcenter.media.sending import LARGEST_MESSAGE, must_be_reduced, require_sendable, shares


def file(id_: str, size: int, content_type: str = "image/jpeg", state: str = STORED) -> Attachment:
    return Attachment(id=id_, name=f"{id_}.bin", size=size, content_type=content_type, state=state)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param([file("a", 1000)], {"a": LARGEST_MESSAGE}, id="a light photo has room"),
        pytest.param([file("a", 9_000_000)], {"a": LARGEST_MESSAGE}, id="a heavy one must fit"),
        pytest.param(
            [file("a", 9_000_000), file("b", 8_000_000)],
            {"b": LARGEST_MESSAGE // 2, "a": LARGEST_MESSAGE // 2},
            id="two heavy ones share",
        ),
        pytest.param(
            [file("a", 9_000_000), file("b", 900_000)],
            {"b": LARGEST_MESSAGE // 2, "a": LARGEST_MESSAGE - 900_000},
            id="a light one leaves its room to the other",
        ),
        pytest.param(
            [file("a", 9_000_000), file("p", 2_900_000, "application/pdf")],
            {"p": 2_900_000, "a": 2_000_000},
            id="a paper keeps its weight",
        ),
    ],
)
def test_files_share_the_room_of_a_text(given: list[Attachment], expected: dict[str, int]) -> None:
    given_shares = shares(given)
    assert given_shares == expected
    assert sum(min(given_shares[each.id], each.size) for each in given) <= LARGEST_MESSAGE


@pytest.mark.parametrize(
    ("given", "is_reduced"),
    [
        pytest.param(file("a", 1000), False, id="a light photo"),
        pytest.param(file("a", 1001), True, id="a photo one byte too heavy"),
        pytest.param(file("a", 10, "image/webp"), True, id="a picture telephones do not know"),
        pytest.param(file("a", 9999, "application/pdf"), False, id="a paper"),
    ],
)
def test_only_pictures_are_reduced(given: Attachment, is_reduced: bool) -> None:
    assert must_be_reduced(given, 1000) is is_reduced


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param([file("a", 10, "application/octet-stream")], "file_not_sendable", id="an unknown file"),
        pytest.param([file("a", 10, "audio/wav")], "file_not_sendable", id="a sound carriers do not take"),
        pytest.param([file("a", 0, state=FETCHING)], "file_not_ready", id="a file on its way"),
        pytest.param([file("a", LARGEST_MESSAGE + 1, "video/mp4")], "files_too_large", id="a film"),
        pytest.param(
            [file("a", LARGEST_MESSAGE - 1000, "video/mp4"), file("b", 10)],
            "files_too_large",
            id="a film that leaves no room for a photo",
        ),
    ],
)
def test_what_cannot_go_is_refused(given: list[Attachment], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_sendable(given)
    assert refused.value.code == code


def test_photos_and_papers_can_go() -> None:
    require_sendable([file("a", 20_000_000), file("b", 10, "image/webp"), file("c", 10, "application/pdf")])
    require_sendable([])
