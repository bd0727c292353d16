"""What an owner asks, out of everything said in a thread: short questions, each with how much it counts. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contactcenter.text.scripts import fold
from knowledge_base.searches.words import LEFT_OUT, without_people

# Each question is one search; what came before these few has been dealt with.
MOST_QUESTIONS = 5
# Longer ones are cut at their sentences: one search for everything finds what has a little of all of it.
LONGEST_QUESTION = 80
# "電梯又壞" and "困咗幾次" are one question; joined they are no longer than this.
SHORTEST_QUESTION, LONGEST_JOINED = 12, 30
# What was said before counts less than what is said now, and much less once it was answered.
EARLIER, ANSWERED, TITLE = 0.8, 0.5, 0.6

SENTENCE_END = re.compile(r"(?<=[。！？!?；;])|(?<=\.)\s+|\n+")
CLAUSE_END = re.compile(r"(?<=[，,、])")
QUOTED = re.compile(r"^\s*(?:>|＞)")
# From here on nothing is asked any more.
SIGNATURE = re.compile(
    r"^\s*(?:--\s*$|_{3,}|"
    r"(?:best |kind |warm )?regards\b|sincerely\b|yours (?:sincerely|faithfully|truly)\b|many thanks\b|cheers\b|"
    r"(?:此致|順頌|顺颂|敬上|謹啟|谨启|祝好|祝安|(?:敬)?祝.{0,6}(?:安|祺|好|快樂|快乐)\s*[!！]?$)|"
    r"sent from my|get outlook|發自我的|发自我的|從我的.{0,12}傳送|来自我的|-{2,}\s*original message|"
    r"from:\s|寄件者[:：]|发件人[:：])",
    re.IGNORECASE,
)
# Words that ask for nothing, folded; what is left without them may be nothing.
SMALL_TALK = re.compile(
    r"(?:你好|您好|早晨|早上好|下午好|晚上好|午安|晚安|喂|hi|hello|hey|dear (?:sir|madam|all|team|sirs)"
    r"(?: or madam|/madam)?|good (?:morning|afternoon|evening|day)|"
    r"唔该晒?|多谢晒?|谢谢(?:你们?|您)?|感谢|麻烦(?:晒|你们?|您)?了?|辛苦(?:晒|你们?|您)?了?|"
    r"thanks?(?: you)?(?: (?:so|very) much| a lot)?(?: for your (?:help|reply|time))?|much appreciated|"
    r"请问(?:一下)?|想问(?:一下|下)?|我想问(?:一下|下)?|请教(?:一下)?|may i ask|i (?:would|'d) like to (?:know|ask)|"
    r"could you (?:please )?tell me|can you (?:please )?tell me|please|pls|各位|管理处|客服|小姐|先生)"
    r"(?![a-z])[\s,，。.!！~～:：、]*"
)
IDLE = re.compile(
    r"(?:(?:好的?|ok(?:ay)?|okie|收到|明白|我?知道了?|系呀?|唔系|系|是的?|不是|冇|没有|没事了?|唔使喇?|不用了?|yes|no|yep|nope|sure|"
    r"再见|拜拜|bye|嗯+|哦+|喔+|噢+|吓|哈+|唔明|"
    r"有(?:冇|无|没有|没)?人(?:呀|吗|在吗)?|请问有人吗|仲未有人|几时得闲|"
    r"(?:仲|还|我)?(?:系度|在)?等(?:紧|着|你|你们)*(?:回?覆|复|回复)?|点解咁耐|怎么这么久|咁耐|快啲|快点|"
    r"(?:请|麻烦)?(?:覆|回|打)(?:俾|给|个)?我?(?:个)?(?:电话|电)?|call me(?: back)?|can you call me(?: back)?|"
    r"still waiting|any (?:update|news)s?|hello|anyone there|see attached(?: photos?| pictures?)?|"
    r"(?:附件|见附件|如图|见图|请看图|相片).{0,6}|我(?:系度|在家|喺屋企|在屋企|喺度)|"
    r"(?:今日|明日|听日|今晚|明天|今天|下午|上午|晚上)(?:下午|上午|晚上)?(?:可以|得|得唔得|可以吗|方便吗|得吗)?(?:吗|呀|喇|了)?|"
    r"i(?:'ll| will) be (?:home|back|there).{0,24}|thank|that's (?:all|it|fine)|great|fine|noted)"
    r"(?:呀|啊|啦|喇|了|吗|呢|嘅|既|哦|喔)?[\s,，。.!！?？~～]*)+"
)
HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[a-z]{3,}")
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing the owner said or wrote; `is_answered` where we have said something since."""

    text: str
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Words to look for, and how much what they find counts (1 is the newest thing said)."""

    words: str
    weight: float


def questions_of(said: Iterable[Said], titles: Iterable[str] = (), names: Sequence[str] = ()) -> list[Question]:
    """What is asked, the most important first. `said` is the thread, newest first; `titles` name what it is about.

    `names` are those of the people in the thread, who are nothing to look for.
    """
    found: dict[str, Question] = {}
    weight = 1.0
    for one in said:
        asked = [words for piece in split(one.text) if (words := _without_talk(piece, names))]
        for words in asked:
            counts = weight * (ANSWERED if one.is_answered else 1.0)
            found.setdefault(fold(words), Question(words, counts))
        if asked:
            weight *= EARLIER
        if len(found) >= MOST_QUESTIONS:
            break
    for title in titles:
        words = _without_talk(title.rstrip("…"), names)
        # A subject is often only the beginning of what was written.
        if words and not any(known.startswith(fold(words)) for known in found):
            found[fold(words)] = Question(words, TITLE * (ANSWERED if found else 1.0))
    return sorted(found.values(), key=lambda question: -question.weight)[:MOST_QUESTIONS]


def split(text: str) -> list[str]:
    """A message in pieces short enough to be one question each, without quotes and signature."""
    lines: list[str] = []
    for line in text.splitlines():
        if SIGNATURE.match(line) and lines:
            break
        if not QUOTED.match(line):
            lines.append(line)
    pieces: list[str] = []
    for sentence in SENTENCE_END.split("\n".join(lines)):
        long = len(sentence) > LONGEST_QUESTION
        for part in CLAUSE_END.split(sentence) if long else (sentence,):
            if not part.strip():
                continue
            if pieces and _belong_together(pieces[-1], part):
                pieces[-1] = f"{pieces[-1]} {part.strip()}"
            else:
                pieces.append(part.strip()[: 2 * LONGEST_QUESTION])
    return pieces


def _belong_together(one: str, other: str) -> bool:
    return min(len(one), len(other)) < SHORTEST_QUESTION and len(one) + len(other) <= LONGEST_JOINED


def _without_talk(words: str, names: Sequence[str]) -> str:
    """What is left to look for, or nothing."""
    kept = " ".join(without_people(words, names).replace(LEFT_OUT, " ").split())
    folded = fold(kept)
    # Folding keeps the places of characters but for rare ones, of which small talk has none.
    if len(folded) == len(kept):
        marks = [match.span() for match in SMALL_TALK.finditer(folded)]
        for start, end in reversed(marks):
            kept = f"{kept[:start]} {kept[end:]}"
    kept = " ".join(kept.split()).strip(" ,，.。!！~～:：;；、")
    tells = HAN_OR_WORD.findall(fold(kept))
    is_enough = len([one for one in tells if HAN.match(one)]) >= 2 or any(not HAN.match(one) for one in tells)
    return "" if not is_enough or IDLE.fullmatch(fold(kept)) else kept
