"""Which facts of a place belong beside which article: by what its title speaks of, else by its category. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

from contactcenter.text.scripts import fold
from knowledge_base.place_facts.models import KINDS

# For titles that name nothing; categories of an installation's own have their titles alone.
OF_CATEGORY: Final[Mapping[str, tuple[str, ...]]] = {
    "emergency": ("water", "power", "gas", "fire", "lift"),
    "repairs": (),
    "access": ("access",),
    "living": (),
    "renovation": ("water", "power", "gas", "waste"),
    "handover": ("water", "power", "gas"),
    "fees": (),
    "service": (),
}
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "water": ("水", "water", "leak", "pipe", "tap", "drain", "toilet", "flush"),
    "power": ("電", "电", "跳掣", "跳闸", "power", "electric", "fuse", "meter"),
    "gas": ("煤氣", "燃氣", "石油氣", "熱水爐", "gas", "water heater"),
    "fire": ("火", "消防", "煙", "fire", "smoke", "alarm"),
    "parking": ("車", "泊", "parking", "car", "garage", "vehicle", "charging"),
    "lift": ("電梯", "升降機", "lift", "elevator"),
    "access": ("門禁", "門卡", "住戶證", "訪客", "鑰匙", "access", "card", "visitor", "key", "gate"),
    "waste": ("垃圾", "回收", "廢", "rubbish", "waste", "recycl", "bulky"),
}
# What contains a word of another kind without meaning it.
_MISLEADING: Final = ("電梯", "電話", "電郵", "電子", "電單車", "水電費", "car park fee")


def kinds_about(category: str, titles: Iterable[str]) -> tuple[str, ...]:
    """The kinds of facts to show beside an article, in the order of `KINDS`."""
    found: set[str] = set()
    text = fold("\n".join(titles))
    plain = text
    for misleading in _MISLEADING:
        plain = plain.replace(fold(misleading), " ")
    for kind, words in WORDS.items():
        searched = text if kind in ("lift", "parking") else plain
        if any(_occurs(fold(word), searched) for word in words):
            found.add(kind)
    found = found or set(OF_CATEGORY.get(category, ()))
    return tuple(kind for kind in KINDS if kind in found)


def _occurs(word: str, text: str) -> bool:
    """English words begin where a word begins: car is not in card, tap not in staple."""
    if not word.isascii():
        return word in text
    place = text.find(word)
    while place >= 0:
        if place == 0 or not text[place - 1].isalnum():
            behind = text[place + len(word) :]
            if len(word) > 4 or not behind[:1].isalnum() or behind.startswith(("s", "es")):
                return True
        place = text.find(word, place + 1)
    return False
