"""Text of files in whatever encoding a spreadsheet or an old editor chose. Pure."""

import codecs
import io
import re
from collections.abc import Iterable
from functools import cache
from typing import BinaryIO, Final

from contactcenter.errors import InvalidInput

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# As they are tried; the second is the same as the first but for signs that only Windows has.
_UNMARKED: Final = ("utf-8", "big5hkscs", "cp950", "gb18030")
# Read in the wrong one of two, Chinese text is made of rare characters: these tell them apart.
_USUAL: Final = frozenset(
    "的一是不了在人有我他這这個个們们來来到時时大地為为子中你說说生國国年著着就那和要她出也得里後后自以會会家可下而過过天去能對对小多然於于心學学麼么之都好看起發发當当沒没成只如事把還还用第樣样道想作種种開开"
    "樓楼水電电管理費费業业主戶户門门梯座室修請请服務务處处停車车交月日時間间號号通知裝装單单位漏口客電話话"
)
_PUNCTUATION: Final = frozenset("，。、：；「」（）？！《》“”—…·　")
# The characters that each standard put first because they are the commonest, by lead and trail bytes.
_COMMON: Final = {
    "big5hkscs": ("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
    "cp950": ("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
    "gb18030": ("gb2312", range(0xB0, 0xD8), (*range(0xA1, 0xFF),)),
}
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARED_WITHIN: Final = 2048
# Browsers read these names as the larger sets too; pages say the old name and mean the new.
_LARGER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
# Fewer empty bytes may be a slip in a text of another encoding.
_FEW: Final = 4
_CHUNK_BYTES: Final = 64 * 1024
# So many characters tell one encoding from another.
_ENOUGH: Final = 100_000


class _Trial:
    """Reads on in one encoding until that is impossible, and counts how usual its characters are."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._foreign = self._score = 0

    def reads(self, chunk: bytes, *, is_last: bool) -> bool:
        try:
            text = self._decoder.decode(chunk, is_last)
        except UnicodeDecodeError:
            return False
        if self.encoding in _COMMON and self._foreign < _ENOUGH:
            common = _common(self.encoding)
            foreign = [character for character in text if ord(character) > 127]
            self._foreign += len(foreign)
            self._score += sum((character in common) + (character in _USUAL) for character in foreign)
        return True

    @property
    def likelihood(self) -> float:
        return self._score / max(1, self._foreign)


def encoding_of(file: BinaryIO) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else the likelier of Big5 and GB18030. Raises `InvalidInput`.

    Reads to the end, piece by piece.
    """
    chunk = file.read(_CHUNK_BYTES)
    trials = [_Trial(encoding) for encoding in _candidates(chunk)]
    while trials:
        following = file.read(_CHUNK_BYTES)
        trials = [trial for trial in trials if trial.reads(chunk, is_last=not following)]
        if not following:
            break
        chunk = following
    if not trials:
        raise InvalidInput("This is no text that can be read; save it as UTF-8.", code="unreadable_text")
    if trials[0].encoding in _COMMON:
        return max(trials, key=lambda trial: trial.likelihood).encoding
    return trials[0].encoding


def decode_text(content: bytes) -> str:
    """A whole file so."""
    return content.decode(encoding_of(io.BytesIO(content)))


def decode_html(content: bytes) -> str:
    """What the page declares, where it is true; else as any text."""
    declared = _CHARSET.search(content[:_DECLARED_WITHIN])
    if declared is not None and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii").lower()
        try:
            return content.decode(_LARGER.get(name, name))
        except (UnicodeError, LookupError):
            pass
    return decode_text(content)


def decode_names(names: Iterable[bytes]) -> list[str]:
    """Names that one desk wrote: few characters each, so that they are judged together."""
    listed = list(names)
    encoding = encoding_of(io.BytesIO(b"\n".join(listed)))
    return [name.decode(encoding) for name in listed]


def _candidates(beginning: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            return (encoding,)
    # Without a mark, every other byte of what stands in ASCII is empty: separators, ends of lines, tags.
    empty_first, empty_second = beginning[::2].count(0), beginning[1::2].count(0)
    if empty_second >= _FEW and empty_second > 3 * empty_first:
        return ("utf-16-le",)
    if empty_first >= _FEW and empty_first > 3 * empty_second:
        return ("utf-16-be",)
    return _UNMARKED


@cache
def _common(encoding: str) -> frozenset[str]:
    standard, leads, trails = _COMMON[encoding]
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return _PUNCTUATION.union(*(pair.decode(standard, errors="ignore") for pair in pairs))
