"""What of somebody's words is kept: without what names a person, and in one form in which the same words are equal.

Pure. Used wherever words that were searched, said or written are stored to learn from them.
"""

import re
from collections.abc import Iterable

from contactcenter.text.scripts import fold
from knowledge_base.searches.models import LONGEST_WORDS

# Stands where something was left out, so that the rest still reads as it was said.
LEFT_OUT = "…"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u200b-\u200f]+")
MAIL = re.compile(r"[\w.+%'-]+[@＠][\w-]+(?:[.．][\w-]+)*")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Six digits or more, however they are grouped: telephone, identity card, account, work order. Rooms and short numbers
# (999, 1823, 12A) stay: they are part of the question.
DIGITS = re.compile(r"[A-Za-z]{0,3}[(（+＋]?\d(?:[\s\-\u2010-\u2015.()（）/]{0,2}\d){5,}[)）]?")
SPOKEN_DIGITS = re.compile(r"[零〇○一二兩两三四五六七八九](?:[\s、，,]?[零〇○一二兩两三四五六七八九]){6,}")
SURNAMES = (
    "陳陈李張张黃黄何王林吳吴劉刘梁楊杨郭鄧邓葉叶周許许羅罗曾鄭郑馮冯蔡謝谢朱趙赵蕭萧余胡徐鍾钟蘇苏潘麥麦伍莫馬马"
    "關关袁彭盧卢廖孔簡简溫温薛譚谭呂吕戴杜孫孙宋高唐韓韩曹曾魏丁方石姚范江黎賴赖尹霍湯汤甘雷龔龚倪區区容駱骆"
)
CHINESE_NAME = re.compile(
    f"(?:歐陽|欧阳|司徒|上官|[{SURNAMES}])[\\u4e00-\\u9fff]{{0,2}}?(?:先生|太太|小姐|女士|生生|太(?!陽|阳|多|大|少|高|熱|热))"
)
ENGLISH_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mdm|Madam|Dr)\b\.?\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,2}")
PERSONAL = (LINK, MAIL, ENGLISH_NAME, CHINESE_NAME, DIGITS, SPOKEN_DIGITS)
SPACES = re.compile(r"\s+")
SEVERAL = re.compile(rf"{LEFT_OUT}(?:[\s,，、;；:：]*{LEFT_OUT})+")
MARKS = re.compile(r"[\W_]+")
HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")
# A Latin name of fewer letters is also a word.
SHORTEST_NAME = 3


def without_people(words: str, names: Iterable[str] = ()) -> str:
    """The words on one line, at most so long, without addresses, long numbers, titled names and these `names`."""
    kept = CONTROL.sub(" ", words)
    for pattern in PERSONAL:
        kept = pattern.sub(LEFT_OUT, kept)
    for name in sorted(filter(None, (name.strip() for name in names)), key=len, reverse=True):
        kept = _name_pattern(name).sub(LEFT_OUT, kept) if _is_name(name) else kept
    kept = SEVERAL.sub(LEFT_OUT, SPACES.sub(" ", kept)).strip()
    return kept[:LONGEST_WORDS] if kept.strip(f"{LEFT_OUT} ") else ""


def fold_words(words: str) -> str:
    """Equal for words that differ only in script, case, width, punctuation or what was left out."""
    folded = MARKS.sub(" ", fold(words)).strip()
    return HAN_GAP.sub("", folded)[:LONGEST_WORDS]


def _is_name(name: str) -> bool:
    return len(name) >= (SHORTEST_NAME if name.isascii() else 2)


def _name_pattern(name: str) -> re.Pattern[str]:
    edge = r"\b" if name.isascii() else ""
    return re.compile(f"{edge}{re.escape(name)}{edge}", re.IGNORECASE)
