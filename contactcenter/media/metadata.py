"""Pictures without what cameras and programs write beside them: where it was taken, when, by whose phone. Pure.

Nothing is decoded: the parts that make up the picture are copied byte for byte, all others and whatever follows the
end are left out. A picture with nothing to leave out comes back as it was. Which way is up is kept.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from contactcenter.media.content import GIF, JPEG, PNG, WEBP

UPRIGHT = 1
_ORIENTATION = 0x0112
_EXIF = b"Exif\x00\x00"

# Of one directory; cameras write some thirty.
MOST_ENTRIES = 500

# JPEG: what stands alone, what a picture needs, and the profile of its colours.
_START, _SCAN, _END = 0xD8, 0xDA, 0xD9
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")

# PNG: the chunks that say how the picture looks, animated ones too.
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD pHYs hIST sPLT cICP acTL fcTL fdAT".split()
)

# WebP: the same; two flags in its first chunk announce what is left out.
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_HAS_EXIF, _WEBP_HAS_XMP = 0x08, 0x04

# GIF: blocks that follow each other until the trailer.
_GIF_EXTENSION, _GIF_PICTURE, _GIF_TRAILER = 0x21, 0x2C, 0x3B
_GIF_APPLICATION, _GIF_COMMENT = 0xFF, 0xFE
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class Malformed(ValueError):
    """The file is not built as a picture of its type must be."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A picture alone, and which way is up in it, in the numbers of Exif (1 to 8)."""

    content: bytes
    orientation: int = UPRIGHT


def without_metadata(content: bytes, content_type: str) -> Bare:
    """The picture alone. Raises `Malformed`."""
    strip = _STRIPPERS.get(content_type)
    if strip is None:
        raise Malformed(f"{content_type} is no type of picture")
    try:
        return strip(content)
    except (IndexError, struct.error) as error:
        raise Malformed("the file ends in the middle") from error


def _exif(orientation: int) -> bytes:
    """The smallest Exif block: one directory with one entry, the orientation."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)


def _orientation_in(exif: bytes) -> int:
    """What an Exif block says of the orientation; a block that cannot be read says nothing."""
    exif = exif.removeprefix(_EXIF)
    order = {b"MM": ">", b"II": "<"}.get(exif[:2])
    if order is None:
        return UPRIGHT
    try:
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for entry in range(min(count, MOST_ENTRIES)):
            tag, _type, _length, value = struct.unpack_from(f"{order}HHIH", exif, directory + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _jpeg(content: bytes) -> Bare:
    segments = list(_jpeg_segments(content))
    exif = next((body[4:] for marker, body in segments if marker == _APP1 and body.startswith(_EXIF, 4)), b"")
    orientation = _orientation_in(exif)
    kept = [content[:2]]
    if orientation != UPRIGHT:
        upright = _EXIF + _exif(orientation)
        kept.append(b"\xff\xe1" + struct.pack(">H", len(upright) + 2) + upright)
    kept.extend(body for marker, body in segments if _is_kept_in_jpeg(marker, body[4:18]))
    return Bare(b"".join(kept), orientation)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with everything up to the next one."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if content[at] != 0xFF:
            raise Malformed("a JPEG segment does not begin where it must")
        marker = content[at + 1]
        if marker == _END:
            yield marker, content[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise Malformed("a JPEG segment is longer than the file")
        if marker == _SCAN:
            following = _AFTER_SCAN.search(content, end)
            if following is None:
                raise Malformed("a JPEG scan does not end")
            end = following.end() - 2
        yield marker, content[at:end]
        at = end


def _is_kept_in_jpeg(marker: int, beginning: bytes) -> bool:
    if marker == _APP2:
        # Beside colour profiles this holds an index of further pictures, each with metadata of its own.
        return beginning.startswith(b"ICC_PROFILE\x00")
    if marker == _APP0:
        return beginning.startswith(b"JFIF\x00")
    return marker == _APP14 or not (_APP0 <= marker <= 0xEF or marker == _COMMENT)


def _png(content: bytes) -> Bare:
    chunks = list(_png_chunks(content))
    orientation = _orientation_in(next((body[8:-4] for name, body in chunks if name == b"eXIf"), b""))
    kept = [_PNG_SIGNATURE]
    for name, body in chunks:
        if name in _PNG_KEPT:
            kept.append(body)
        if name == b"IHDR" and orientation != UPRIGHT:
            kept.append(_png_chunk(b"eXIf", _exif(orientation)))
    return Bare(b"".join(kept), orientation)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk, whole, by its name."""
    at = len(_PNG_SIGNATURE)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Malformed("a PNG chunk is longer than the file")
        yield name, content[at:end]
        if name == b"IEND":
            return
        at = end


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _webp(content: bytes) -> Bare:
    chunks = list(_webp_chunks(content))
    is_extended = any(name == b"VP8X" for name, _ in chunks)
    exif = next((body for name, body in chunks if name == b"EXIF" and is_extended), b"")
    orientation = _orientation_in(exif)
    kept: list[tuple[bytes, bytes]] = []
    for name, body in chunks:
        if name == b"VP8X":
            flags = body[0] & ~(_WEBP_HAS_EXIF | _WEBP_HAS_XMP) | (_WEBP_HAS_EXIF if orientation != UPRIGHT else 0)
            kept.append((name, bytes([flags]) + body[1:]))
        elif name in _WEBP_KEPT:
            kept.append((name, body))
    if orientation != UPRIGHT:
        kept.append((b"EXIF", _exif(orientation)))
    inner = b"WEBP" + b"".join(
        name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2) for name, body in kept
    )
    return Bare(b"RIFF" + struct.pack("<I", len(inner)) + inner, orientation)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (length,) = struct.unpack_from("<I", content, 4)
    at, end_of_file = 12, 8 + length
    if end_of_file > len(content):
        raise Malformed("a WebP file is shorter than it says")
    while at + 8 <= end_of_file:
        name, length = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + length]
        if len(body) != length:
            raise Malformed("a WebP chunk is longer than the file")
        yield name, body
        at += 8 + length + length % 2


def _gif(content: bytes) -> Bare:
    at = 13 + _gif_colours(content[10])
    kept = [content[:at]]
    while content[at] != _GIF_TRAILER:
        end = _gif_block_end(content, at)
        if _is_kept_in_gif(content, at):
            kept.append(content[at:end])
        at = end
    return Bare(b"".join([*kept, bytes([_GIF_TRAILER])]))


def _gif_block_end(content: bytes, at: int) -> int:
    if content[at] == _GIF_EXTENSION:
        at += 2
    elif content[at] == _GIF_PICTURE:
        at += 11 + _gif_colours(content[at + 9])
    else:
        raise Malformed("a GIF block is of no known kind")
    while content[at]:
        at += 1 + content[at]
    return at + 1


def _gif_colours(packed: int) -> int:
    """The length of the colour table that this byte announces."""
    return 3 << ((packed & 0x07) + 1) if packed & 0x80 else 0


def _is_kept_in_gif(content: bytes, at: int) -> bool:
    if content[at] != _GIF_EXTENSION or content[at + 1] not in (_GIF_APPLICATION, _GIF_COMMENT):
        return True
    return content[at + 1] == _GIF_APPLICATION and content[at + 3 : at + 14] in _GIF_LOOPS


_STRIPPERS: Mapping[str, Callable[[bytes], Bare]] = {JPEG: _jpeg, PNG: _png, WEBP: _webp, GIF: _gif}
