"""What a file is, judged by its bytes and never by its name or by what a sender claims. Pure.

Only what is recognised here for certain is ever shown inside a page; all else is handed out as an unknown file.
"""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Literal

UNKNOWN = "application/octet-stream"
JPEG, PNG, GIF, WEBP = "image/jpeg", "image/png", "image/gif", "image/webp"
HEIC, PDF, WAV, MP3, M4A = "image/heic", "application/pdf", "audio/wav", "audio/mpeg", "audio/mp4"
MP4, ZIP = "video/mp4", "application/zip"

# Browsers show these by themselves. HEIC is not among them: few browsers know it, and its readers are not free.
PICTURES = frozenset({JPEG, PNG, GIF, WEBP})
SOUNDS = frozenset({WAV, MP3, M4A})
# Beside what is shown, the only type told to a browser; what it downloads is then opened by the right program.
TOLD = PICTURES | SOUNDS | {PDF}

Kind = Literal["picture", "sound", "file"]

# (where, what stands there, the type); the first that fits counts.
SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", GIF),
    (0, b"GIF89a", GIF),
    (0, b"%PDF-", PDF),
    (0, b"ID3", MP3),
    (0, b"\xff\xfb", MP3),
    (0, b"\xff\xf3", MP3),
    (0, b"\xff\xf2", MP3),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"\xff\xf9", "audio/aac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"BEGIN:VCARD", "text/vcard"),
    (0, b"BEGIN:VCALENDAR", "text/calendar"),
    (0, b"PK\x03\x04", ZIP),
)
RIFF_FORMS: Mapping[bytes, str] = {b"WEBP": WEBP, b"WAVE": WAV}
# The first brand of a file of the MPEG-4 family, by its beginning.
BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"hei", HEIC),
    (b"hev", HEIC),
    (b"mif1", HEIC),
    (b"msf1", HEIC),
    (b"avi", "image/avif"),
    (b"M4A", M4A),
    (b"M4B", M4A),
    (b"3g", "video/3gpp"),
    (b"qt", "video/quicktime"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
# Office documents are archives; this part names the kind.
OFFICE_PARTS: Mapping[str, str] = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
MACROS = "vbaproject.bin"
# An archive whose list of parts is longer than this is not looked into: reading it would hold up everybody.
LONGEST_LIST_BYTES = 512 * 1024
_END_OF_ARCHIVE, _END_OF_LARGE_ARCHIVE = b"PK\x05\x06", b"PK\x06\x07"

EXTENSIONS: Mapping[str, tuple[str, ...]] = {
    JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    PNG: ("png",),
    GIF: ("gif",),
    WEBP: ("webp",),
    HEIC: ("heic", "heif", "hif"),
    "image/avif": ("avif",),
    PDF: ("pdf",),
    WAV: ("wav", "wave"),
    MP3: ("mp3",),
    M4A: ("m4a", "mp4", "aac"),
    "audio/aac": ("aac",),
    "audio/ogg": ("ogg", "oga", "opus"),
    "audio/amr": ("amr",),
    MP4: ("mp4", "m4v"),
    "video/3gpp": ("3gp", "3gpp", "3g2"),
    "video/quicktime": ("mov", "qt"),
    "text/vcard": ("vcf",),
    "text/calendar": ("ics",),
}


def type_of(content: bytes, claimed_type: str = "") -> str:
    """The content type. What a sender claims only tells a sound from a film where both look alike."""
    if content[4:8] == b"ftyp":
        return _of_the_mpeg4_family(content[8:12], claimed_type)
    if content[:4] == b"RIFF":
        return RIFF_FORMS.get(content[8:12], UNKNOWN)
    for offset, signature, content_type in SIGNATURES:
        if content.startswith(signature, offset):
            return _of_archive(content) if content_type == ZIP else content_type
    return UNKNOWN


def _of_the_mpeg4_family(brand: bytes, claimed_type: str) -> str:
    found = next((content_type for beginning, content_type in BRANDS if brand.startswith(beginning)), MP4)
    is_film = found in (MP4, "video/3gpp")
    return M4A if is_film and claimed_type.startswith("audio/") else found


def _of_archive(content: bytes) -> str:
    """An office document without macros by its kind; one with macros is as unknown as a program."""
    if not _has_short_list(content):
        return UNKNOWN
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return UNKNOWN
    if any(part.lower().endswith(MACROS) for part in parts):
        return UNKNOWN
    return next((kind for part, kind in OFFICE_PARTS.items() if part in parts), ZIP)


def _has_short_list(content: bytes) -> bool:
    at = content.rfind(_END_OF_ARCHIVE)
    if at < 0 or len(content) < at + 22 or _END_OF_LARGE_ARCHIVE in content[max(0, at - 20) : at]:
        return False
    (length,) = struct.unpack_from("<I", content, at + 12)
    return int(length) <= LONGEST_LIST_BYTES


def kind_of(content_type: str) -> Kind:
    """How a screen shows such a file."""
    if content_type in PICTURES:
        return "picture"
    return "sound" if content_type in SOUNDS else "file"


def served_type(content_type: str) -> str:
    """The type a browser is told: never one that it would run or lay out as a page."""
    return content_type if content_type in TOLD else UNKNOWN


def is_shown(content_type: str) -> bool:
    """Whether a browser may show it where it stands; everything else is only ever saved."""
    return kind_of(content_type) != "file"
