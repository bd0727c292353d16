"""How mail programs introduce what they quote. Tables and patterns, nothing else.

All patterns are matched against lines in their plain form (`plain_lines.py`).
"""

import re

from channels.email.plain_lines import one_of

# ---- lines of quoted text -------------------------------------------------------------------------------------------

# "> text", "＞text", ">>text"; some programs put initials before it.
QUOTED_LINE = re.compile(r"\s*(?:[>＞]|[A-Z]{1,3}>)")

# ---- "On … somebody wrote:" -----------------------------------------------------------------------------------------

_ADDRESS = r"<?[^\s<>@]{1,80}@[^\s<>@]{1,80}>?"
_DATE = one_of(
    r"\d{1,4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}",
    r"\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}",
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}",
    r"\d{1,2}:\d{2}",
    r"\b(?:19|20)\d\d\b",
    r"\d{1,2}\s?月\s?\d{1,2}\s?[日號号]",
    r"\b\d{1,2}\.?\s[A-Za-zÀ-ÿ]{3,9}\b",
)
_FULL_DATE = r"(?:\d{4}\s?[年./-]\s?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\b(?:19|20)\d\d\b)"
_WROTE_CHINESE = r"(?:寫道|写道|寫到|写到)"
# People use these in sentences of their own too.
_SAID_CHINESE = one_of(
    *(
        "寫道",
        "写道",
        "寫到",
        "写到",
        "寫了",
        "写了",
        "撰寫了?",
        "撰写了?",
        "來信說?",
        "来信说?",
        "提到",
        "發表",
        "发表",
    ),
    *("說道", "说道", "寫", "写", "說", "说"),
)
_WROTE_OTHERS = one_of(
    *("wrote", "writes", "said", r"schrieb(?:\s.{1,120})?", r"a écrit(?:\s.{1,120})?", "escribi[óo]", "escreveu"),
    *("ha scritto", r"schreef(?:\s.{1,120})?", r"skrev(?:\s.{1,120})?", "kirjoitti", r"napisa[łl](?:\(a\)|a)?"),
    *(r"написал(?:\(а\)|а)?", "пишет", r"napsal\(a\)", "đã viết", "yazdı", "írta"),
)
# The first word or two; a line that begins otherwise needs the writer's address or a date in it.
_OPENING = r"(?:On|At|In a message dated|Am|Le|El|Em|Il|Op|Den|Dnia|Dne|Vào|在|于|於)"
ATTRIBUTIONS = (
    # On Tue, Jul 1, 2026 at 10:10 PM Chan <a@b> wrote:
    re.compile(rf"[-*>\s]*{_OPENING}[ ,:]?.*\d.*?\s?{_WROTE_OTHERS}\s?:?", re.IGNORECASE),
    # Chan <a@b> wrote on 1 July 2026:   /   Chan wrote (2026-07-01):
    re.compile(rf".{{1,150}}\bwr(?:ote|ites)\s(?:on|at|in|\().*{_DATE}.*[:)]", re.IGNORECASE),
    # 2026/7/1 Chan <a@b> wrote:   /   <a@b> wrote:   /   Chan <a@b> schrieb am 1.7.2026:
    re.compile(rf".{{0,150}}{_ADDRESS}.{{0,80}}\s?{_WROTE_OTHERS}(?:\s.{{0,60}}{_DATE}.{{0,20}})?\s?:", re.IGNORECASE),
    re.compile(rf"{_DATE}.{{0,150}}\s{_WROTE_OTHERS}\s?:", re.IGNORECASE),
    # 在 2026年7月1日 22:10,陳大文 <a@b> 寫道:   /   陳大文 <a@b> 於 2026年7月1日 下午10:10 寫道:
    re.compile(rf".{{0,150}}{_DATE}.{{0,200}}?\s?{_WROTE_CHINESE}\s?:"),
    re.compile(rf".{{0,150}}{_ADDRESS}.{{0,100}}?\s?{_WROTE_CHINESE}\s?:"),
    re.compile(rf"(?:在|于|於)\s?.{{0,120}}{_DATE}.{{0,200}}?\s?{_WROTE_CHINESE}\s?:?"),
    # 2026年7月1日(水) 22:10 田中 <a@b>:   /   2026년 7월 1일 … 님이 작성:
    re.compile(rf"{_DATE}.{{0,120}}{_ADDRESS}\s?:"),
    re.compile(rf"{_DATE}.{{0,150}}(?:님이 작성|작성함|さん?は書きました|のメール).{{0,20}}:?"),
)
# Without an address, a year or a time of day, a person may have written this in the middle of a sentence.
SURELY_ATTRIBUTION = re.compile(rf".*(?:{_ADDRESS}|\b(?:19|20)\d\d|\d:\d\d)")
# "Chan wrote:" says nothing by itself; before a quoted line it does.
BARE_ATTRIBUTION = re.compile(
    rf".{{1,150}}(?:\s{_WROTE_OTHERS}|\s?{_SAID_CHINESE})\s?:|{_DATE}.{{1,100}}{_ADDRESS}\s?:?", re.IGNORECASE
)
# The first line of an introduction that was broken into several; words of the writer above it must not be taken along.
ATTRIBUTION_START = re.compile(
    rf"[-*>\s]*(?:{_OPENING}[ ,:]?.{{0,20}}\d|.*{_FULL_DATE}|.*\d:\d\d|.*{_ADDRESS})", re.IGNORECASE
)
ATTRIBUTION_ANEW = re.compile(rf"[-*>\s]*{_OPENING}[ ,:]?.{{0,20}}\d|(?=.*{_ADDRESS}).*{_FULL_DATE}", re.IGNORECASE)
MOST_ATTRIBUTION_LINES = 4
# How every introduction ends; looked at first, since the patterns are slow over lines that are none.
ATTRIBUTION_END = re.compile(rf"[:)]\Z|{_WROTE_CHINESE}\Z|{_WROTE_OTHERS}|작성", re.IGNORECASE)
ATTRIBUTION_END_SPAN = 140

# ---- lines that separate --------------------------------------------------------------------------------------------

_RULE = r"[-_=*~—–─―－﹣]"
_ORIGINAL = one_of(
    r"original (?:message|mail|e-?mail|appointment)",
    r"forwarded (?:message|mail|by .{1,60})",
    *("replied message", "reply message", "ursprüngliche nachricht", "original-?nachricht"),
    *("weitergeleitete nachricht", "message d'origine", "message original", "mensaje original", "mensagem original"),
    *("messaggio originale", "oorspronkelijk bericht", "oprindelig meddelelse", "opprinnelig melding"),
    *("ursprungligt meddelande", "alkuperäinen viesti", "wiadomość oryginalna", "исходное сообщение"),
    *("元のメッセージ", "원본 메시지"),
    "(?:回覆|回复|回復)?的?(?:原始|原|初始)(?:郵件|邮件|電郵|电邮|訊息|信息|信件|信|消息|內容|内容)(?:信息|訊息|內容|内容)?",
    "(?:郵件|邮件|信件)原件",
    "(?:轉寄|轉發|转发|轉送)(?:的)?(?:郵件|邮件|電郵|訊息|信息|消息|信件)(?:信息|訊息)?",
    "以下(?:是|為|为)?(?:原文|引用|轉寄|转发).{0,10}",
    "引用(?:原文|內容|内容|的郵件|的邮件)",
    *("回覆原文", "回复原文", "原文", "郵件歷史", "邮件历史"),
)
_ORIGINAL_ALONE = one_of(
    *("original message", "原始郵件", "原始邮件", "邮件原件", "郵件原件", "原郵件", "原邮件", "轉寄郵件", "转发邮件")
)
_FORWARDED_BELOW = one_of(
    *("begin forwarded message", "(?:開始)?轉寄(?:郵件|的郵件|訊息)", "开始转发(?:邮件|的邮件)"),
    *("anfang der weitergeleiteten .{1,20}", "début du message (?:réexpédié|transféré)"),
)
_ABOVE_THIS_LINE = one_of(
    "請在(?:此|這)(?:行|線|条线|條線)(?:以上|上方|之上)(?:回覆|輸入).{0,10}",
    "请在(?:此|这)(?:行|线|条线)(?:以上|上方|之上)(?:回复|输入).{0,10}",
    "please (?:type your )?reply above this line",
)
SEPARATORS = (
    re.compile(rf"{_RULE}{{2,}}\s*{_ORIGINAL}\s*:?\s*(?:{_RULE}{{2,}})?", re.IGNORECASE),
    re.compile(rf"[<〈「【\[]?\s*{_RULE}*\s*{_ORIGINAL_ALONE}\s*{_RULE}*\s*[>〉」】\]]?\s*:?", re.IGNORECASE),
    re.compile(rf"{_FORWARDED_BELOW}\s?:", re.IGNORECASE),
    re.compile(
        rf"{_RULE}{{3,}}\s*(?:reply above this line|please (?:type|reply).{{0,20}}above.{{0,30}})\s*{_RULE}*.*",
        re.IGNORECASE,
    ),
    re.compile(rf"[#*\-=~\s]*{_ABOVE_THIS_LINE}[#*\-=~\s]*", re.IGNORECASE),
)
# A rule by itself: before a block of headers it belongs to the quote, before a name to the signature.
RULE_LINE = re.compile(rf"\s*(?:{_RULE}\s?){{3,}}\s*")
LONG_RULE_LINE = re.compile(rf"\s*{_RULE}{{8,}}\s*")

# ---- blocks of headers ----------------------------------------------------------------------------------------------

FROM, SENT, TO, SUBJECT, OTHER = "from", "sent", "to", "subject", "other"
_LABELS = {
    FROM: (
        *(
            "from",
            "寄件者",
            "寄件人",
            "發件人",
            "发件人",
            "發信人",
            "发信人",
            "發送人",
            "发送人",
            "傳送者",
            "寄信人",
            "寄信者",
        ),
        *(
            "來自",
            "来自",
            "從",
            "从",
            "von",
            "de",
            "da",
            "van",
            "fra",
            "från",
            "od",
            "от",
            "lähettäjä",
            "差出人",
            "보낸 ?사람",
        ),
    ),
    SENT: (
        *("sent", "date", "sent on", "寄件日期", "寄件時間", "寄信日期", "傳送日期", "傳送時間", "傳送於", "發送日期"),
        *(
            "發送時間",
            "发送日期",
            "发送时间",
            "發件日期",
            "發件時間",
            "发件日期",
            "发件时间",
            "发送于",
            "已傳送",
            "已发送",
        ),
        *("日期", "時間", "时间", "收到時間", "gesendet", "datum", "envoyé", "enviado(?: el| em)?", "fecha", "data"),
        *("inviato", "verzonden", "sendt", "skickat", "wysłano", "дата", "отправлено", "lähetetty", "送信日時", "日時"),
        *("보낸 ?날짜", "날짜"),
    ),
    TO: (
        *(
            "to",
            "收件者",
            "收件人",
            "收信人",
            "收信者",
            "收件",
            "至",
            "an",
            "à",
            "para",
            "a",
            "aan",
            "til",
            "till",
            "do",
        ),
        *("кому", "vastaanottaja", "宛先", "받는 ?사람"),
    ),
    SUBJECT: (
        *("subject", "re", "主旨", "主題", "主题", "標題", "标题", "betreff", "objet", "asunto", "assunto", "oggetto"),
        *("onderwerp", "emne", "ämne", "temat", "тема", "aihe", "件名", "제목"),
    ),
    OTHER: (
        *("cc", "bcc", "reply-to", "importance", "priority", "attachments?", "副本", "副本抄送", "密件副本", "抄送"),
        *("抄送人", "密送", "回覆", "回复", "回覆至", "重要性", "優先順序", "附件", "kopie", "kopia", "copie", "kopi"),
        *("копия", "참조", "organization", "mailed-by"),
    ),
}


def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """A label may be spaced out (主　題), bold (*From:*), or a cell of a table (| 发件人 | … |)."""
    spaced = one_of(*(word if word.isascii() or " " in word else r"\s?".join(word) for word in labels))
    return re.compile(rf"[>*_|\s]*{spaced}\s?[*_]*\s?[:|]\s?[*_]*(?P<value>.*)", re.IGNORECASE)


HEADER_LINES = {kind: _pattern(labels) for kind, labels in _LABELS.items()}
MOST_HEADER_LINES = 16
# Some programs set the whole block into one line.
_SENT_OR_TO = one_of("sent", "date", "to", "寄件日期", "發送日期", "发送时间", "收件者", "收件人", "日期")
ONE_LINE_HEADERS = re.compile(
    r"(?:(?:date|sent|日期)\s?:.{1,80}\s)?(?:from|寄件者|寄件人|發件人|发件人)\s?:.{1,150}\s"
    rf"(?:{_SENT_OR_TO}\s?:.{{1,300}}\s){{1,3}}(?:subject|主旨|主題|主题)\s?:.{{0,300}}",
    re.IGNORECASE,
)
