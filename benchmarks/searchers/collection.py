"""Articles and judged questions for the search benchmark: as many articles, in as many wrong spellings, as wanted."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contactcenter.text.scripts import detect_language, fold
from knowledge_base.evaluation import read_grades, read_rows
from knowledge_base.search.grams import WORD, cut

LONGEST_TITLE = 200
SENTENCE = re.compile(r"[^。！？.!?\n]{6,200}[。！？.!?]")
# Articles of this length fill a large collection; the judged ones stay in it whole.
FILLER_CHARACTERS, FILLER_TITLE = 300, 18
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Text:
    """An article; words as written."""

    code: str
    title: str
    body: str
    language: str

    @property
    def is_english(self) -> bool:
        return self.language == "en"


@dataclass(frozen=True, slots=True)
class Question:
    words: str
    answer: str


@dataclass(frozen=True, slots=True)
class Collection:
    texts: list[Text]
    questions: dict[str, list[Question]]


def read_collection(folder: Path, size: int, questions: int) -> Collection:
    """`corpus.jsonl`, `queries.jsonl` and `qrels.tsv` as `contactcenter kb eval` reads them, filled up to `size`."""
    texts = [_text(str(row["id"]), str(row["title"]), str(row["text"])) for row in read_rows(folder / "corpus.jsonl")]
    grades = read_grades(folder / "qrels.tsv")
    asked = [
        Question(str(row["text"]), next(iter(grades[str(row["id"])])))
        for row in read_rows(folder / "queries.jsonl")
        if str(row["id"]) in grades
    ]
    random.Random(1).shuffle(asked)
    return Collection(
        [*texts, *_filler(texts, size - len(texts))], dict(_spelled(asked[:questions], {t.code: t for t in texts}))
    )


def _text(code: str, title: str, body: str) -> Text:
    return Text(
        code, (title or body)[:LONGEST_TITLE] or "-", body or title or "-", detect_language(f"{title} {body[:500]}")
    )


def _filler(texts: Sequence[Text], count: int) -> Iterator[Text]:
    """Sentences of the articles in new company: the same words, nobody's answer."""
    dice = random.Random(2)
    pools: dict[bool, list[str]] = defaultdict(list)
    for text in texts:
        pools[text.is_english].extend(SENTENCE.findall(text.body))
    for number in range(count):
        is_english = number % 4 == 0
        words = "".join(dice.choices(pools[is_english] or pools[not is_english], k=9))
        first = dice.randrange(max(len(words) - FILLER_TITLE, 1))
        body = words[: FILLER_CHARACTERS * (3 if is_english else 1)]
        yield Text(
            f"filler-{number}", words[first : first + FILLER_TITLE], body, "en" if is_english else detect_language(body)
        )


def _spelled(asked: Sequence[Question], texts: dict[str, Text]) -> Iterator[tuple[str, list[Question]]]:
    chinese = [one for one in asked if not texts[one.answer].is_english]
    english = [one for one in asked if texts[one.answer].is_english]
    homophones = _homophones(texts.values())
    yield "as written", list(asked)
    yield from _pair("Chinese", chinese, {"one left out": _left_out, "one by its sound": homophones})
    yield from _pair("English", english, {"one error": _one_error, "60 % typed": _begun})


def _pair(
    name: str, asked: Sequence[Question], spellings: dict[str, Callable[[str, random.Random], str]]
) -> Iterator[tuple[str, list[Question]]]:
    yield name, list(asked)
    for title, spell in spellings.items():
        dice = random.Random(3)
        yield f"{name}, {title}", [Question(spell(one.words, dice), one.answer) for one in asked]


def _chinese_places(words: str) -> list[int]:
    return cut(words).characters.places.tolist()


def _left_out(words: str, dice: random.Random) -> str:
    places = _chinese_places(words)
    if len(places) < 2:
        return words
    place = dice.choice(places)
    return words[:place] + words[place + 1 :]


def _homophones(texts: Iterable[Text]) -> Callable[[str, random.Random], str]:
    """One character replaced by a common one of the same sound."""
    used = Counter(character for text in texts for character in text.title + text.body)
    by_sound: dict[int, list[str]] = defaultdict(list)
    for character, _ in used.most_common():
        if _chinese_places(character):
            by_sound[_sound(character)].append(character)

    def spell(words: str, dice: random.Random) -> str:
        places = _chinese_places(words)
        dice.shuffle(places)
        for place in places:
            others = [one for one in by_sound[_sound(words[place])] if fold(one) != fold(words[place])]
            if others:
                return words[:place] + dice.choice(others[:3]) + words[place + 1 :]
        return words

    return spell


def _sound(character: str) -> int:
    syllables = cut(character * 2).syllables.grams
    return int(syllables[0]) if len(syllables) else -ord(character)


def _one_error(words: str, dice: random.Random) -> str:
    longest = max(WORD.finditer(words.lower()), key=lambda match: len(match.group()), default=None)
    if longest is None or len(longest.group()) < 2:
        return words
    word, place = longest.group(), dice.randrange(len(longest.group()) - 1)
    wrong = dice.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + dice.choice(LETTERS) + word[place + 1 :],
        )
    )
    return words[: longest.start()] + wrong + words[longest.end() :]


def _begun(words: str, dice: random.Random) -> str:
    return words[: max(round(len(words) * 0.6), 1)]
