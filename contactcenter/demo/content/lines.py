"""The two public entrances of the demo estate: one number for texts and calls, one mailbox."""

from dataclasses import dataclass
from typing import Final, Literal

from contactcenter.basics.languages import Language, Names, in_three


@dataclass(frozen=True, slots=True)
class DemoLine:
    channel: Literal["sms", "voice", "email"]
    address: str
    names: Names
    language: Language
    queue_code: str
    acknowledges: bool


PUBLIC_NUMBER: Final = "+85230000000"
SERVICE_MAILBOX: Final = "service@emeraldbay.example.com"

LINES: Final = (
    DemoLine("sms", PUBLIC_NUMBER, in_three("客服短訊", "客服短信", "Service texts"), "zh-Hant", "general", True),
    DemoLine("voice", PUBLIC_NUMBER, in_three("客服熱線", "客服热线", "Service hotline"), "zh-Hant", "general", False),
    DemoLine("email", SERVICE_MAILBOX, in_three("客服電郵", "客服邮箱", "Service mailbox"), "zh-Hant", "general", True),
)
