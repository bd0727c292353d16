"""Reads the article files: one folder per language, one file per article, the same file name in each folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from contactcenter.basics.languages import LANGUAGES, Language
from knowledge_base.articles.first_categories import CATEGORIES

_FENCE: Final = "---"
_SINGLE_KEYS: Final = ("code", "language", "category", "title", "short", "valid_from")


@dataclass(frozen=True, slots=True)
class DemoArticleText:
    """One article in one language. `short` is the answer that fits a text message, `body` is Markdown with tables."""

    code: str
    category: str
    language: Language
    title: str
    short: str
    sample_questions: tuple[str, ...]
    valid_from: date
    body: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    code: str
    category: str
    valid_from: date
    texts: dict[Language, DemoArticleText]


def load_articles() -> tuple[DemoArticle, ...]:
    """All articles, by category and then code; a missing language or a contradiction between files is an error."""
    by_language = {language: {text.code: text for text in _read_folder(language)} for language in LANGUAGES}
    codes = set(by_language["zh-Hant"])
    articles = []
    for code in codes.union(*by_language.values()):
        texts = {language: by_language[language][code] for language in LANGUAGES}
        if len({(text.category, text.valid_from) for text in texts.values()}) != 1:
            raise ValueError(f"{code}: category and date must be the same in every language")
        first = texts["zh-Hant"]
        articles.append(DemoArticle(code, first.category, first.valid_from, texts))
    order = list(CATEGORIES)
    return tuple(sorted(articles, key=lambda article: (order.index(article.category), article.code)))


def _read_folder(language: Language) -> Iterator[DemoArticleText]:
    folder: Traversable = files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        text = parse_article(file.read_text(encoding="utf-8"))
        if file.name != f"{text.code}.md" or text.language != language:
            raise ValueError(f"{language}/{file.name}: code and language must match the file's place")
        yield text


def parse_article(source: str) -> DemoArticleText:
    opening, _, rest = source.partition("\n")
    head, fence, body = rest.partition(f"\n{_FENCE}\n")
    if opening != _FENCE or not fence:
        raise ValueError("an article begins with a front matter between two lines of ---")
    values, questions = _parse_front_matter(head)
    missing = [key for key in _SINGLE_KEYS if not values.get(key)]
    if missing:
        raise ValueError(f"front matter lacks {', '.join(missing)}")
    language = next((known for known in LANGUAGES if known == values["language"]), None)
    if language is None or values["category"] not in CATEGORIES:
        raise ValueError(f"unknown language or category: {values['language']}, {values['category']}")
    return DemoArticleText(
        code=values["code"],
        category=values["category"],
        language=language,
        title=values["title"],
        short=values["short"],
        sample_questions=questions,
        valid_from=date.fromisoformat(values["valid_from"]),
        body=body.strip() + "\n",
    )


def _parse_front_matter(head: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """`key: value` lines; the lines with a dash belong to `sample_questions`. A value may contain colons."""
    values: dict[str, str] = {}
    questions: list[str] = []
    for line in head.splitlines():
        if line.startswith("- "):
            questions.append(line[2:].strip())
            continue
        key, colon, value = line.partition(":")
        if not colon or key in values or key not in (*_SINGLE_KEYS, "sample_questions"):
            raise ValueError(f"cannot read front matter line: {line}")
        values[key] = value.strip()
    return values, tuple(questions)
