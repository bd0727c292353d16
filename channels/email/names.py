"""Names of files that came from outside: only ever a name, never a way to somewhere, as long as is seemly. Pure."""

import re

from channels.email.mime.charsets import storable

LONGEST_NAME = 150
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)

_ENDINGS = {
    "application/ics": "ics",
    "application/json": "json",
    "application/msword": "doc",
    "application/pdf": "pdf",
    "application/pgp-encrypted": "asc",
    "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m",
    "application/pkcs7-signature": "p7s",
    "application/rtf": "rtf",
    "application/vnd.ms-excel": "xls",
    "application/x-pkcs7-mime": "p7m",
    "application/x-pkcs7-signature": "p7s",
    "application/xml": "xml",
    "application/zip": "zip",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "message/delivery-status": "txt",
    "message/disposition-notification": "txt",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/html": "html",
    "text/plain": "txt",
    "text/rfc822-headers": "txt",
    "text/rtf": "rtf",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
    "text/xml": "xml",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}


def clean_name(written: str) -> str:
    """The last piece of a path, without what cannot be seen or would make the name look like another."""
    name = _SEPARATORS.split(_UNSEEN.sub("", storable(written)).strip().rstrip("/\\"))[-1]
    name = _SPACES.sub(" ", _FORBIDDEN.sub("_", name)).strip(" .") if name.strip(" .") else ""
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def name_for(content_type: str, *, wish: str = "", number: int) -> str:
    """A name for a file that came without one: after a wish (a subject, a content id), else its place in the mail."""
    kind = content_type.split("/")[0]
    ending = _ENDINGS.get(content_type, "txt" if kind == "text" else "bin")
    stem = clean_name(wish.split("@")[0])[: LONGEST_NAME - 10]
    stem = stem or f"{kind if kind in ('image', 'audio', 'video') else 'file'}-{number}"
    return stem if stem.lower().endswith(f".{ending}") else f"{stem}.{ending}"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
