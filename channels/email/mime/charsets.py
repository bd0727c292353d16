"""Bytes to text, whatever the label says. Labels in real mail are missing, damaged, one size too small, or lies."""

import codecs
import re
from collections.abc import Iterator

from channels.email.mime.guessing import guess_codec, is_surely_utf8, likelihood

# What is labelled so is nearly always written in the larger set: 𨋢 needs more than "big5", ① more than "shift_jis".
_ALIASES = {
    "gb18030": "gb2312 gbk gb18030 gb231280 gb23121980 isogb2312 euccn chinese csgb2312 csiso58gb231280 isoir58 cp936 "
    "ms936 windows936 xgbk xgb2312 936 gb gbk2312 eucgb2312cn",
    "big5hkscs": "big5 big5hkscs big5tw csbig5 cnbig5 xxbig5 big5eten cp950 ms950 windows950 950 big5hk b5",
    "cp932": "shiftjis sjis xsjis mskanji windows31j cp932 ms932 csshiftjis xmscp932",
    "cp949": "ksc56011987 ksc5601 euckr cp949 ms949 windows949 uhc korean csksc56011987 cseuckr ksx1001 isoir149 ks",
    "iso2022_jp": "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jpms cp50220 cp50221 cp50222 jis",
    "euc_jp": "eucjp xeucjp eucjpms cseucpkdfmtjapanese ujis",
    "cp1252": "usascii ascii ansix341968 ansix341986 iso646us iso646 isoir6 us 646 ansi cp1252 windows1252 win1252 "
    "xcp1252 xansi iso88591 88591 latin1 l1 isolatin1 isoir100 iso885911987 cp819 ibm819 csisolatin1 iso1",
    "cp1254": "iso88599 latin5 cp1254 windows1254 l5 csisolatin5",
    "cp874": "iso885911 tis620 cp874 windows874 tis6202533",
    "iso8859_8": "iso88598 iso88598i iso88598e visual logical hebrew",
    "utf_8": "utf8 utf unicode11utf8 unicodeutf8 utf8mb4 cp65001 65001 xunicode20utf8",
    "utf_7": "utf7 unicode11utf7 unicode20utf7 csunicode11utf7 xunicode20utf7 cp65000",
    "hz": "hz hzgb2312 hzgb",
    "mac_roman": "macintosh mac macroman xmacroman xmacintosh",
    "koi8_r": "koi8r koi8 cskoi8r",
    "koi8_u": "koi8u koi8ru",
}
CODECS = {alias: codec for codec, aliases in _ALIASES.items() for alias in aliases.split()}
# Python knows them as text encodings, but no mail is written in them; some of them are traps.
_NOT_FOR_MAIL = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_NEIGHBOURS = {"big5hkscs": ("cp950",), "iso2022_jp": ("iso2022_jp_2", "iso2022_jp_ext")}
_MULTIBYTE = {"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "hz", "johab", "euc_jis_2004"}
LONGEST_LABEL = 60
_CLEARLY = 0.35

_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_META_SPAN = 4096
_ESCAPE_TO_TWO_BYTES = re.compile(rb"\x1b\$(?:[@B]|\([@BD])((?:(?!\x1b)[^\r\n])*)")
_ESCAPE_TO_ONE_BYTE = re.compile(rb"\x1b\([BJHI]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def find_codec(label: str) -> str | None:
    """Python's name for a charset label of mail; None where it names no charset, or nothing that is text."""
    label = label.strip().strip("\"'").split(";")[0][:LONGEST_LABEL].lower()
    name = re.sub(r"[^a-z0-9]", "", label.split("*")[0])
    if name in CODECS:
        return CODECS[name]
    try:
        found = codecs.lookup(re.sub(r"[^a-z0-9_.\-]", "", label))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name.replace("-", "_") in _NOT_FOR_MAIL:
        return None
    return CODECS.get(re.sub(r"[^a-z0-9]", "", found.name), found.name)


def decode(content: bytes, label: str = "", *, context: bytes = b"", hint: str = "") -> str:
    """The text of these bytes: as labelled where that can be true, else as they look, at worst with marks of damage.

    `context` is more of the same author's bytes, which makes a guess about a short piece surer; `hint` is the label of
    something else in the same mail.
    """
    declared = find_codec(label)
    if is_surely_utf8(content, labelled_as_multibyte=declared in _MULTIBYTE):
        return storable(content.decode("utf-8"))
    text = _as_declared(content, declared, context=context)
    if text is None:
        text = next(filter(None, (_strictly(content, codec) for codec in _guesses(content + context, hint))), None)
    return storable(content.decode("latin-1") if text is None else text)


def html_label(content: bytes) -> str:
    """The charset an HTML document names itself."""
    found = _META.search(content[:_META_SPAN])
    return found.group(1).decode("ascii") if found else ""


def storable(text: str) -> str:
    """Without what neither a database nor JSON can keep: null characters and halves of pairs."""
    return _UNSTORABLE.sub("", text.removeprefix("\ufeff"))


def _as_declared(content: bytes, declared: str | None, *, context: bytes) -> str | None:
    """The text where the label can be true, a damaged byte here and there allowed for."""
    if declared is not None and _is_a_lie(content + context, declared):
        declared = None
    if declared is not None:
        for codec in (declared, *_NEIGHBOURS.get(declared, ())):
            text = _strictly(content, codec)
            if text is not None:
                return text
    if _is_cut_utf8(content):
        return content.decode("utf-8", "replace")
    damaged = [codec for codec in ("utf_8", declared) if codec == "utf_8" or codec in _MULTIBYTE]
    texts = (content.decode(codec, "replace") for codec in damaged)
    return next((text for text in texts if _is_nearly_whole(text)), None)


def _is_cut_utf8(content: bytes) -> bool:
    """Whether this is UTF-8 but for a character cut in two at its beginning or its end."""
    pieces = (content[:-cut] for cut in (1, 2, 3)), (content[cut:] for cut in (1, 2, 3))
    return any(is_surely_utf8(piece, labelled_as_multibyte=True) for side in pieces for piece in side)


def _is_nearly_whole(text: str) -> bool:
    beyond_ascii = sum(character >= "\x80" for character in text)
    return 0 < text.count("\ufffd") * 8 <= beyond_ascii


def _guesses(content: bytes, hint: str) -> Iterator[str]:
    """The charsets to try where the label helps no further, the likeliest first."""
    hinted = find_codec(hint)
    if hinted is not None and hinted != "cp1252" and not _is_a_lie(content, hinted):
        yield hinted
    guessed = guess_codec(content)
    if guessed is not None:
        yield guessed
    yield from ("utf_8", "cp1252")


def _is_a_lie(content: bytes, codec: str) -> bool:
    """Whether another charset explains the bytes far better than one in which they only happen to be valid."""
    if codec != "cp1252" and codec not in _MULTIBYTE:
        return False
    guessed = guess_codec(content)
    if guessed in (None, codec) or guessed not in _MULTIBYTE:
        return False
    # One byte for each character fits anything, so such a label proves nothing.
    return codec == "cp1252" or likelihood(content, guessed) - likelihood(content, codec) > _CLEARLY


def _strictly(content: bytes, codec: str) -> str | None:
    """The text, or None where these bytes are not of this charset."""
    try:
        return content.decode(codec)
    except (UnicodeError, ValueError):
        pass
    if codec == "iso2022_jp":
        return _jis_with_vendor_characters(content)
    if codec == "cp1252":
        return _windows_or_latin(content)
    return None


def _windows_or_latin(content: bytes) -> str | None:
    """Five bytes have no character in Windows' set; in the older one they are control characters."""
    if any(byte in content for byte in b"\x81\x8d\x8f\x90\x9d"):
        return None if len(content) > 1 and _looks_paired(content) else content.decode("latin-1")
    return None


def _looks_paired(content: bytes) -> bool:
    high = sum(byte >= 0x80 for byte in content)
    return high * 2 > len(content)


def _jis_with_vendor_characters(content: bytes) -> str | None:
    """ISO-2022-JP with characters only makers' sets have (①, ㈱): each pair is moved to where cp932 has it."""
    moved = _ESCAPE_TO_TWO_BYTES.sub(lambda found: _to_shift_jis(found.group(1)), content)
    try:
        return _ESCAPE_TO_ONE_BYTE.sub(b"", moved).decode("cp932")
    except UnicodeError:
        return None


def _to_shift_jis(pairs: bytes) -> bytes:
    moved = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=False):
        lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
        trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)
        if not (lead < 256 and trail < 256):
            return b"?"
        moved += bytes((lead, trail))
    return bytes(moved)
