"""What is known of each kind of emergency: what it is called, and what work it makes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from contactcenter.routing.emergencies import UNCLEAR

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmergencyKind:
    """`order_types` are codes of work orders, of which the first this installation has counts; `form` is known."""

    names: Names
    order_types: tuple[str, ...]
    form: Mapping[str, Any] = field(default_factory=dict)


def _kind(hant: str, hans: str, english: str, *order_types: str, **form: Any) -> EmergencyKind:
    return EmergencyKind({"zh-Hant": hant, "zh-Hans": hans, "en": english}, order_types, form)


EMERGENCY_KINDS: Final[Mapping[str, EmergencyKind]] = {
    "fire": _kind("火警", "火警", "Fire", "repair_fire_safety"),
    "gas": _kind("煤氣洩漏", "燃气泄漏", "Gas leak", "repair_fire_safety"),
    "lift": _kind("電梯困人", "电梯困人", "People trapped in a lift", "lift", fault="people_trapped"),
    "electric": _kind("觸電或電力危險", "触电或用电危险", "Electric danger", "repair_electrical"),
    "water": _kind("爆水管或水浸", "水管爆裂或水淹", "Burst pipe or flooding", "repair_plumbing", fault="burst_pipe"),
    "person": _kind("有人需要急救", "有人需要急救", "Somebody needs help", "security_check"),
    "crime": _kind("罪案或人身危險", "治安案件或人身危险", "Crime or danger to people", "security_check"),
    "structure": _kind("結構或墮物危險", "结构或坠物危险", "Falling or breaking structure", "repair_building"),
    UNCLEAR: _kind("緊急求助", "紧急求助", "Call for help", "security_check"),
}


def name_of(kind: str, language: str) -> str:
    names = EMERGENCY_KINDS[kind].names
    return names.get(language, names["en"])
