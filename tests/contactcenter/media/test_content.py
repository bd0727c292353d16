"""What a file is, by its bytes."""

import pytest

from contactcenter.media import content
from contactcenter.media.content import UNKNOWN, is_shown, kind_of, served_type, type_of
from tests.support import files

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(files.photo("JPEG"), "image/jpeg", id="a photo"),
        pytest.param(files.photo("PNG"), "image/png", id="a screenshot"),
        pytest.param(files.photo("GIF"), "image/gif", id="an animation"),
        pytest.param(files.photo("WEBP"), "image/webp", id="a picture of the web"),
        pytest.param(files.HEIC, "image/heic", id="a photo of a telephone that saves space"),
        pytest.param(files.PDF, "application/pdf", id="a paper"),
        pytest.param(files.WAV, "audio/wav", id="a voicemail"),
        pytest.param(files.MP3, "audio/mpeg", id="a piece of music"),
        pytest.param(files.M4A, "audio/mp4", id="a spoken note"),
        pytest.param(files.MP4, "video/mp4", id="a film"),
        pytest.param(files.office(macros=False), WORD, id="a letter"),
        pytest.param(files.office(macros=True), UNKNOWN, id="a letter that runs"),
        pytest.param(b"PK\x03\x04 and then nothing", UNKNOWN, id="a broken archive"),
        pytest.param(files.many_parts(20_000), UNKNOWN, id="an archive that would take long to read"),
        pytest.param(files.many_parts(3), "application/zip", id="an archive of photos"),
        pytest.param(files.SVG, UNKNOWN, id="a drawing with a script"),
        pytest.param(files.HTML, UNKNOWN, id="a web page"),
        pytest.param(files.PROGRAM, UNKNOWN, id="a program"),
        pytest.param(b"Dear Sirs,", UNKNOWN, id="words"),
        pytest.param(b"RIFF\x00\x00\x00\x00AVI ", UNKNOWN, id="a container we do not know"),
        pytest.param(b"ft", UNKNOWN, id="two letters"),
        pytest.param(b"", UNKNOWN, id="nothing"),
    ],
)
def test_the_bytes_decide(given: bytes, expected: str) -> None:
    assert type_of(given, "text/html") == expected


def test_a_claim_only_tells_a_sound_from_a_film() -> None:
    assert type_of(files.MP4, "audio/mp4") == "audio/mp4"
    assert type_of(files.MP4, "image/svg+xml") == "video/mp4"
    assert type_of(files.SVG, "image/svg+xml") == UNKNOWN


def test_only_pictures_and_sounds_are_shown() -> None:
    types = {type_ for _, _, type_ in content.SIGNATURES} | {UNKNOWN, "image/heic", "video/mp4", "image/svg+xml", WORD}
    shown = {type_ for type_ in types if is_shown(type_)}
    assert shown == {"image/jpeg", "image/png", "image/gif", "audio/mpeg"}
    assert {kind_of(type_) for type_ in shown} == {"picture", "sound"}


@pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "video/mp4", "text/vcard", "application/zip"])
def test_a_browser_is_never_told_a_type_it_might_run(content_type: str) -> None:
    assert served_type(content_type) == UNKNOWN
