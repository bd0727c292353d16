"""Pictures: what they say of their makers is left out, and small ones are made."""

import contextlib
import io
import random

import pytest
from PIL import Image, ImageOps

from contactcenter.media.metadata import without_metadata
from contactcenter.media.pictures import THUMBNAIL_SIDE, NotAPicture, examine, reduce
from tests.support import files

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("format_", TYPES)
async def test_a_picture_without_metadata_stays_byte_for_byte(format_: str) -> None:
    content = files.photo(format_)
    picture = await examine(content, TYPES[format_])
    assert picture.content == content
    assert (picture.width, picture.height) == (64, 48)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
async def test_place_and_camera_are_left_out(format_: str) -> None:
    content = files.photo(format_, tells=True)
    assert files.CAMERA.encode() in content
    assert any(latitude in content for latitude in files.LATITUDE_BYTES)
    kept = (await examine(content, TYPES[format_])).content
    assert files.CAMERA.encode() not in kept
    assert not any(latitude in kept for latitude in files.LATITUDE_BYTES)
    assert not dict(opened(kept).getexif())
    assert opened(kept).convert("RGB").tobytes() == opened(content).convert("RGB").tobytes()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
async def test_which_way_is_up_is_kept(format_: str) -> None:
    content = files.photo(format_, orientation=6, tells=True)
    picture = await examine(content, TYPES[format_])
    assert (picture.width, picture.height) == (48, 64)
    assert dict(opened(picture.content).getexif()) == {0x0112: 6}
    # Turned to the right, the red left half stands above.
    red, _, blue = opened(picture.thumbnail).getpixel((24, 10))
    assert red > blue
    assert (await examine(picture.content, TYPES[format_])).content == picture.content


async def test_comments_and_what_follows_the_end_are_left_out() -> None:
    kept = (await examine(files.polyglot(), "image/jpeg")).content
    assert kept == files.photo()


async def test_animations_go_on_moving() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    packed = io.BytesIO()
    frames[0].save(packed, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=b"made by me")
    kept = (await examine(packed.getvalue(), "image/gif")).content
    assert b"made by me" not in kept
    animation = Image.open(io.BytesIO(kept))
    assert (animation.n_frames, animation.info["loop"]) == (3, 0)  # type: ignore[attr-defined]


async def test_a_progressive_picture_is_read_through_its_scans() -> None:
    content = files.photo(progressive=True, size=(300, 200), noisy=True)
    assert (await examine(content, "image/jpeg")).content == content


async def test_colours_keep_their_profile() -> None:
    profile = b"a small profile of colours" * 10
    content = files.photo(icc_profile=profile)
    picture = await examine(content, "image/jpeg")
    assert picture.content == content
    assert opened(picture.thumbnail).info["icc_profile"] == profile


async def test_a_thumbnail_is_small_and_says_nothing() -> None:
    picture = await examine(files.photo(size=(3000, 1000), tells=True, noisy=True), "image/jpeg")
    thumbnail = opened(picture.thumbnail)
    assert thumbnail.size == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 3)
    assert thumbnail.format == "JPEG"
    assert not dict(thumbnail.getexif())


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1", "I;16"])
async def test_every_kind_of_colour_gets_a_thumbnail(mode: str) -> None:
    packed = io.BytesIO()
    Image.new(mode, (30, 20)).save(packed, "PNG")
    assert opened((await examine(packed.getvalue(), "image/png")).thumbnail).mode == "RGB"


async def test_what_is_clear_becomes_white() -> None:
    packed = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(packed, "PNG")
    thumbnail = opened((await examine(packed.getvalue(), "image/png")).thumbnail)
    assert thumbnail.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        pytest.param(files.bomb(), "image/png", id="a bomb"),
        pytest.param(files.lying_png(), "image/png", id="a head that lies"),
        pytest.param(files.photo(size=(200, 200), noisy=True)[:3000], "image/jpeg", id="half a photo"),
        pytest.param(files.photo("PNG", size=(200, 200), noisy=True)[:-500], "image/png", id="half a screenshot"),
        pytest.param(b"\xff\xd8\xff" + files.HTML, "image/jpeg", id="a page with a photo's beginning"),
        pytest.param(files.gif_script(), "image/gif", id="a script with an animation's beginning"),
        pytest.param(b"", "image/jpeg", id="nothing"),
    ],
)
async def test_what_cannot_be_read_is_no_picture(content: bytes, content_type: str) -> None:
    with pytest.raises(NotAPicture):
        await examine(content, content_type)


async def test_a_picture_that_only_readers_forgive_is_drawn_anew() -> None:
    without_end = files.photo("GIF")[:-1]
    picture = await examine(without_end, "image/gif")
    assert picture.content_type == "image/jpeg"
    assert opened(picture.content).size == (64, 48)


async def test_a_photo_that_holds_more_photos_becomes_one() -> None:
    """Telephones put depth and light beside the picture, each with metadata of its own."""
    packed = io.BytesIO()
    first, second = Image.new("RGB", (40, 30), "red"), Image.new("RGB", (40, 30), "blue")
    first.save(packed, "MPO", save_all=True, append_images=[second])
    assert Image.open(packed).format == "MPO"
    picture = await examine(packed.getvalue(), "image/jpeg")
    assert (picture.width, opened(picture.content).format) == (40, "JPEG")
    assert picture.content.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    "exif", [b"Exif\x00\x00", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff", b"Exif\x00\x00II*\x00" + b"\x08" * 40]
)
async def test_metadata_that_cannot_be_read_is_left_out_too(exif: bytes) -> None:
    content = files.photo()
    segment = b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    assert (await examine(content[:2] + segment + content[2:], "image/jpeg")).content == content


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_every_orientation_is_turned_upright(orientation: int) -> None:
    content = files.photo(size=(60, 40), orientation=orientation)
    expected = ImageOps.exif_transpose(opened(content)).convert("RGB")
    thumbnail = opened((await examine(content, "image/jpeg")).thumbnail)
    assert thumbnail.size == expected.size
    for point in ((8, 8), (30, 8), (8, 30), (30, 30)):
        seen, meant = thumbnail.getpixel(point), expected.getpixel(point)
        assert all(abs(a - b) < 40 for a, b in zip(seen, meant, strict=True)), point


@pytest.mark.parametrize("format_", TYPES)
async def test_damaged_pictures_are_pictures_or_files_and_never_an_error(format_: str) -> None:
    damage = random.Random(20261123)
    content = files.photo(format_, size=(24, 16), tells=True)
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(damage.randint(1, 6)):
            damaged[damage.randrange(4, len(damaged))] = damage.randrange(256)
        with contextlib.suppress(NotAPicture):
            await examine(bytes(damaged), TYPES[format_])


async def test_a_heavy_picture_is_made_light() -> None:
    heavy = files.photo("PNG", size=(1500, 1200), noisy=True)
    light = await reduce(heavy, "image/png", largest=200_000)
    assert len(light) <= 200_000
    assert opened(light).format == "JPEG"
    with pytest.raises(NotAPicture):
        await reduce(heavy, "image/png", largest=100)


@pytest.mark.parametrize("format_", TYPES)
def test_no_cut_breaks_the_reading(format_: str) -> None:
    content = files.photo(format_, size=(20, 20))
    for end in range(len(content)):
        try:
            without_metadata(content[:end], TYPES[format_])
        except ValueError:
            continue
