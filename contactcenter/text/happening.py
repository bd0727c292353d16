"""Whether a phrase tells of something that happens here and now. Pure; `phrases.py` asks for each phrase it finds.

What is plainly denied, practised, long past, only supposed, already over, or a figure of speech is explained away;
whatever else is in doubt counts, because a missed emergency costs more than a false one. All expressions read folded
text: Simplified characters, lower case.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final, Literal

Because = Literal["", "denied", "drill", "past", "supposed", "over", "everyday"]


@dataclass(frozen=True, slots=True)
class Explained:
    """By their numbers: phrases a drill at hand explains away, and those of dangers that outlast a day."""

    drilled: Container[int] = frozenset()
    lasting: Container[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a phrase stands in the folded text; `last` is where its last part begins, behind what it left room for.

    `denies`: the phrase itself says "not", as "not breathing" does.
    """

    start: int
    end: int
    last: int
    is_han: bool
    denies: bool = False


_SENTENCE_END: Final = re.compile(r"[。！？!?;；\n]|\.(?=\s|$)")

_DENIED_HAN: Final = re.compile(
    r"(?:(?<!有)(?:没有|冇|没|无|唔系|不是|并非|未有|未见|并无|不再|再冇|不存在|未曾|绝无)|小心|提防|预防|防止|避免"
    r"|慎防|严防)"
    r"(?:再)?(?:闻到|嗅到|见到|看到|听到|发现|发生|出现|任何|什么|乜嘢|乜|咩)*(?:人)?(?:俾|被)?\s*$"
)
_DENIED_ENGLISH: Final = re.compile(
    r"\b(?:no|not|never|without|isn't|isnt|wasn't|aren't|nobody|no one|none|don't|dont|didn't|doesn't|can't|cannot"
    r"|hasn't"
    r"|haven't)(?:\s+(?:any|a|an|the|more|longer|sign of|signs of|smell|smell of|see|hear|notice|have|is|was|are"
    r"|been|being"
    r"|got|one|actual|real))*\s*$"
)
# "I smell no gas": the denial stands where a phrase leaves room.
DENIES: Final = re.compile(r"\b(?:no|not|never)\b")
_DENIED_ROOM: Final = re.compile(r"(?:(?<!有)(?:没有|没|冇|未有|未|无)|唔系|不是|不会|唔会)(?:再|人|试过)?\s*$")
_DENIAL_REACH: Final = 40

_DRILL: Final = re.compile(
    r"演习|演练|试钟|试响|测试|检测|年检|保养|\bdrills?\b|\btest(?:s|ed|ing)?\b|\bmaintenance\b|\bexercise\b"
    r"|\bpractice\b"
)
_NO_DRILL: Final = re.compile(
    r"(?:唔系|不是|并非|非)[^。,，]{0,2}(?:演习|演练|测试)|真系|真的|真是|not (?:a|the) (?:drill|test)|\breal(?:ly)?\b"
)
# Said of anything at all: somebody tries whether we read.
_ONLY_A_TEST: Final = re.compile(
    r"^\W*(?:测试|试下|试吓|演习|演练)(?=\W|$)|^\W*test(?:ing)?\b(?! (?:result|report))"
    r"|(?:呢个|呢条|这个|这条|这|此|纯粹|只|仅)(?:只?系|只?是|为|供)?(?:一个|一次|次)?(?:测试|演习|演练|系统测试)"
    r"|测试(?:短讯|讯息|信息|短信|消息|用|中)|\bthis is (?:only |just )?(?:a |an )?(?:test|drill|exercise"
    r"|simulation)\b"
    r"|\b(?:test|drill) (?:message|sms|text|only)\b|请(?:忽略|无视|不用理会)|\b(?:please )?(?:ignore|disregard)\b"
)
_PRACTISED_AFTER: Final = re.compile(
    r"^[^。，,!?\n]{0,8}(?:演习|演练|模拟|训练|练习|测试)|^\W*(?:\w+\W+){0,2}(?:drills?|simulation|exercise"
    r"|practice|training)\b"
)
_PRACTISED_BEFORE: Final = re.compile(
    r"(?:模拟|假设|演习|演练|测试)\S{0,2}$|\b(?:simulated?|mock|practice|test|fake)\W+(?:\w+\W+)?$"
)
# How near a word of a drill must stand to what it explains; English says the same with more letters.
_DRILL_REACH_HAN: Final = 16
_DRILL_REACH_ENGLISH: Final = 32

_LONG_AGO: Final = re.compile(
    r"上个?(?:星期|礼拜|周|月|次|回|季)|上年|去年|前年|旧年|往年|当年|那年|嗰年|以前|从前|曾经|曾(?=有|试|发生|被"
    r"|俾)|早前|早排|前排"
    r"|前阵子|早阵子|日前|嗰次|那次|(?<![到来嚟])之前|[0-9一二两三四五六七八九十几好]+(?:日|天|个?月|年|周|个?星期"
    r"|个?礼拜)(?:之|以)?前"
    r"|(?:19|20)\d\d年|\d{1,2}月\d{1,2}[日号]"
    r"|\blast (?:week|month|year|time|spring|summer|autumn|winter|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b"
    r"|\b(?:\d+|an?|two|three|four|five|few|several|some|many|couple of) (?:days?|weeks?|months?|years?) (?:ago"
    r"|back|before)\b"
    r"|\b(?:previously|in the past|used to|once had|back in|the other day|earlier this (?:week|month|year)|in (?:19"
    r"|20)\d\d)\b"
    r"|\bin (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_YESTERDAY: Final = re.compile(
    r"昨|寻日|琴日|寻晚|琴晚|噚|前日|前天|前晚|\byesterday\b|\blast (?:night|evening)\b|\bthe day before\b"
)
_STILL: Final = re.compile(
    r"又(?:再)?(?:有|困|着|漏|爆|闻|发生|出现|起|冒|浸|嚟|来)|再次|仲(?:有|喺|系|在|困|漏|烧)|还(?:有|在|是|困|漏"
    r"|烧)|仍|依然|一直|越来越|愈来愈"
    r"|(?:仲未|还没|仍未|未)(?:整|修|熄|灭|救|止|停|出)|(?:而家|依家|宜家|现在|目前|今日|今天|今晚"
    r"|今早)[^。，,]{0,3}(?:又|仲|还|再|有|困|着|漏|闻|起|爆|冒)"
    r"|\b(?:still|again|now|today|tonight)\W+(?:\w+\W+){0,4}(?:smell\w*|trapped|stuck|burning|leak\w*|flood\w*"
    r"|there|happening|inside"
    r"|pouring|coming|bleeding|missing)\b|\b(?:smell\w*|trapped|stuck|burning|leak\w*|flood\w*|happening"
    r"|inside)\W+(?:\w+\W+){0,2}"
    r"(?:again|now|still)\b|\bright now\b|\bas we speak\b|\bat the moment\b|\bcome (?:quick|now|at once)\b"
    r"|\bnot (?:been )?fixed\b"
)
# A matter of long ago that somebody asks about, claims for, thanks for.
_ABOUT: Final = re.compile(
    r"(?:关于|有关|跟进|追问|查询|投诉|想问下?|多谢|感谢|谢谢)[^。!?\n]{0,14}$|\b(?:about|regarding"
    r"|follow(?:ing)? up on|thank(?:s| you) for"
    r"|claim for|report on|insurance for)\W+(?:\w+\W+){0,5}$"
)
_MATTER: Final = re.compile(r"^[^。，,!?\n]{0,3}(?:事件|一事|意外|个案|的事|嘅事|件事|嗰单|赔偿|报告|记录)")

_AFTERWARDS: Final = re.compile(r"[人咗了]?(?:之)?后(?:嘅|的|会|点|怎|如何|有冇|有没有|要)")

_SUPPOSED_HAN: Final = re.compile(
    r"(?:如果|若果|倘若|倘|万一|假如|假使|假若|一旦|要是|如遇|如有|遇有|若有|若遇|若|会(?:唔|不)会(?!系|是)|怕|免得"
    r"|费事|以免|以防|为免"
    r"|担心(?:会|有)|容易|有机会|可能会导致|导致|引致|造成|引起|当发生|当遇到|有没有试过|有冇试过|点样防|怎样防"
    r"|如何防)[^。!?\n]{0,12}$"
)
# Whose tap is dry asks whether a pipe has burst, and reports none.
_GUESSES: Final = re.compile(
    r"(?:冇水|停水|没水|无水)[^。!\n]{0,8}(?:系咪|系唔系|是不是|是否|会唔会|会不会)(?:又)?$"
    r"|\bno water\b[^.!\n]{0,30}\b(?:is|was|has)\b[^.!\n]{0,12}$"
)
_SUPPOSED_AFTER: Final = re.compile(
    r"^[^。，,!?\n]{0,4}(?:的话|嘅话|时应|时点|时怎|时该|应该?点|应该?怎|点处理|如何处理|怎么处理|该怎么办|要点做"
    r"|嗰阵要|的时候(?:应|要|该))"
)
_ASKS_HAN: Final = re.compile(r"(?:想问|请问|想知|想了解|想查|咨询|请教)[^。!?\n]{0,12}$")
_SUPPOSED_ENGLISH: Final = re.compile(
    r"(?<!know )(?<!sure )(?<!check )(?<!see )(?<!wondering )(?<!wonder )(?<!tell )"
    r"(?<!ask )(?<!certain )(?<!as )(?<!and )\bif\b[^.!?\n]{0,60}$"
    r"|\b(?:in case(?: of)?|in the event of|whenever|should (?:there|anyone|anybody|someone|somebody|an?)|suppose"
    r"|imagine"
    r"|what (?:to do|happens|should \w+ do) (?:when|in|during)|how to|(?:worried|concerned) (?:about|that)"
    r"|afraid of|risk of"
    r"|danger of|prevent(?:ing|ion of)?|avoid(?:ing)?|protect(?:ed|ion)? (?:against|from)|could (?:lead to|cause"
    r"|become)"
    r"|may cause|might cause|to stop|stops?)\b[^.!?\n]{0,40}$"
)

_OVER: Final = re.compile(
    r"(?<![未没唔不])(?:已经?|经已|全部|都|总算|终于)[^。，,!?\n未没唔不冇]{0,4}(?:救出|脱险|获救|解决|处理好"
    r"|处理完|处理咗|处理了|搞掂|搞定|修好|修复"
    r"|整好|整返|扑灭|扑熄|救熄|熄咗|熄灭|灭了|恢复|出返嚟|出来了|出嚟咗|散咗|散了|退咗|止住)|(?:已经?|而家"
    r"|现在)(?:冇|没)(?:事|味|火|烟)"
    r"|救返?咗?了?出(?:嚟|来)(?!未|没)|搞掂咗|搞定了|冇事(?:喇|啦|了|嘞|咗)|没事了|虚惊|(?:嚟|来|检查|查|睇"
    r"|看)过(?!.{0,6}(?:走咗|走了))|(?:话|说)(?:冇事|没事|冇问题|没问题)|(?<!系咪)(?<!是否)(?<!是不是)(?:误报|误鸣)"
    r"|系误会|唔使(?:嚟|来|跟进|派人)"
    r"|(?:不用|无需|毋须)(?:再)?(?:来|派人|处理|跟进)|(?:味|火|烟|水)[^。，,!?\n]{0,2}(?:冇咗|冇晒|没了|退咗|散咗)"
    r"|\bfalse alarm\b|\ball clear\b|\bno longer\b|\bnever ?mind\b|\bturned out\b|\bunder control\b"
    r"|(?<!not )(?<!n't )(?<!be )\b(?:been|already|now|was|were|is|are|got|all|finally"
    r"|safely)\W+(?:\w+\W+)?(?:rescued|put out|extinguished|fixed"
    r"|repaired|resolved|sorted|solved|freed|released|let out|safe now|out now|ok now|okay now|fine now|stopped now)\b"
    r"|\b(?:everyone|everybody|he|she|they|we)(?:'s|'re| is| are)?(?: \w+)? (?:safe|out|ok|okay|fine) now\b"
    r"|\bgot (?:them|him|her|us|me) out\b"
    r"|\b(?:no need|not needed)\b|\bthank(?:s| you) for (?:fixing|rescuing|coming|getting|helping)\b"
)
_OVER_REACH: Final = 120

_ELSEWHERE: Final = re.compile(
    r"(?:电影|电视剧|剧集|套戏|部戏|游戏|小说|歌词|新闻|讲座|海报|主题)[^。!?\n]{0,14}$|\b(?:movie|film|tv show"
    r"|tv series|novel|video game|the news"
    r"|headlines?|song|poster|seminar|talk|leaflet|article)\b[^.!?\n]{0,40}$"
)
_ABOUT_THINGS: Final = re.compile(
    r"^(?:用|嘅|的)?(?:保险|讲座|培训|课程|海报|宣传|赔偿|索偿|索赔|知识|指引|须知|手册|通告|统计|新闻|系统|探测器"
    r"|感应器|报警器(?!响|叫)"
    r"|警报系统|装置|设备|设施|条例|预防|防范|预案|应急|程序|流程|逃生|安全检查|险|风险|[^。，,!?\n]{0,4}投诉)"
    r"|^\W*(?:safety|insurance|claims?|policy|extinguishers?|detectors?"
    r"|seminar|talk|training|course|leaflet|poster|photos?|pictures?|statistics|prevention|procedures?|regulations?"
    r"|drills?|season|risk)\b"
)
# Figures of speech and longer words that hold a phrase without meaning it.
_EVERYDAY: Final = re.compile(
    r"困(?:扰|难|惑|境|倦)|天台边(?:度|个|位)|跳楼(?:价|货|大减价|大平卖|大特价|清货)|想死(?:你|佢|她|他)|"
    r"(?:致|来|打|充|供|停|没|冇|缺|耗|用|送|家)电到|"
    r"中风(?:复康|患者|行动|多年|史|(?:咗|了)?[一二三四五六七八九十两几\d]+(?:年|个月))|"
    r"(?:打|点)(?:不|唔)(?:着|到)火|致电亲|来电亲|打电亲|火(?:车|锅|箭|柴|机(?!房)|腿|候|龙|速"
    r"|热|红|爆|鸡|星|把|山|炭|气)|(?:发|好|滚|激|光)火|打交道|爆炸(?:头|性)"
    r"|(?:资讯|信息|邮箱|价钱|人口|电邮)爆炸|(?:贵|等|闷|忙|笑|烦|激|嬲|复杂|睇|看|嘈|吵|热闹|开心|惊|吓|难食|高兴"
    r"|感动|气|累|攰|饿)(?:到|得)[^。，,]{0,3}"
    r"(?:晕|想死|唔想做人|不想活|跳楼|自杀|心脏病|中风|昏|爆炸|喊救命|叫救命|休克|窒息)|(?:忙|闷|烦|激|等|贵|气|累"
    r"|攰)(?:死|晕)|贵过打劫|同打劫|似打劫|等于打劫"
    r"|(?:抢|打)劫(?:咁|一样|噉)|(?:跟踪|跟进)(?:我|我哋|我们)?(?:嘅|的|呢个|这个)?(?:投诉|个案|报修|订单|申请|事项"
    r"|工单)|漏电(?:断路|掣|保护|开关|保護)"
    r"|救命(?:稻草|恩人)|中风(?:后|过|康复|病人)|心脏病(?:药|人|患者|史|科)|自杀(?:式)|烧(?:水|饭|菜|香|烤|纸|衣|味|腊|肉)|高空(?:工作|作业)"
    r"|水浸(?:黑点|警告|特别报告|保险)|小偷小摸|冒火花(?:的)?样"
    r"|\b(?:daylight|highway) robbery\b|\bflood(?:ed|ing) (?:with|my|our|the) (?:calls?|e-?mails?|messages?"
    r"|complaints?|inbox|paperwork|questions?|parcels?|spam|ads|light|leaflets?|flyers?|people|visitors|guests)"
    r"|\b(?:drowning|buried) in (?:\w+ )?(?:paper\w*|work|bills?|debts?|e-?mails?|parcels?|rubbish)"
    r"|\bexplosion (?:of|in) (?:prices?|fees?|costs?|complaints?|interest)"
    r"|\b(?:gave|give|giving) (?:me|us|my \w+) a heart attack|\b(?:nearly|almost) (?:had|got) a heart attack"
    r"|\bheart attack (?:when|from) (?:i|we|the) (?:saw|see|bill)"
    r"|\bbroken into (?:\w+ )?(?:pieces|parts|two|three|halves|bits)|\bunder water (?:heater|tank|meter|pressure)"
    r"|\bon fire (?:today|lately|this week)"
    r"|\b(?:sale|deal|team|service|business|market|phone|phones|inbox) (?:is|are|was|has been) on fire|\bfire (?:in"
    r"|at) (?:the (?:hole|belly)|will)"
    r"|\bgas (?:station|bills?|meter|fees?|charges?|supply|account|company|stove manual)|\bchoking (?:on"
    r"|with) (?:fees|paper\w*|bills?)"
    r"|\b(?:shelf|shelves|cupboard|cabinet|rack|table|chair|box|boxes|tent|bed|sofa|fence|deal|talks|wifi"
    r"|internet)(?: \w+){0,5} collapsed"
    r"|\b(?:eyes?|throat|candles?|incense|question|calories|mouth) (?:is|are) burning"
    r"|\b(?:drain|drains|pipe|pipes|toilet|sink|gutter|basin)s? (?:is|are|was|keeps?) chok(?:ed|ing)"
    r"|\brobbed of (?:\w+ )?(?:sleep|peace|rest)|\bstuck in (?:the |our |a )?lift lobby"
    r"|\bstuck in (?:traffic|the queue|a queue|line|the system|the app)"
    r"|烟(?:头|蒂|灰|民|友|味|花)|二手烟|油烟|\b(?:cigarette|cigar|incense|cooking|bbq|barbecue|second-?hand"
    r"|tobacco) smoke"
    r"|\bsmoke (?:detector|alarm test|break|free|sensor)|\bbroke into (?:tears|laughter|song|pieces|two)"
    r"|\b(?:car|bike|wall|gate|barrier|van|truck|door) (?:was|got|has been|is) hit by"
    r"|火(?:灾|警|牛|锅|候|烛)|\bburglar (?:alarm|bars?|proof)|\bbreathe easy|(?:反锁|锁)(?:咗|了)?(?:喺|在)(?:门"
    r"|屋)(?:外|口)|\bfighting (?:over|for|against|with (?:you|the))"
    r"|\bon fire\W+(?:\w+\W+){0,2}(?:best|great|awesome|amazing|lit|love)|\bis on fire\W+(?:\w+\W+){0,1}(?:best"
    r"|great|awesome)|打人(?:电话|工)|\bsparks? (?:joy|interest|plug)"
    r"|\btrapped (?:in|by) (?:an?|the|this) (?:\w+ )?(?:contract|lease|loop|system|tenancy|debt)|\b(?:feel|feels"
    r"|felt) (?:like )?(?:i was |being )?robbed"
    r"|\bflames? (?:logo|design|pattern|tree)s?\b|\bbreaking in (?:the |a |new |our )"
)


# Whoever smokes makes smoke too.
_TOBACCO: Final = re.compile(
    r"食烟|抽烟|吸烟|食紧烟|二手烟|香烟|烟味|油烟|烧香|烧衣|烧纸|烧烤|\b(?:cigarettes?|cigars?|smokers?|smoking"
    r"|tobacco|vap\w+|incense)\b"
)
_SMOKE: Final = re.compile(r"烟|smoke")


def why_not(folded: str, spot: Spot, *, is_drilled: bool, is_lasting: bool) -> Because:
    """Why what is said at this place is no emergency; "" where it is one."""
    start, end = _sentence(folded, spot)
    before, after = folded[start : spot.start], folded[spot.end : end]
    if _TOBACCO.search(folded[start:end]) and _SMOKE.search(folded[spot.start : spot.end]):
        return "everyday"
    if _is_everyday(folded, spot) or _ELSEWHERE.search(before) or _ABOUT_THINGS.search(after):
        return "everyday"
    if _is_denied(folded, spot):
        return "denied"
    if _is_practised(folded, spot, before, after, is_drilled=is_drilled):
        return "drill"
    if _is_supposed(before, after, is_han=spot.is_han):
        return "supposed"
    sentence, rest = folded[start:end], folded[spot.end : spot.end + _OVER_REACH]
    still = bool(_STILL.search(sentence) or _STILL.search(rest))
    if not still and _OVER.search(before[-20:] + folded[spot.start : spot.end] + rest):
        return "over"
    if not still and _is_past(sentence, before, after, is_lasting=is_lasting):
        return "past"
    return ""


def _sentence(folded: str, spot: Spot) -> tuple[int, int]:
    """The sentence in which it stands."""
    start = 0
    for found in _SENTENCE_END.finditer(folded, 0, spot.start):
        start = found.end()
    found_end = _SENTENCE_END.search(folded, spot.end)
    return start, found_end.end() if found_end else len(folded)


def _is_everyday(folded: str, spot: Spot) -> bool:
    """Whether a figure of speech reaches beyond what was found: then it, and not the phrase, is what is said."""
    around = range(max(0, spot.start - 40), min(len(folded), spot.end + 40))
    for found in _EVERYDAY.finditer(folded, around.start, around.stop):
        overlaps = found.start() < spot.end and spot.start < found.end()
        if overlaps and (found.start() < spot.start or spot.end < found.end()):
            return True
    return False


def _is_denied(folded: str, spot: Spot) -> bool:
    before = folded[max(0, spot.start - _DENIAL_REACH) : spot.start]
    inside = folded[spot.start : spot.last]
    if spot.is_han:
        return bool(_DENIED_HAN.search(before) or (spot.last > spot.start and _DENIED_ROOM.search(inside)))
    return bool(
        _DENIED_HAN.search(before)
        or _DENIED_ENGLISH.search(before)
        or (not spot.denies and DENIES.search(folded[spot.start : spot.end]))
    )


def _is_practised(folded: str, spot: Spot, before: str, after: str, *, is_drilled: bool) -> bool:
    if _NO_DRILL.search(folded):
        return False
    if _ONLY_A_TEST.search(folded) or _PRACTISED_AFTER.search(after) or _PRACTISED_BEFORE.search(before):
        return True
    reach = _DRILL_REACH_HAN if spot.is_han else _DRILL_REACH_ENGLISH
    return is_drilled and bool(_DRILL.search(folded[max(0, spot.start - reach) : spot.end + reach]))


def _is_supposed(before: str, after: str, *, is_han: bool) -> bool:
    if _GUESSES.search(before):
        return True
    if _SUPPOSED_HAN.search(before) or _SUPPOSED_ENGLISH.search(before):
        return True
    asks = bool(_ASKS_HAN.search(before)) and bool(_SUPPOSED_AFTER.search(after))
    return asks or (is_han and bool(re.search(r"^[^。，,!?\n]{0,3}(?:的话|嘅话)", after)))


def _is_past(sentence: str, before: str, after: str, *, is_lasting: bool) -> bool:
    if _LONG_AGO.search(sentence):
        return True
    if _AFTERWARDS.match(after) or (_ABOUT.search(before) and _MATTER.search(after)):
        return True
    return not is_lasting and bool(_YESTERDAY.search(sentence))
