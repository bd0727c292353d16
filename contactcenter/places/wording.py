"""Finds the words of addresses in a text: buildings, floors, units, in three scripts. Pure; `spelling.py` joins them.

What only looks like an address (dates, times, telephone numbers, money, reference numbers) is recognised first.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from contactcenter.places.numerals import CHINESE, ENGLISH, read_number

Kind = Literal["noise", "code", "building", "tower_sign", "phase", "home", "floor", "perhaps_floor", "unit", "bare"]


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of an address, as far as it is known: 3座 has a building, 12/F a floor, 12B室 a floor and a unit.

    A `bare` 12B or 1203 is a home only where its neighbours say so; the F of a `perhaps_floor` 12F may be the unit.
    """

    kind: Kind
    start: int
    end: int
    building: str = ""
    floor: str = ""
    unit: str = ""
    has_chinese_number: bool = False


# Each of these is written in several ways that mean the same here; every one is a single character, so places stay.
_SAME: Final = str.maketrans(
    "數樓層號棟單間戶廈廳兩貳參叄陸點時鐘個歲塊圓萬億‐‑‒–—―−",
    "数楼层号栋单间户厦厅两贰叁叁陆点时钟个岁块圆万亿-------",
)

_ZH: Final = f"[{CHINESE}]"
_WORDS: Final = "|".join(ENGLISH)
_NUMBER: Final = rf"(?:\d{{1,2}}|{_ZH}{{1,4}})"
_LETTER: Final = r"[A-Za-z]"
# A letter standing alone is a unit or tower only as a capital: "12 a pipe" is no flat A.
_CAPITAL: Final = r"(?-i:[A-Z])"
_START: Final = rf"(?<![0-9A-Za-z{CHINESE}])"
_LATIN_START: Final = r"(?<![0-9A-Za-z])"
_BARE_START: Final = rf"(?<![0-9A-Za-z.$+{CHINESE}])"
_CODE_START: Final = r"(?<![0-9A-Za-z./+$:-])"
_END: Final = r"(?![0-9A-Za-z])"
_ROOM: Final = r"(?:号?室|号?房(?![屋东地产租价子]|单位)|号?单位)"
# 三户 are three households, B户 is a flat.
_FLAT_BEHIND: Final = rf"(?:{_ROOM}|户)"
_FLAT: Final = r"(?<![A-Za-z])(?:flat|flt|unit|room|rm|apt|apartment|suite|ft)\s?[.:]?\s*(?:no\b\.?\s*)?#?\s*"
_SEAT: Final = "座(?![位椅谈談标標头頭廁厕])"
_TOWER: Final = r"(?<![A-Za-z])(?:tower|twr|block|blk|building|bldg)\s?[.:]?\s*(?:no\b\.?\s*|#\s*)?"
_NOT_TIME: Final = r"(?!\s*(?:days?|times?|hours?|hrs?|min(?:ute)?s?|weeks?|months?|years?|people|persons?)\b)"

# The first rule that matches at the earliest place wins. Groups: b building, f floor, u unit, r room as in 1203.
_RULES: Final[tuple[tuple[Kind, str], ...]] = (
    ("noise", r"https?://\S+"),
    ("noise", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("noise", r"(?<![0-9A-Za-z])[A-Z]{1,3}-\d{4}-\d+"),
    ("noise", r"(?<!\d)\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}[日号]?"),
    ("noise", rf"(?<![\d-])\d{{1,2}}([-/.])\d{{1,2}}\1\d{{2,4}}(?![0-9A-Za-z-]|\s?{_ROOM})"),
    ("noise", rf"{_NUMBER}\s?月\s?(?:{_NUMBER}\s?[日号]?)?"),
    ("noise", r"(?<!\d)\d{1,2}\s?:\s?\d{2}(?:\s?:\s?\d{2})?(?:\s?[ap]\.?m\b\.?)?"),
    ("noise", r"(?<!\d)\d{1,2}(?:[.:]\d{2})?(?:\s?[-~]\s?\d{1,2})?\s?[ap]\.?m\b\.?"),
    ("noise", r"\+\s?\d[\d ()-]{6,}\d"),
    ("noise", r"(?<!\d)\d{3}[ -]\d{4}[ -]\d{4}(?!\d)"),
    ("noise", r"(?<!\d)\d{2,4}-\d{6,8}(?!\d)"),
    ("noise", r"(?<!\d)\d{4}[ -]\d{4}(?![ -]?\d)"),
    ("noise", r"\d{7,}"),
    ("noise", r"(?<![A-Za-z])(?:HK|US|NT|RMB|CNY|HKD|USD|[$¥€£])\s?[$]?\s?\d[\d,.]*"),
    ("noise", r"\d[\d,.]*\s?(?:(?:HKD|RMB|CNY|USD|dollars?|bucks)\b|[元蚊块圆円万亿%])"),
    ("noise", rf"{_NUMBER}\s?(?:点|时(?!代)|分钟?|秒|天|次|个|人|位(?!置)|岁|度)"),
    ("noise", r"\d{1,2}\s?(?:kg|mm|cm|(?-i:m)|days?|times?|hours?)\b"),
    ("noise", r"(?<!\d)\d{2,4}年"),
    ("code", rf"{_CODE_START}(?P<b>\d{{1,2}}|{_LETTER})\s?([-/])\s?(?P<f>\d{{1,2}})\s?\2\s?(?P<u>{_LETTER}\d?){_END}"),
    ("code", rf"{_CODE_START}(?P<b>\d{{1,2}})[-/](?P<f>\d{{1,2}})(?P<u>{_LETTER}){_END}(?!-\d)"),
    ("code", rf"{_CODE_START}(?P<b>\d{{1,2}})-(?P<f>\d{{1,2}})-(?P<u>\d{{1,2}})\s?{_ROOM}"),
    ("code", rf"{_CODE_START}(?P<b>\d{{1,2}})-(?P<r>\d{{3,4}})\s?{_ROOM}"),
    ("building", rf"{_START}第?\s?(?P<b>\d{{1,2}}{_LETTER}?|{_ZH}{{1,3}}|{_LETTER})\s?(?:{_SEAT}|[栋幢]|号[楼栋])"),
    ("building", rf"{_TOWER}(?P<b>\d{{1,2}}|{_CAPITAL}|(?-i:[b-h])|{_WORDS}){_END}{_NOT_TIME}"),
    ("building", rf"座[数号]?\s?:\s?(?P<b>{_NUMBER}|{_LETTER}{_END})"),
    ("building", rf"{_LATIN_START}(?P<b>\d{{1,2}})(?:st|nd|rd|th)\s+(?:tower|block|building)\b"),
    ("building", rf"{_LATIN_START}(?P<b>{_WORDS})\s+(?:tower|block|building)\b"),
    ("building", rf"{_LATIN_START}(?P<b>\d{{1,2}})号(?=\s?(?:\d{{3,4}}\s?室|\d{{1,2}}楼\s?\w{{1,3}}\s?室))"),
    ("building", rf"{_LATIN_START}(?P<b>\d{{1,2}})#(?:楼|-?(?=\d{{3,4}}))"),
    ("tower_sign", rf"{_LATIN_START}T[.-]?(?P<b>\d{{1,2}}){_END}(?![.:]\d)"),
    ("phase", rf"{_START}第?(?P<b>{_NUMBER})\s?期"),
    ("phase", rf"(?<![A-Za-z])phase\s*(?P<b>\d{{1,2}}|{_WORDS}){_END}"),
    ("home", rf"{_START}(?P<f>{_NUMBER})\s?-?\s?(?P<u>{_LETTER}\d?)\s?{_FLAT_BEHIND}"),
    ("home", rf"{_START}(?P<r>\d{{3,4}}|{_ZH}{{3,4}})\s?{_ROOM}"),
    ("home", rf"{_FLAT}(?P<f>\d{{1,2}})\s?-?\s?(?P<u>{_CAPITAL}){_END}"),
    ("home", rf"{_FLAT}(?P<f>\d{{1,2}})-?(?P<u>{_LETTER}){_END}"),
    ("home", rf"{_FLAT}(?P<r>\d{{3,4}}){_END}"),
    ("home", r"#\s?(?P<f>\d{1,2})\s?-\s?(?P<u>\d{1,3})(?!\d)"),
    ("floor", rf"{_START}第?\s?(?P<f>\d{{1,3}}|{_ZH}{{1,4}}|LG|UG|[GM])\s?(?:字楼|楼|层)(?!梯)"),
    ("floor", rf"{_LATIN_START}(?P<f>\d{{1,3}}|LG|UG|[GM])\s?/\s?F(?:l|loor)?(?![A-Za-z])\.?"),
    ("floor", rf"{_LATIN_START}(?P<f>\d{{1,3}})(?:st|nd|rd|th)?\s?-?(?:floor|flr|fl)\b\.?"),
    ("floor", rf"{_LATIN_START}(?P<f>{_WORDS}|ground)\s(?:floor|flr)\b"),
    ("floor", rf"(?<![A-Za-z])(?:floor|level|lvl|flr|fl)\s?[.:]?\s?(?P<f>\d{{1,3}}(?!\d)|(?:{_WORDS}){_END})"),
    ("floor", rf"楼[层数]?\s?:\s?(?P<f>{_NUMBER})"),
    ("floor", r"(?P<f>地下|地面)(?=\s?[A-Za-z\d]{1,2}\s?[室房])"),
    ("perhaps_floor", rf"{_LATIN_START}(?P<f>\d{{1,2}})\s?(?P<u>F){_END}(?!/)"),
    ("unit", rf"{_START}(?P<u>{_LETTER}\d?)\s?{_FLAT_BEHIND}"),
    ("unit", rf"{_START}(?P<u>\d{{1,2}}|{_ZH}{{1,3}})\s?{_ROOM}(?!\s?[\d两{CHINESE}]\s?厅)"),
    ("unit", rf"(?:室|房号?|单位)\s?:\s?(?P<u>{_LETTER}\d?|\d{{1,2}}){_END}"),
    ("unit", rf"{_FLAT}(?P<u>{_LETTER}(?:(?=\d{{1,3}}\s?/\s?F)|\d?{_END})|\d{{1,2}}{_END}(?!\s?/\s?F|\s?楼))"),
    ("bare", rf"{_BARE_START}(?P<f>{_NUMBER})(?:[-/]?(?P<u>{_LETTER})|\s?[-/]?\s(?P<c>{_CAPITAL})){_END}"),
    ("bare", r"(?<![0-9A-Za-z.$+])(?P<r>\d{3,4})(?![0-9A-Za-z]|\s?[:.]?\d|\s?h(?:ou)?rs?\b)"),
)  # fmt: skip
_COMPILED: Final = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _RULES)
_FLOORS_BY_NAME: Final = {"地下": "G", "地面": "G", "GROUND": "G", "G": "G", "M": "M", "LG": "LG", "UG": "UG"}
# Right behind a floor, a unit needs no word of its own: 12樓B, 12/F B, 12樓03, 12层5号, 12樓之3.
_UNIT_BEHIND_FLOOR: Final = re.compile(
    rf"\s?[,-]?\s?之?(?P<letter>{_LETTER}\d?){_END}(?!\s?[座栋幢])(?!(?<=[aiI])\s[a-z])"
    r"|之(?P<branch>\d{1,2})(?!\d)|(?P<number>\d{1,2})号(?!楼)|[\s,-]{0,2}(?P<bare>\d{1,2})(?=[\s,.;!?。;、]|$)"
)


def normalise(text: str) -> str:
    """Full width, compatibility forms and the variants of address words become one form; case stays."""
    return unicodedata.normalize("NFKC", text).translate(_SAME)


def words_of(text: str) -> list[Word]:
    """The address words of a normalised text in their order, never overlapping."""
    return [word for word in _read(text) if word is not None]


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """The unit that follows a floor ending at `end` without a word of its own, and where it ends."""
    match = _UNIT_BEHIND_FLOOR.match(text, end)
    if match is None:
        return None
    unit = _unit_name(next(group for group in match.groups() if group))
    return (unit, match.end()) if unit else None


def _read(text: str) -> Iterator[Word | None]:
    found = [pattern.search(text) for _kind, pattern in _COMPILED]
    place = 0
    while True:
        for number, (_kind, pattern) in enumerate(_COMPILED):
            match = found[number]
            if match is not None and match.start() < place:
                found[number] = pattern.search(text, place)
        candidates = [(match.start(), number) for number, match in enumerate(found) if match is not None]
        if not candidates:
            return
        number = min(candidates)[1]
        match = found[number]
        assert match is not None
        yield _word(_COMPILED[number][0], match)
        place = max(match.end(), match.start() + 1)


def _word(kind: Kind, match: re.Match[str]) -> Word | None:
    if kind == "noise":
        return None
    parts = match.groupdict()
    floor, unit = _floor_name(parts.get("f") or ""), _unit_name(parts.get("u") or parts.get("c") or "")
    if parts.get("r"):
        floor, unit = _split_room(parts["r"])
    building = _building_name(parts.get("b") or "")
    wanted = {"b": building, "f": floor, "r": floor, "u": unit, "c": unit}
    if any(parts.get(group) and not value for group, value in wanted.items()):
        return None
    has_chinese_number = any(character in CHINESE for character in parts.get("b") or "")
    return Word(kind, match.start(), match.end(), building, floor, unit, has_chinese_number)


def _split_room(room: str) -> tuple[str, str]:
    """1203 is flat 3 on floor 12, 803 flat 3 on floor 8."""
    number = read_number(room)
    if number is None or number < 101 or number % 100 == 0:
        return "", ""
    return str(number // 100), str(number % 100)


def _building_name(raw: str) -> str:
    number = read_number(raw)
    if number is not None:
        return str(number) if number else ""
    return raw.upper() if raw.isascii() and raw.isalnum() else ""


def _floor_name(raw: str) -> str:
    number = read_number(raw)
    if number is not None:
        return str(number) if number else ""
    return _FLOORS_BY_NAME.get(raw.upper(), "")


def _unit_name(raw: str) -> str:
    number = read_number(raw) if raw else None
    if number is not None:
        return str(number) if number else ""
    return raw.upper() if raw.isascii() else ""
