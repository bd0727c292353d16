"""The menus of the flow's tests, as an administrator would have written them."""

from typing import Any

from contactcenter.calls.menus import read_menu

LANGUAGE_OPTIONS: list[dict[str, Any]] = [
    {"digit": "1", "labels": {"zh-Hant": "廣東話"}, "language": "zh-Hant", "menu": "main", "words": ["廣東話"]},
    {"digit": "3", "labels": {"en": "English"}, "language": "en", "menu": "main", "words": ["english"]},
]
EMERGENCY: dict[str, Any] = {
    "digit": "9",
    "labels": {"zh-Hant": "緊急事故", "en": "an emergency"},
    "words": ["困電梯", "煤氣", "gas"],
    "class": "emergency",
    "queue": "emergencies",
}
MAIN_OPTIONS: list[dict[str, Any]] = [
    {"digit": "1", "labels": {"zh-Hant": "報修", "en": "repairs"}, "queue": "repairs", "words": ["漏水", "leak"]},
    {"digit": "2", "labels": {"zh-Hant": "其他", "en": "anything else"}},
    {"digit": "5", "labels": {"zh-Hant": "下一頁", "en": "more"}, "menu": "nowhere"},
    {"digit": "0", "labels": {"zh-Hant": "留言", "en": "a message"}, "voicemail": True, "words": ["留言"]},
    EMERGENCY,
]

MENUS = {
    "language": read_menu("language", {"zh-Hant": "歡迎。", "en": "Welcome."}, LANGUAGE_OPTIONS),
    "main": read_menu("main", {"zh-Hant": "請揀。", "en": "Please choose."}, MAIN_OPTIONS),
}
