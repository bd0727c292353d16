"""The menus a service line begins with: which language, then what it is about, with a key for emergencies in both.

An installation gets them with its own name and queues; what an administrator changes later is never touched.
"""

from collections.abc import Mapping
from typing import Any, Final

from contactcenter.basics.languages import Names, in_three

FIRST_MENU: Final = "language"
MAIN_MENU: Final = "main"
EMERGENCY_KEY: Final = "9"

_LANGUAGES: Final = (
    ("1", "zh-Hant", "廣東話", ("廣東話", "粵語", "cantonese")),
    ("2", "zh-Hans", "普通话", ("普通话", "国语", "mandarin", "putonghua")),
    ("3", "en", "English", ("english", "英文", "英語")),
)
_EMERGENCY_LABEL: Final = in_three("緊急事故", "紧急情况", "an emergency")
_EMERGENCY_WORDS: Final = (
    *("緊急", "救命", "困電梯", "被困", "煤氣", "漏氣", "火警", "著火", "爆水管", "水浸"),
    *("emergency", "trapped", "gas", "fire", "flood", "burst"),
)
# Key, where it leads (queues are named by what they are for), label, spoken words.
_SUBJECTS: Final = (
    (
        "1",
        "repairs",
        in_three("報修", "报修", "repairs"),
        ("報修", "維修", "修理", "漏水", "壞咗", "冇電", "冇水", "repair", "leak", "broken"),
    ),
    (
        "2",
        "fees",
        in_three("管理費及其他費用", "物业费及其他费用", "fees and bills"),
        ("管理費", "繳費", "帳單", "收費", "物业费", "缴费", "fee", "bill", "payment"),
    ),
    (
        "3",
        "general",
        in_three("一般查詢、建議或投訴", "一般咨询、建议或投诉", "questions, suggestions and complaints"),
        ("查詢", "投訴", "建議", "咨询", "question", "complaint"),
    ),
)
_MESSAGE_LABEL: Final = in_three("留低口訊", "留言", "leaving a message")
_MESSAGE_WORDS: Final = ("留言", "口訊", "message", "voicemail")


def service_menus(greeting: Names, queues: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of menus without ids. `queues` gives the code of the queue for a purpose; the others wait on the line's own.

    Pressing 1 at each reaches a queue.
    """
    emergency = _option(EMERGENCY_KEY, _EMERGENCY_LABEL, _EMERGENCY_WORDS, queue=queues.get("emergencies"))
    emergency["class"] = "emergency"
    subjects = [
        _option(key, label, words, queue=queues.get(purpose))
        for key, purpose, label, words in _SUBJECTS
        if purpose in queues or purpose == "general"
    ]
    message = {**_option("0", _MESSAGE_LABEL, _MESSAGE_WORDS), "voicemail": True}
    return [
        {"code": FIRST_MENU, "prompts": greeting, "options": [*_language_options(), emergency]},
        {
            "code": MAIN_MENU,
            "prompts": in_three("請問有咩可以幫到你？", "请问有什么可以帮您？", "How can we help you?"),
            "options": [*_from_one(subjects), message, emergency],
        },
    ]


def _language_options() -> list[dict[str, Any]]:
    return [
        {"digit": key, "labels": {language: name}, "words": list(words), "language": language, "menu": MAIN_MENU}
        for key, language, name, words in _LANGUAGES
    ]


def _option(key: str, labels: Names, words: tuple[str, ...], *, queue: str | None = None) -> dict[str, Any]:
    option: dict[str, Any] = {"digit": key, "labels": labels, "words": list(words)}
    return option | ({"queue": queue} if queue else {})


def _from_one(options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Numbered without gaps, whichever of them an installation has."""
    return [{**option, "digit": str(number)} for number, option in enumerate(options, start=1)]


NEUTRAL_GREETING: Final = in_three(
    "多謝致電客戶服務熱線。", "感谢致电客户服务热线。", "Thank you for calling customer service."
)
NEUTRAL_MENUS: Final = service_menus(NEUTRAL_GREETING, {})
