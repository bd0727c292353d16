"""Reads the places a text speaks of, however they are written: 3座12樓B室, 三座十二樓B, T3 12B, Flat B, 12/F, Tower 3.

Pure: values in, codes out. `wording.py` finds the words of addresses, this module joins them to places.
"""

import re
from dataclasses import dataclass
from typing import Final

from contactcenter.places.wording import Word, normalise, unit_behind, words_of
from contactcenter.text.scripts import fold

# Whoever writes an address writes it early; the rest of a long mail is not searched.
LONGEST_READ_TEXT: Final = 4000

_LIGHT: Final = r"[\s,.、·:;()\[\]/|#-]*"
_JOINED: Final = re.compile(rf"{_LIGHT}(?:(?:\b(?:of|on|in|at|the)\b|[的嘅之]){_LIGHT})*", re.IGNORECASE)
_LISTED: Final = re.compile(
    rf"{_LIGHT}(?:and|or|及|和|同埋|同|与|與|跟|以及|&|\+|或|还有|還有|{_LIGHT})*{_LIGHT}", re.IGNORECASE
)
_CLAUSE_START: Final = re.compile(
    r"(?:^|[,.;:!?。、!?\n(]\s*|(?:[住系係喺在到去于於是我址壁离隔離]|楼[上下]|\b(?:in|at|from|is|am|flat|live|unit|to))\s*)$",
    re.IGNORECASE,
)
_RANGE_BEFORE: Final = re.compile(r"\d\s?(?:/?F)?\s?[-~至到]\s?$", re.IGNORECASE)
# 13A plugs, 5G signals and 24H guards look like homes.
_THING_BEHIND: Final = re.compile(
    r"\s?(?:插|掣|[电電](?![话話邮郵])|安培|保险丝|保險絲|网|網|信号|讯号|訊号|保安|服务|服務|营业|營業|wi-?fi|plugs?\b|sockets?\b|fuses?\b|"
    r"breakers?\b|amps?\b|volts?\b|watts?\b|signal|network|security|service|hours?\b)",
    re.IGNORECASE,
)
_THINGS: Final = frozenset({"24H", "48H", "72H", "3G", "4G", "5G", "6G", "2K", "4K", "8K", "2D", "3D", "4D"})
_COUNTED_BEFORE: Final = re.compile(r"[有共全多几幾约約每呢這这那嗰哪部]\s?$")
_COUNTED_BEHIND: Final = re.compile(r"\s?(?:\w{0,2}(?:桥|橋|山|塔|城|教堂|大厦|房子|建筑|建築)|小时)")
_STORM: Final = re.compile(r"[风風]|typhoon|signal|cyclone", re.IGNORECASE)

_BUILDINGS: Final = ("building", "tower_sign", "phase")

# How far a home stands from the building it is matched with.
_TOUCHING, _JOINED_COST, _LISTED_COST, _ELSEWHERE = range(4)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A floor or home whose building is still to be found."""

    start: int
    end: int
    floor: str
    unit: str
    is_bare: bool = False


def fold_spelling(text: str) -> str:
    """The form in which stored spellings are compared: script, width, case, commas and idle spaces do not matter."""
    spaced = re.sub(r"[\s,.、·]+", " ", fold(text)).strip()
    # Between two Latin words a space tells where one ends; elsewhere people set it as they like.
    return re.sub(r"(?<![0-9a-z]) | (?![0-9a-z])", "", spaced)


def occurs_whole(spelling: str, folded_text: str) -> bool:
    """Whether a folded spelling stands in a folded text and not within a longer number or Latin word."""
    edge = r"[0-9a-z]"
    before = rf"(?<!{edge})" if re.match(edge, spelling) else ""
    behind = rf"(?!{edge})" if re.search(rf"{edge}$", spelling) else ""
    return re.search(before + re.escape(spelling) + behind, folded_text) is not None


def read_place_codes(text: str) -> list[str]:
    """The codes of all places in a text, in its order, each once: units 3-12-B, floors 3-12, buildings 3.

    A place that only says where a more exact one is (the 3座 of 3座12B) is not listed beside it.
    """
    text = normalise(text[:LONGEST_READ_TEXT])
    words = words_of(text)
    spots = _join_spots(text, words)
    buildings = _buildings(text, words, spots)
    found = [(word.start, f"{word.building}-{word.floor}-{word.unit}") for word in words if word.kind == "code"]
    used: set[Word] = set()
    for spot in spots:
        building = _building_of(text, spot, spots, buildings)
        if building is not None:
            used.add(building)
            found.append((spot.start, "-".join(part for part in (building.building, spot.floor, spot.unit) if part)))
    found += [(word.start, word.building) for word in buildings if word not in used and _stands_alone(text, word)]
    codes = list(dict.fromkeys(code for _place, code in sorted(found)))
    return [code for code in codes if not any(other.startswith(f"{code}-") for other in codes)]


def _join_spots(text: str, words: list[Word]) -> list[_Spot]:
    """Floors with their units, and units that share the floor of the home before them (12樓A及B室)."""
    # A building may stand between the two (12/F, Tower 3, Flat B): it is blanked out while they are joined.
    bare_text = _without_buildings(text, words)
    pieces = [word for word in words if word.kind not in _BUILDINGS]
    spots: list[_Spot] = []
    waiting: Word | None = None
    place = 0
    while place < len(pieces):
        word, following = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else None
        place += 1
        if word.kind == "unit":
            waiting = None if _shares_floor(text, spots, word) else word
            continue
        if word.kind in ("home", "bare"):
            _add_home(text, spots, _Spot(word.start, word.end, word.floor, word.unit, word.kind == "bare"))
        elif word.kind in ("floor", "perhaps_floor"):
            spot, took_following = _floor_spot(bare_text, word, waiting, following)
            _add_floor(text, spots, spot)
            place += took_following
        waiting = None
    return spots


def _without_buildings(text: str, words: list[Word]) -> str:
    for word in words:
        if word.kind in _BUILDINGS:
            text = text[: word.start] + " " * (word.end - word.start) + text[word.end :]
    return text


def _add_home(text: str, spots: list[_Spot], home: _Spot) -> None:
    last = spots[-1] if spots else None
    if last is not None and not last.unit and last.floor == home.floor and _is_joined(text, last.end, home.start):
        # 12/F, Room 1203: the floor is said twice.
        spots[-1] = _Spot(last.start, home.end, home.floor, home.unit)
        return
    spots.append(home)


def _add_floor(text: str, spots: list[_Spot], spot: _Spot) -> None:
    last = spots[-1] if spots else None
    says_it_again = last is not None and last.floor == spot.floor and not spot.unit
    if last is not None and says_it_again and _is_joined(text, last.end, spot.start):
        spots[-1] = _Spot(last.start, spot.end, last.floor, last.unit)
        return
    spots.append(spot)


def _floor_spot(text: str, word: Word, waiting: Word | None, following: Word | None) -> tuple[_Spot, int]:
    """The floor with the unit before or behind it, and how many following words it took."""
    if waiting is not None and _is_joined(text, waiting.end, word.start):
        return _Spot(waiting.start, word.end, word.floor, waiting.unit), 0
    if following is not None and following.kind == "unit" and _is_joined(text, word.end, following.start):
        return _Spot(word.start, following.end, word.floor, following.unit), 1
    behind = unit_behind(text, word.end)
    if behind is not None and (following is None or following.start >= behind[1]):
        return _Spot(word.start, behind[1], word.floor, behind[0]), 0
    if word.kind == "perhaps_floor":
        return _Spot(word.start, word.end, word.floor, word.unit, is_bare=True), 0
    return _Spot(word.start, word.end, word.floor, ""), 0


def _shares_floor(text: str, spots: list[_Spot], unit: Word) -> bool:
    if not spots or not spots[-1].unit or not _LISTED.fullmatch(text, spots[-1].end, unit.start):
        return False
    spots.append(_Spot(unit.start, unit.end, spots[-1].floor, unit.unit))
    return True


def _buildings(text: str, words: list[Word], spots: list[_Spot]) -> list[Word]:
    """All buildings; a phase counts as one only where no other building is named and a home stands beside it."""
    strong = [word for word in words if word.kind in ("building", "tower_sign")]
    if strong:
        return strong
    phases = [word for word in words if word.kind == "phase"]
    return [
        phase
        for phase in phases
        if any(_is_joined(text, phase.end, spot.start) or _is_joined(text, spot.end, phase.start) for spot in spots)
    ]


def _is_joined(text: str, end: int, start: int) -> bool:
    return end <= start and _JOINED.fullmatch(text, end, start) is not None


def _building_of(text: str, spot: _Spot, spots: list[_Spot], buildings: list[Word]) -> Word | None:
    """The building a spot belongs to: the nearest beside it, else one named elsewhere; None where it is no address."""
    within = next((word for word in buildings if spot.start <= word.start and word.end <= spot.end), None)
    if within is not None:
        return within
    before = next((word for word in reversed(buildings) if word.end <= spot.start), None)
    behind = next((word for word in buildings if word.start >= spot.end), None)
    choices = []
    if before is not None:
        choices.append((_cost(text, before.end, spot.start, spots), before))
    if behind is not None:
        choices.append((_cost(text, spot.end, behind.start, spots), behind))
    if not choices:
        return None
    homes_come_first = bool(spots) and spots[0].start < buildings[0].start
    # On equal distance the text's own habit decides: 3座12B 5座8C, or 12B 3座 8C 5座.
    cost, building = min(choices, key=lambda choice: (choice[0], (choice[1] is before) == homes_come_first))
    if spot.is_bare and not _may_be_home(text, spot, cost):
        return None
    if not spot.unit and (_RANGE_BEFORE.search(text[: spot.start]) or not _may_be_floor(text, spot, cost)):
        return None
    return building


def _cost(text: str, end: int, start: int, spots: list[_Spot]) -> int:
    gap = text[end:start]
    for spot in spots:
        if end <= spot.start and spot.end <= start:
            gap = gap.replace(text[spot.start : spot.end], "", 1)
    if not gap.strip(" -/"):
        return _TOUCHING
    if _JOINED.fullmatch(gap):
        return _JOINED_COST
    return _LISTED_COST if _LISTED.fullmatch(gap) else _ELSEWHERE


def _may_be_home(text: str, spot: _Spot, cost: int) -> bool:
    """Whether a bare 12B or 1203 is a home here, judged by what stands around it."""
    if _THING_BEHIND.match(text, spot.end):
        return False
    if spot.unit.isdigit():
        # A bare 1203 could be anything; 2026 behind a building is a year.
        return cost <= _JOINED_COST and not 2020 <= int(spot.floor) * 100 + int(spot.unit) <= 2039
    if cost == _TOUCHING:
        return True
    if f"{spot.floor}{spot.unit}" in _THINGS:
        return False
    return cost < _ELSEWHERE or _CLAUSE_START.search(text[: spot.start]) is not None


def _may_be_floor(text: str, spot: _Spot, cost: int) -> bool:
    """Whether a floor without a unit is meant as a place: named elsewhere, it must begin its clause."""
    return cost < _ELSEWHERE or _CLAUSE_START.search(text[: spot.start]) is not None


def _stands_alone(text: str, word: Word) -> bool:
    """Whether a building without a floor is meant as a place: 3座停水 is, 有五座大橋 and a T8 storm signal are not."""
    if word.kind == "phase" or _COUNTED_BEFORE.search(text[: word.start]) or _COUNTED_BEHIND.match(text, word.end):
        return False
    if word.kind == "tower_sign":
        return _STORM.search(text) is None
    return not word.has_chinese_number or _CLAUSE_START.search(text[: word.start]) is not None
