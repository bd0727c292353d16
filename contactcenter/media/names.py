"""Names of files: made harmless when they come in, written into headers when they go out. Pure."""

import re
import unicodedata
from pathlib import PurePath
from urllib.parse import quote

from contactcenter.media.content import EXTENSIONS

# In UTF-8; most file systems end at 255, and a browser may add a number.
LONGEST_NAME_BYTES = 180
LONGEST_EXTENSION = 10
# What a file without a name is called, by its family.
NAMELESS = {"image": "photo", "audio": "sound", "video": "film"}

_FORBIDDEN = re.compile(r'[<>:"|?*]')
_BLANKS = re.compile(r"\s+")
# Names that Windows takes for devices, whatever their extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)})


def clean_name(name: str, content_type: str = "") -> str:
    """The last part of a path without anything that hides, steers or breaks; its ending agrees with the content.

    A picture called `invoice.html` becomes `invoice.html.jpg`: saved and opened, it is a picture again.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(character for character in unicodedata.normalize("NFC", last) if _is_visible(character))
    plain = _BLANKS.sub(" ", _FORBIDDEN.sub("_", visible)).strip(" .")
    if plain.partition(".")[0].lower() in _DEVICES:
        plain = f"_{plain}"
    endings = EXTENSIONS.get(content_type, ())
    if endings and not plain:
        return f"{NAMELESS.get(content_type.partition('/')[0], 'file')}.{endings[0]}"
    if endings and PurePath(plain).suffix[1:].lower() not in endings:
        plain = f"{plain}.{endings[0]}"
    return _shortened(plain) or "file"


def _is_visible(character: str) -> bool:
    # Control, format (which turn the direction of writing), surrogate, private and unassigned; line separators.
    category = unicodedata.category(character)
    return character.isspace() or not (category[0] == "C" or category in ("Zl", "Zp"))


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        stem, dot, extension = name, "", ""
    room = LONGEST_NAME_BYTES - len(f"{dot}{extension}".encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + extension


def content_disposition(name: str, *, is_shown: bool) -> str:
    """The header of RFC 6266: the name in ASCII for old readers, and whole in the spelling of RFC 8187."""
    ascii_name = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    kind = "inline" if is_shown else "attachment"
    return f"{kind}; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
