"""Files for tests: photos as a phone takes them, and files that want to do harm."""

import io
import struct
import zipfile
import zlib

from PIL import ExifTags, Image, TiffImagePlugin

CAMERA = "A camera that tells"
LATITUDE = (TiffImagePlugin.IFDRational(22), TiffImagePlugin.IFDRational(18), TiffImagePlugin.IFDRational(49))
# What the latitude looks like in a file, in either byte order.
LATITUDE_BYTES = (struct.pack(">6I", 22, 1, 18, 1, 49, 1), struct.pack("<6I", 22, 1, 18, 1, 49, 1))

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.domain)</script></svg>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 64
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WAV = b"RIFF" + struct.pack("<I", 36 + 8) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
WAV += b"data" + struct.pack("<I", 8) + b"\x80" * 8
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 4
M4A = struct.pack(">I4s4s", 16, b"ftyp", b"M4A ") + b"\x00" * 16
MP4 = struct.pack(">I4s4s", 16, b"ftyp", b"isom") + b"\x00" * 16
HEIC = struct.pack(">I4s4s", 16, b"ftyp", b"heic") + b"\x00" * 16


def photo(
    format_: str = "JPEG",
    *,
    size: tuple[int, int] = (64, 48),
    orientation: int = 0,
    tells: bool = False,
    mode: str = "RGB",
    noisy: bool = False,
    **options: object,
) -> bytes:
    """A picture whose left half is red and right half blue; with `tells` it says where and by what it was taken."""
    picture = Image.effect_noise(size, 90).convert("RGB") if noisy else Image.new("RGB", size, (200, 30, 30))
    if not noisy:
        picture.paste((30, 30, 200), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    if tells:
        exif[ExifTags.Base.Make] = CAMERA
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = LATITUDE
    packed = io.BytesIO()
    known = {"exif": exif} if format_ in ("JPEG", "PNG", "WEBP") and (orientation or tells) else {}
    picture.convert(mode).save(packed, format_, **known, **options)
    return packed.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A small PNG that unpacks to hundreds of millions of points."""
    packed = io.BytesIO()
    Image.new("1", (side, side)).save(packed, "PNG")
    return packed.getvalue()


def lying_png(side: int = 60_000) -> bytes:
    """A PNG of a few bytes whose head claims to be huge."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 100)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def polyglot() -> bytes:
    """A picture that is a web page too, for whoever believes its name."""
    jpeg = photo()
    comment = b"\xff\xfe" + struct.pack(">H", len(HTML) + 2) + HTML
    return jpeg[:2] + comment + jpeg[2:] + HTML


def gif_script() -> bytes:
    """A "GIF" that is a script."""
    return b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(document.domain)//"


def office(*, macros: bool) -> bytes:
    """A word processor's document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        if macros:
            archive.writestr("word/vbaProject.bin", b"\x00")
    return packed.getvalue()


def many_parts(count: int) -> bytes:
    """An archive of empty parts with long names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(f"a part with a long name {number:06}.jpg", "")
    return packed.getvalue()
