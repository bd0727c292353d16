"""Looks into pictures: their size, a small one for lists, and one light enough to be sent on.

Decoding is slow, so it happens in two threads of its own, and it is done to strangers' files: only the four formats we
show are tried, nothing larger than a camera makes is unpacked, and what cannot be read is no error but no picture.
"""

import asyncio
import io
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from PIL import Image

from contactcenter.media.content import JPEG
from contactcenter.media.metadata import UPRIGHT, Malformed, without_metadata

# A packed picture may unpack to a thousand times its size; 50 million points are 200 MB.
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")

# A list shows it at half this, sharp on dense screens too.
THUMBNAIL_SIDE = 640
THUMBNAIL_QUALITY = 80
# From good to just good enough, until one is light enough.
REDUCTIONS = ((2560, 85), (2048, 82), (1600, 80), (1280, 75), (1024, 70), (640, 60), (320, 50))
# A colour profile larger than this is no camera's.
LARGEST_PROFILE = 20_000

PAPER = (255, 255, 255)
# What turns a picture upright, by the orientation that Exif gives it.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The readers of the formats raise all of these on malformed files; the library's guard and warnings are among them.
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, AttributeError),
    *(MemoryError, RuntimeError, struct.error, zlib.error, Warning, Image.DecompressionBombError),
)

# The library's own guard, made as strict as ours: beyond it opening a picture fails.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="pictures")

P = ParamSpec("P")
T = TypeVar("T")


class NotAPicture(ValueError):
    """It is broken, too large to unpack, or pretends to be one."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit to be shown: `content` says nothing about its maker, `width` and `height` are as it is seen."""

    content: bytes
    content_type: str
    width: int
    height: int
    thumbnail: bytes


async def examine(content: bytes, content_type: str) -> Picture:
    """Look at a picture; raises `NotAPicture`."""
    return await _in_thread(_examine, content, content_type)


async def reduce(content: bytes, content_type: str, *, largest: int) -> bytes:
    """The picture as a JPEG of at most so many bytes; raises `NotAPicture` where none is small enough."""
    return await _in_thread(_reduce, content, content_type, largest)


async def _in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: work(*args, **kwargs))


def _examine(content: bytes, content_type: str) -> Picture:
    try:
        bare = without_metadata(content, content_type)
    except Malformed:
        # Readers forgive more than the format allows; drawn anew it is what everybody sees.
        return _drawn_anew(content)
    with _opened(bare.content) as picture:
        if Image.MIME.get(picture.format or "") != content_type:
            raise NotAPicture("it is not what it begins like")
        # Decoding for the thumbnail also proves that the whole picture is there.
        upright = _upright(picture, bare.orientation)
        thumbnail = _as_jpeg(_fitted(upright, THUMBNAIL_SIDE), THUMBNAIL_QUALITY)
    return Picture(bare.content, content_type, upright.width, upright.height, thumbnail)


def _drawn_anew(content: bytes) -> Picture:
    with _opened(content) as picture:
        drawn = _upright(picture, UPRIGHT)
        thumbnail = _as_jpeg(_fitted(drawn, THUMBNAIL_SIDE), THUMBNAIL_QUALITY)
        return Picture(_as_jpeg(drawn, 90), JPEG, drawn.width, drawn.height, thumbnail)


def _reduce(content: bytes, content_type: str, largest: int) -> bytes:
    try:
        bare = without_metadata(content, content_type)
    except Malformed as error:
        raise NotAPicture("it is broken") from error
    with _opened(bare.content) as picture:
        upright = _upright(picture, bare.orientation)
        for side, quality in REDUCTIONS:
            reduced = _as_jpeg(_fitted(upright, side), quality)
            if len(reduced) <= largest:
                return reduced
    raise NotAPicture("it cannot be made light enough")


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, not yet decoded; whatever goes wrong inside means that it is none."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("it has too many points")
            yield picture
    except NotAPicture:
        raise
    except BROKEN as error:
        raise NotAPicture("it is broken") from error


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    """The first frame as it is meant to be seen, in plain colours on white paper."""
    picture.load()
    turned = picture.transpose(TURNS[orientation]) if orientation in TURNS else picture
    profile = picture.info.get("icc_profile", b"")
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        layered = turned.convert("RGBA")
        plain = Image.new("RGB", layered.size, PAPER)
        plain.paste(layered, mask=layered.getchannel("A"))
    else:
        plain = turned.convert("RGB")
    is_for_colours = turned.mode in ("RGB", "RGBA") and isinstance(profile, bytes) and len(profile) <= LARGEST_PROFILE
    plain.info = {"icc_profile": profile} if profile and is_for_colours else {}
    return plain


def _fitted(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    fitted = picture.copy()
    fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
    return fitted


def _as_jpeg(picture: Image.Image, quality: int) -> bytes:
    packed = io.BytesIO()
    profile = picture.info.get("icc_profile")
    picture.save(packed, "JPEG", quality=quality, optimize=True, progressive=True, icc_profile=profile)
    return packed.getvalue()
