"""What a writer hands in: one article in one language, checked. Called by the article service and the import."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge_base.articles import trees
from knowledge_base.articles.models import (
    ARTICLE,
    AUDIENCES,
    KINDS,
    LANGUAGES,
    LONGEST_CODE,
    LONGEST_TITLE,
    PUBLIC,
    TREE,
)
from knowledge_base.articles.wrong_fields import WrongFields

LONGEST_BODY = 200_000
LONGEST_SHORT = 1000
MOST_SAMPLES = 100
LONGEST_SAMPLE = 300
_NOT_KEPT = "This article cannot be kept as it is."
_NUL = "A NUL character cannot be kept."


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The words of an article in one language; `body` is Markdown."""

    language: str
    title: str
    body: str
    short_text: str = ""
    sample_questions: tuple[str, ...] = ()
    tree: dict[str, Any] | None = None

    def with_words_of_tree(self) -> "TextDraft":
        """The body of a decision tree says what its steps say; anything else is as it was."""
        if self.tree is None:
            return self
        trees.check_shape(self.tree)
        return replace(self, body=trees.to_markdown(self.tree))


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A new article, or a new text of a known one: `code` says which."""

    code: str
    text: TextDraft
    category: str = ""
    audience: str = PUBLIC
    kind: str = ARTICLE


def check_text(text: TextDraft, *, is_begun: bool = False) -> None:
    """Raise `InvalidInput` that names each wrong field; what is only begun may still be without a body."""
    wrong = WrongFields()
    wrong.require_one_of("language", text.language, LANGUAGES)
    _check_length(wrong, "title", text.title, most=LONGEST_TITLE, least=1)
    _check_length(wrong, "body", text.body, most=LONGEST_BODY, least=0 if is_begun else 1)
    _check_length(wrong, "short_text", text.short_text, most=LONGEST_SHORT)
    if len(text.sample_questions) > MOST_SAMPLES or any(len(one) > LONGEST_SAMPLE for one in text.sample_questions):
        reason = f"At most {MOST_SAMPLES} questions of {LONGEST_SAMPLE} characters."
        wrong.add("sample_questions", "too_many_questions", reason, most=MOST_SAMPLES, longest=LONGEST_SAMPLE)
    elif any("\x00" in one for one in text.sample_questions):
        wrong.add("sample_questions", "nul", _NUL)
    wrong.refuse(_NOT_KEPT)


def check_drafts(drafts: Sequence[ArticleDraft], *, are_begun: bool = False) -> None:
    """Raise `InvalidInput` for the first draft that cannot be kept."""
    for draft in drafts:
        wrong = WrongFields()
        _check_length(wrong, "code", draft.code, most=LONGEST_CODE, least=1)
        _check_length(wrong, "category", draft.category, most=64)
        wrong.require_one_of("audience", draft.audience, AUDIENCES)
        wrong.require_one_of("kind", draft.kind, KINDS)
        if draft.kind in KINDS and draft.kind != TREE and draft.text.tree is not None:
            wrong.add("tree", "no_tree", "Only a decision tree has steps.")
        wrong.refuse(_NOT_KEPT)
        check_text(draft.text, is_begun=are_begun)


def _check_length(wrong: WrongFields, field: str, value: str, *, most: int, least: int = 0) -> None:
    if len(value.strip()) < least:
        wrong.add(field, "empty", "Please fill this in.")
    elif len(value) > most:
        wrong.add(field, "too_long", f"At most {most} characters.", value=value, most=most, length=len(value))
    elif "\x00" in value:
        wrong.add(field, "nul", _NUL)
