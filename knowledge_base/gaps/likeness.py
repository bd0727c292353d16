"""How alike two questions are, in whatever script, with whatever politeness, and across languages by synonyms. Pure."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from contactcenter.text.scripts import fold
from knowledge_base.search.grams import cut, word_gram
from knowledge_base.search.synonyms import Synonyms

# What does not make another question, folded. "不" and "没有" turn one into its opposite and are no filling.
FILLING = (
    *("麻烦问一下", "我想请问", "我想知道", "请问一下", "想问一下", "不好意思", "请问下", "想请问", "想问下", "请问"),
    *("想问", "唔该", "你好", "您好", "谢谢", "其实", "究竟", "到底", "我们", "你们", "可不可以", "可唔可以", "可否"),
    *("可以", "能不能", "能否", "是不是", "是否", "有没有", "有冇", "如何", "怎样", "怎么样", "怎么", "点样", "的话"),
    *("要不要", "需不需要", "使唔使", "需要", "吗", "呢", "呀", "啊", "吧", "嘛", "喔", "哦", "啦", "咩", "的", "了"),
    *("我", "你", "您", "要", "能"),
)
FILLING_PATTERN = re.compile("|".join(sorted(FILLING, key=len, reverse=True)))
STOP_WORDS = frozenset(
    (
        *("a", "an", "the", "is", "are", "be", "am", "was", "i", "we", "you", "my", "our", "your", "me", "us", "it"),
        *("this", "that", "of", "for", "in", "on", "at", "do", "does", "can", "could", "may", "might", "would"),
        *("please", "hi", "hello", "there", "any", "get", "if", "and", "with", "want", "know", "tell"),
    )
)
WORD = re.compile(r"[0-9a-z\u00c0-\u024f]+")
HAN = re.compile(r"[\u3400-\u9fff]+")
# From here on somebody is asked whether it is the same; measured on the questions of the demo (tests hold examples).
ALIKE = 0.4
_ACROSS_LANGUAGES = 0.75


def likeness_of(question: str) -> str:
    """Equal for questions that differ only in script, filling, or in characters that sound the same.

    Numbers stay: tower 3 is not tower 5. Empty where nothing was said.
    """
    chinese, words = _parts(fold(question))
    if len(chinese) < 2 and not words:
        return ""
    sounds = ",".join(str(gram) for gram in cut(chinese).syllables.grams)
    heard = f"{sounds}|{','.join(sorted(set(words)))}"
    return hashlib.sha256(heard.encode()).hexdigest()


def likeness(one: str, other: str, synonyms: Synonyms) -> float:
    """From 0 (nothing shared) to 1 (nearly the same). Across languages only what synonyms know counts."""
    first, second = _in_one_word(fold(one), synonyms), _in_one_word(fold(other), synonyms)
    if first == second or likeness_of(one) == likeness_of(other) != "":
        return 1.0
    weights, others = _weights(first), _weights(second)
    shared = sum(min(weight, others[gram]) for gram, weight in weights.items() if gram in others)
    whole = sum(weights.values()) + sum(others.values())
    by_words = 2 * shared / whole if whole else 0.0
    return min(0.99, max(by_words, _by_meaning(fold(one), fold(other), synonyms)))


def _by_meaning(one: str, other: str, synonyms: Synonyms) -> float:
    """Questions in two languages share no words; what both name by synonyms says how alike they may be."""
    if _is_chinese(one) == _is_chinese(other):
        return 0.0
    first, second = _meanings(one, synonyms), _meanings(other, synonyms)
    if not first or not second:
        return 0.0
    return _ACROSS_LANGUAGES * 2 * len(first & second) / (len(first) + len(second))


def _is_chinese(folded: str) -> bool:
    return HAN.search(folded) is not None


def _meanings(folded: str, synonyms: Synonyms) -> frozenset[str]:
    if synonyms.pattern is None:
        return frozenset()
    return frozenset(_first_of(match.group(), synonyms) for match in synonyms.pattern.finditer(folded))


def _in_one_word(folded: str, synonyms: Synonyms) -> str:
    """Each synonym as the first of its set, so that lift and elevator are one word."""
    if synonyms.pattern is None:
        return folded
    return synonyms.pattern.sub(lambda match: f" {_first_of(match.group(), synonyms)} ", folded)


def _first_of(word: str, synonyms: Synonyms) -> str:
    return min((word, *synonyms.others.get(word, ())))


def _parts(folded: str) -> tuple[str, list[str]]:
    """The Chinese characters without filling, and the stems of the words that say something."""
    chinese = "".join(HAN.findall(folded))
    bare = FILLING_PATTERN.sub("", chinese) or chinese
    said = WORD.findall(folded)
    telling = [word for word in said if word not in STOP_WORDS] or said
    return bare, [str(word_gram(word)) for word in telling]


@lru_cache(maxsize=8192)
def _weights(folded: str) -> Mapping[int, float]:
    """Pairs of characters count most, then what sounds alike; a word counts like two pairs."""
    chinese, words = _parts(folded)
    grams = cut(chinese)
    weights = {int(gram): 1.0 for gram in grams.pairs.grams}
    weights |= {int(gram): 0.5 for gram in grams.characters.grams}
    weights |= {int(gram): 0.5 for gram in grams.syllables.grams}
    return weights | {int(word): 2.0 for word in words}
