"""The public holidays of a region, lunar ones included, with their names in our three languages. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from holidays import country_holidays

# Chinese names in the other script are the same words; the library brings each region's own names.
_LANGUAGES: Final = {
    "HK": {"zh-Hant": "zh_HK", "zh-Hans": "zh_CN", "en": "en_HK"},
    "TW": {"zh-Hant": "zh_TW", "zh-Hans": "zh_CN", "en": "en_US"},
    "CN": {"zh-Hant": "zh_TW", "zh-Hans": "zh_CN", "en": "en_US"},
}
# In Hong Kong offices close on all general holidays. The library calls those beside the statutory ones "optional";
# where both fall on one day, that is the name it is gazetted under, so it comes last.
_CATEGORIES: Final = {"HK": ("public", "optional")}
# What the library has not put into the other script.
_CORRECTIONS: Final = {("zh-Hans", "臺灣光復節"): "台湾光复节"}
REGIONS: Final = tuple(_LANGUAGES)


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    day: date
    names: dict[str, str]


def holidays_of(region: str, years: Iterable[int]) -> list[PublicHoliday]:
    """In the order of days. `region` is one of `REGIONS`."""
    wanted = list(years)
    names: dict[date, dict[str, str]] = {}
    for language, locale in _LANGUAGES[region].items():
        for category in _CATEGORIES.get(region, ("public",)):
            found = country_holidays(region, years=wanted, language=locale, categories=category)
            for day, name in found.items():
                last = name.split("; ")[-1]
                names.setdefault(day, {})[language] = _CORRECTIONS.get((language, last), last)
    return [PublicHoliday(day, names[day]) for day in sorted(names)]
