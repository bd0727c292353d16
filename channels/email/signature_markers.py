"""How people and programs sign mails. Tables and patterns, nothing else.

All patterns are matched against lines in their plain form (`plain_lines.py`).
"""

import re

from channels.email.plain_lines import one_of

DASHES = re.compile(r"(?:--|—|――|--\s)\Z")
_DEVICE = one_of(
    *("iphone", "ipad", "ipod", "ios", "android", "blackberry", "samsung", "galaxy", "huawei", "xiaomi", "mi phone"),
    *("oppo", "vivo", "honor", "windows", "nokia", "sony", "htc", "outlook", "yahoo", "gmail", "hotmail", "mail"),
    *(
        "foxmail",
        "手機",
        "手机",
        "行動裝置",
        "移动设备",
        "行动装置",
        "電話",
        "电话",
        "平板",
        "華為",
        "华为",
        "小米",
        "榮耀",
    ),
    *(
        "荣耀",
        "魅族",
        "三星",
        "信箱",
        "邮箱",
        "郵箱",
        "客户端",
        "客戶端",
        "網易",
        "网易",
        "新浪",
        "qq",
        "微信",
        "企業微信",
    ),
    *("企业微信", "釘釘", "钉钉", "飞书", "飛書", "阿里", "pixel", "redmi", "oneplus", "一加", "realme"),
)
_BRAND = one_of(
    *("iphone", "ipad", "ios", "android", "windows", "outlook", "mac", "yahoo", "gmail", "qq", "foxmail", "samsung"),
    *("galaxy", "huawei", "xiaomi", "oppo", "vivo", "honor", "blackberry"),
)
_SENT_CHINESE = r"(?:傳送|發送|发送|寄出|寄送|發出|发出|傳出)"
_SENT_FROM_CHINESE = r"(?:傳送自|發送自|发送自|發自|发自|寄自|发自于|發自於)"
_SENT_FROM_OTHERS = one_of(
    *("gesendet von", "von meinem", "envoyé (?:de|depuis)", "enviado (?:desde|do|de)", "inviato da", "verzonden vanaf"),
    *("sendt fra", "skickat från", "wysłan[oe] z"),
)
TAGLINES = (
    re.compile(
        rf"(?:sent|mailed|composed|written) (?:from|via|with|using|on) (?:my |the |a )?.{{0,40}}{_DEVICE}.{{0,50}}",
        re.IGNORECASE,
    ),
    re.compile(r"sent from my [\w+]+(?: [\w+]+){0,3}[.!]?", re.IGNORECASE),
    re.compile(r"(?:get|download) .{2,30} for (?:ios|android|mac|windows|mobile|desktop).{0,60}", re.IGNORECASE),
    re.compile(rf"(?:從|从|由|自)我的\s?.{{0,30}}{_SENT_CHINESE}.{{0,10}}", re.IGNORECASE),
    re.compile(rf"(?:從|从|由)\s?.{{0,6}}{_BRAND}.{{0,30}}{_SENT_CHINESE}.{{0,10}}", re.IGNORECASE),
    re.compile(rf"{_SENT_FROM_CHINESE}\s?(?:我的)?\s?.{{0,30}}{_DEVICE}.{{0,30}}", re.IGNORECASE),
    re.compile(rf"(?:來自|来自)\s?我的\s?.{{0,30}}{_DEVICE}.{{0,10}}", re.IGNORECASE),
    re.compile(r"(?:來自|来自)\s?.{0,12}(?:邮箱|郵箱|信箱|客户端|客戶端)", re.IGNORECASE),
    re.compile(r"(?:取得|下載|下载|获取|獲取)\s?.{0,20}outlook.{0,20}", re.IGNORECASE),
    re.compile(r"(?:virus-free|無病毒|无病毒|不含病毒)\.?.{0,60}(?:avast|avg|www\.).{0,40}", re.IGNORECASE),
    re.compile(
        rf"{_SENT_FROM_OTHERS}\s.{{2,40}}(?:iphone|ipad|android|galaxy|outlook|mail|gesendet).{{0,30}}", re.IGNORECASE
    ),
)

_CLOSING = one_of(
    "(?:with )?(?:best|kind|kindest|warm|warmest|many|sincere)(?: and .{3,10})? (?:regards|wishes)",
    "(?:best )?regards",
    "(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?",
    *("yours", "rgds", r"b\.?rgds", "cordially", "respectfully(?: yours)?"),
    *(
        "此致",
        "敬禮",
        "敬礼",
        r"此致\s?敬[禮礼]",
        "順頌.{0,6}",
        "顺颂.{0,6}",
        "即頌.{0,6}",
        "敬祝.{0,10}",
        "順祝.{0,10}",
    ),
    *("顺祝.{0,10}", "祝好", "祝商祺", "商祺", "謹此", "敬上", "謹啟", "谨启"),
    *("mit freundlichen grüßen", "viele grüße", "cordialement", "saludos", "atentamente"),
)
# Formal endings; "thanks" and 謝謝 belong to what is said.
CLOSINGS = re.compile(rf"{_CLOSING}\s?[,.!:。！]?", re.IGNORECASE)

_MAIL_CHINESE = r"(?:電子)?(?:郵件|邮件|電郵|电邮|信件|訊息)"
_DISCLAIMER = one_of(
    r"(?:legal |e-?mail )?disclaimer\b",
    r"confidential(?:ity)?(?: notice| note)?\s?[:.]",
    "privileged[ /]",
    r"important (?:notice|note)\s?:",
    r"caution\s?:",
    r"warning\s?: this",
    r"this (?:e-?mail|message|communication|transmission)(?: message)?"
    r"(?:,? (?:including|and) (?:any|all|its|the) attach.{0,30})?,? (?:is|are|may|contains?|and)\b",
    r"the information (?:contained )?in this (?:e-?mail|message)",
    "please consider the environment",
    *("免責聲明", "免责声明", "保密聲明", "保密声明", "保密提示", "保密通知", "機密聲明"),
    r"(?:重要|法律)(?:提示|聲明|声明)\s?:",
    rf"本{_MAIL_CHINESE}(?:\s?[(（].{{0,20}}[)）])?(?:及|和|與|与|連同|包括|內容|内容|所|可能|僅|仅|含|載|中).{{0,200}}",
    rf"此{_MAIL_CHINESE}(?:及|和|包含|含有|僅|仅|可能|內容|内容).{{0,200}}",
)
DISCLAIMERS = re.compile(rf"[*_\s]*{_DISCLAIMER}", re.IGNORECASE)
# A paragraph that begins like a disclaimer is one only if it speaks of this.
OF_DISCLAIMERS = re.compile(
    "confidential|privileged|intended|recipient|unauthori[sz]ed|disclos|legally|virus|environment|originated|outside|liab"
    "|機密|机密|保密|收件|授權|授权|免責|免责|披露|法律|病毒|環保|环保|責任|责任",
    re.IGNORECASE,
)
SIGNED_WITH_DASH = re.compile(r"[-–—~]{1,2}\s?[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,3}")
# Something said, or a list of things: no line of a signature.
SENTENCE = re.compile(r".*[。!?;](?:\s|\Z)|.*[。!?].|(?:\S+\s+){4,}\S+[.!?]\Z|(?:\d{1,2}[.、)]|[-•*·])\s?\S")
