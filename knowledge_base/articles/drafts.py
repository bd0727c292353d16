"""What a writer hands in: one article in one language, checked. Called by the article service and the import."""

from collections.abc import Sequence
from dataclasses import dataclass

from contactcenter.errors import InvalidInput
from knowledge_base.articles.models import AUDIENCES, LANGUAGES, LONGEST_CODE, LONGEST_TITLE, PUBLIC

LONGEST_BODY = 200_000
LONGEST_SHORT = 1000
MOST_SAMPLES = 100
LONGEST_SAMPLE = 300


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The words of an article in one language; `body` is Markdown."""

    language: str
    title: str
    body: str
    short_text: str = ""
    sample_questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A new article, or a new text of a known one: `code` says which."""

    code: str
    text: TextDraft
    category: str = ""
    audience: str = PUBLIC


def check_text(text: TextDraft) -> None:
    """Raise `InvalidInput` that names each wrong field."""
    wrong: dict[str, str] = {}
    if text.language not in LANGUAGES:
        wrong["language"] = f"One of {', '.join(LANGUAGES)}."
    _check_length(wrong, "title", text.title, most=LONGEST_TITLE, least=1)
    _check_length(wrong, "body", text.body, most=LONGEST_BODY, least=1)
    _check_length(wrong, "short_text", text.short_text, most=LONGEST_SHORT)
    if len(text.sample_questions) > MOST_SAMPLES or any(len(one) > LONGEST_SAMPLE for one in text.sample_questions):
        wrong["sample_questions"] = f"At most {MOST_SAMPLES} questions of {LONGEST_SAMPLE} characters."
    if wrong:
        raise InvalidInput("This article cannot be kept as it is.", details={"fields": wrong})


def check_drafts(drafts: Sequence[ArticleDraft]) -> None:
    """Raise `InvalidInput` for the first draft that cannot be kept."""
    for draft in drafts:
        wrong: dict[str, str] = {}
        _check_length(wrong, "code", draft.code, most=LONGEST_CODE, least=1)
        _check_length(wrong, "category", draft.category, most=64)
        if draft.audience not in AUDIENCES:
            wrong["audience"] = f"One of {', '.join(AUDIENCES)}."
        if wrong:
            raise InvalidInput("This article cannot be kept as it is.", details={"fields": wrong})
        check_text(draft.text)


def _check_length(wrong: dict[str, str], field: str, value: str, *, most: int, least: int = 0) -> None:
    if len(value.strip()) < least:
        wrong[field] = "Please fill this in."
    elif len(value) > most:
        wrong[field] = f"At most {most} characters."
    elif "\x00" in value:
        wrong[field] = "A NUL character cannot be kept."
