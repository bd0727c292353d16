"""The texts of the demo estate: those every installation has, said by the estate, and two with rules of its own."""

from typing import Final

from contactcenter.basics.automatic_mails import AUTOMATIC_MAILS
from contactcenter.basics.automatic_texts import AUTOMATIC
from contactcenter.basics.languages import in_three
from contactcenter.basics.quick_replies import QUICK_REPLIES
from contactcenter.basics.texts import Sender, automatic, quick_reply, templates_of

EMERALD_BAY: Final = Sender(
    signature=in_three("【翠濤花園】", "【翠涛花园】", "Emerald Bay Gardens: "),
    estate=in_three("翠濤花園", "翠涛花园", "Emerald Bay Gardens"),
    phone=in_three("3000 0000", "3000 0000", "3000 0000"),
)

_OWN: Final = (
    automatic(
        "work_order_closed",
        "多謝您的確認，工單{reference}已結束。三十天內同一問題再出現，覆此短訊即可，免費跟進。",
        "谢谢您的确认，工单{reference}已结束。三十天内同一问题再出现，回复本短信即可，免费跟进。",
        "Thank you. Work order {reference} is closed. If it happens again within 30 days, reply and we come free of charge.",
    ),
    quick_reply(
        "office_hours",
        in_three("辦公時間", "办公时间", "Office hours"),
        "管理處在1座地下，每日08:00至20:00，公眾假期10:00至16:00；收費櫃位至18:00，星期日休息。熱線及短訊3000 0000全日24小時。",
        "物业服务中心在1座一层，每天08:00至20:00，公众假期10:00至16:00；收费柜台到18:00，周日休息。热线和短信3000 0000全天24小时。",
        "The office is on G/F Tower 1, 08:00-20:00 daily, public holidays 10:00-16:00; cashier until 18:00, not on Sundays. "
        "Calls and texts to 3000 0000: day and night.",
    ),
)

TEXTS: Final = tuple({text.code: text for text in (*AUTOMATIC, *AUTOMATIC_MAILS, *QUICK_REPLIES, *_OWN)}.values())
TEMPLATES: Final = tuple(templates_of(TEXTS, EMERALD_BAY))
