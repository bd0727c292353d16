"""The three languages of every text we bring, and the small shape in which names stand."""

from typing import Final, Literal

Language = Literal["zh-Hant", "zh-Hans", "en"]
Names = dict[str, str]

LANGUAGES: Final[tuple[Language, ...]] = ("zh-Hant", "zh-Hans", "en")


def in_three(hant: str, hans: str, english: str) -> Names:
    return {"zh-Hant": hant, "zh-Hans": hans, "en": english}
