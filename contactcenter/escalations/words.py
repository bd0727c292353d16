"""What whoever is on call reads and hears, in three languages. Pure."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("zh-Hant", "zh-Hans", "en")

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "text": {
        "zh-Hant": "【緊急】{kind} {place}\n{subject}（{reference}）\n接手請覆 1，不能接手請覆 2，或按 {link}",
        "zh-Hans": "【紧急】{kind} {place}\n{subject}（{reference}）\n接手请回复 1，不能接手请回复 2，或点 {link}",
        "en": "EMERGENCY: {kind} {place}\n{subject} ({reference})\nReply 1 to take it, 2 if you cannot, or open {link}",
    },
    "mail_subject": {
        "zh-Hant": "【緊急】{kind} {place}（{reference}）",
        "zh-Hans": "【紧急】{kind} {place}（{reference}）",
        "en": "EMERGENCY: {kind} {place} ({reference})",
    },
    "mail": {
        "zh-Hant": "{kind} {place}\n{subject}\n編號 {reference}\n\n接手請按：{link}",
        "zh-Hans": "{kind} {place}\n{subject}\n编号 {reference}\n\n接手请点：{link}",
        "en": "{kind} {place}\n{subject}\nNo. {reference}\n\nTo take it, open: {link}",
    },
    "call": {
        "zh-Hant": "緊急事故。{kind}。{place}。{subject}。接手請按 1，不能接手請按 2。",
        "zh-Hans": "紧急事件。{kind}。{place}。{subject}。接手请按 1，不能接手请按 2。",
        "en": "This is an emergency. {kind}. {place}. {subject}. To take it press 1. If you cannot, press 2.",
    },
    "call_taken": {
        "zh-Hant": "多謝，這宗事故由您跟進。",
        "zh-Hans": "谢谢，这件事由您跟进。",
        "en": "Thank you. It is yours now.",
    },
    "call_passed": {
        "zh-Hant": "知道，會通知下一位。",
        "zh-Hans": "好的，会通知下一位。",
        "en": "Understood. The next person will be rung.",
    },
    "call_over": {
        "zh-Hant": "這宗事故已有人跟進，多謝。",
        "zh-Hans": "这件事已有人跟进，谢谢。",
        "en": "Somebody is dealing with it already. Thank you.",
    },
    "taken": {
        "zh-Hant": "多謝，{reference} 由您跟進。{link}",
        "zh-Hans": "谢谢，{reference} 由您跟进。{link}",
        "en": "Thank you: {reference} is yours. {link}",
    },
    "passed": {
        "zh-Hant": "知道，會通知下一位。",
        "zh-Hans": "好的，会通知下一位。",
        "en": "Understood; the next person will be told.",
    },
    "taken_by": {
        "zh-Hant": "{reference} 已由{name}接手，毋須再跟進。",
        "zh-Hans": "{reference} 已由{name}接手，无需再跟进。",
        "en": "{reference} has been taken by {name}; nothing more to do.",
    },
    "withdrawn": {
        "zh-Hant": "{reference} 並非緊急，已取消，毋須跟進。",
        "zh-Hans": "{reference} 并非紧急，已取消，无需跟进。",
        "en": "{reference} is no emergency and has been called off; nothing more to do.",
    },
    # In the thread, for colleagues.
    "thread_raised": {
        "zh-Hant": "⚠ {kind}：已列為緊急。",
        "zh-Hans": "⚠ {kind}：已列为紧急。",
        "en": "⚠ {kind}: this is an emergency.",
    },
    "thread_taken": {
        "zh-Hant": "✓ {name} 已接手（{kind}）。",
        "zh-Hans": "✓ {name} 已接手（{kind}）。",
        "en": "✓ {name} is dealing with it ({kind}).",
    },
    "thread_withdrawn": {
        "zh-Hant": "{kind}：已取消緊急。{reason}",
        "zh-Hans": "{kind}：已取消紧急。{reason}",
        "en": "{kind}: no emergency any more. {reason}",
    },
    "thread_given_up": {
        "zh-Hant": "✗ {kind}：多次通知均無人接手，請主管即時跟進。",
        "zh-Hans": "✗ {kind}：多次通知都没有人接手，请主管马上跟进。",
        "en": "✗ {kind}: nobody has taken it after many rounds; a supervisor must see to it now.",
    },
    "page_title": {"zh-Hant": "緊急事故", "zh-Hans": "紧急事件", "en": "Emergency"},
    "page_take": {"zh-Hant": "我會處理", "zh-Hans": "我来处理", "en": "I will take it"},
    "page_pass": {"zh-Hant": "我不能處理", "zh-Hans": "我不能处理", "en": "I cannot"},
    "page_taken": {"zh-Hant": "多謝，由您跟進。", "zh-Hans": "谢谢，由您跟进。", "en": "Thank you: it is yours."},
    "page_passed": {
        "zh-Hant": "知道，會通知下一位。",
        "zh-Hans": "好的，会通知下一位。",
        "en": "Understood. The next person will be told.",
    },
    "page_over": {
        "zh-Hant": "這宗事故已由{name}跟進。",
        "zh-Hans": "这件事已由{name}跟进。",
        "en": "{name} is dealing with it.",
    },
    "page_ended": {
        "zh-Hant": "這宗事故已結束，毋須跟進。",
        "zh-Hans": "这件事已结束，无需跟进。",
        "en": "This is over; nothing more to do.",
    },
    "page_call_back": {"zh-Hant": "致電求助人", "zh-Hans": "致电求助人", "en": "Call the person who reported it"},
}


def say(name: str, language: str, /, **values: str) -> str:
    """These words; what is not known leaves no gap."""
    texts = _WORDS[name]
    spoken = texts.get(language, texts["en"]).format(**values)
    return "\n".join(" ".join(line.split(" ")).strip() for line in spoken.splitlines()).strip()


def place_in(names: Mapping[str, str], language: str) -> str:
    """The place as it is called in this language, else in any."""
    return names.get(language) or next(iter(names.values()), "")
