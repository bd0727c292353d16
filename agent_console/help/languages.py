"""In which of the three languages a visitor reads. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from contactcenter.config import LANGUAGES

# How each language calls itself, and what stands on its switch.
OWN_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "zh-Hant": ("繁體中文", "繁"),
    "zh-Hans": ("简体中文", "简"),
    "en": ("English", "EN"),
}
# What is read where something is not written in the wanted language, nearest first.
NEAREST: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "en": ("en", "zh-Hant", "zh-Hans"),
}
_SIMPLIFIED: Final = ("zh-hans", "zh-cn", "zh-sg", "zh-my")


def choose_language(asked: str | None, accepted: str, default: str) -> str:
    """What the address asks for, else the first language the browser names that we speak."""
    if asked in LANGUAGES:
        return asked
    return next((ours for tag in _in_order(accepted) if (ours := _ours(tag))), default)


def in_language(names: Mapping[str, str], language: str) -> str:
    """The name in this language, else in the nearest one that it has."""
    return next((names[wish] for wish in NEAREST[language] if names.get(wish)), "")


def _in_order(accepted: str) -> Iterator[str]:
    """The tags of an Accept-Language header, the most wanted first; what cannot be read counts as unwanted."""
    wishes = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            quality = 0.0
        if tag and quality > 0:
            wishes.append((-quality, place, tag.strip().lower()))
    return (tag for _quality, _place, tag in sorted(wishes))


def _ours(tag: str) -> str:
    if tag == "en" or tag.startswith("en-"):
        return "en"
    if tag.startswith(_SIMPLIFIED) or tag == "zh":
        return "zh-Hans"
    # Cantonese is written in traditional characters.
    return "zh-Hant" if tag.startswith(("zh-", "yue")) else ""
