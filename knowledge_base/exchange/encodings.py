"""Text of files in whatever encoding a spreadsheet or an old editor chose. Pure."""

import codecs
import re
from typing import Final

from contactcenter.errors import InvalidInput

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Read in the wrong one of the two, Chinese text is made of rare characters: these tell them apart.
_USUAL: Final = frozenset(
    "的一是不了在人有我他這这個个們们來来到時时大地為为子中你說说生國国年著着就那和要她出也得里後后自以會会家可下而過过天去能對对小多然於于心學学麼么之都好看起發发當当沒没成只如事把還还用第樣样道想作種种開开"
    "樓楼水電电管理費费業业主戶户門门梯座室修請请服務务處处停車车交月日時間间號号通知裝装單单位漏口客電話话，。、：；「」（）？！"
)
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARED_WITHIN: Final = 2048


def decode_text(content: bytes) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else the likelier of Big5 and GB18030. Raises `InvalidInput`."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding) or _unreadable()
    text = _strictly(content, "utf-8")
    if text is not None:
        return text
    readings = [text for text in (_strictly(content, "big5hkscs"), _strictly(content, "gb18030")) if text is not None]
    return max(readings, key=_likelihood) if readings else _unreadable()


def decode_html(content: bytes) -> str:
    """What the page declares, where it is true; else as any text."""
    declared = _CHARSET.search(content[:_DECLARED_WITHIN])
    if declared is not None and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_text(content)


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihood(text: str) -> float:
    foreign = [character for character in text if ord(character) > 127]
    return sum(character in _USUAL for character in foreign) / max(1, len(foreign))


def _unreadable() -> str:
    raise InvalidInput("This is no text that can be read; save it as UTF-8.")
