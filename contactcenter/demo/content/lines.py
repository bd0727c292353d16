"""The public entrances of the demo estate: one number for texts and calls, the office's own number, one mailbox."""

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
    # None: always open.
    calendar_code: str | None = None


PUBLIC_NUMBER: Final = "+85230000000"
OFFICE_NUMBER: Final = "+85230000001"
SERVICE_MAILBOX: Final = "service@emeraldbay.example"

LINES: Final = (
    DemoLine("sms", PUBLIC_NUMBER, in_three("客服短訊", "客服短信", "Service texts"), "zh-Hant", "general", True),
    DemoLine("voice", PUBLIC_NUMBER, in_three("客服熱線", "客服热线", "Service hotline"), "zh-Hant", "general", False),
    DemoLine(
        "voice",
        OFFICE_NUMBER,
        in_three("管理處電話", "物业服务中心电话", "Estate office"),
        "zh-Hant",
        "general",
        False,
        calendar_code="office",
    ),
    # What stands beside the address in our mails.
    DemoLine(
        "email",
        SERVICE_MAILBOX,
        in_three("翠濤花園客戶服務", "翠涛花园客户服务", "Emerald Bay Gardens Service"),
        "zh-Hant",
        "general",
        True,
    ),
)
