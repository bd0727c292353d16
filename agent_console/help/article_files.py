"""Files that visitors may have: those that the shown words name, and those that stand beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contactcenter.db import Session
from contactcenter.media.models import Attachment
from knowledge_base.articles.files import files_of, shown_files
from knowledge_base.articles.models import Article, ArticleText
from knowledge_base.articles.rendering import FILE_LINK, targets_in

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class FileBeside:
    id: str
    name: str
    size: str


async def files_beside(session: Session, article: Article, texts: Mapping[str, ArticleText]) -> list[FileBeside]:
    """Papers that no language of the article names in its words."""
    named = set(_named(texts))
    files = await shown_files(session, article)
    return [FileBeside(file.id, file.name, _in_words(file.size)) for file in files if file.id not in named]


async def find_shown_file(
    session: Session, article: Article, texts: Mapping[str, ArticleText], file_id: str
) -> Attachment | None:
    """The file; what is attached for a change that is not published yet is not found."""
    if file_id in set(_named(texts)):
        # Also one that was attached after the last publishing: the words that name it are published.
        return next((file for file in await files_of(session, article.id) if file.id == file_id), None)
    return next((file for file in await shown_files(session, article) if file.id == file_id), None)


def _named(texts: Mapping[str, ArticleText]) -> Iterator[str]:
    return (target.name for text in texts.values() for target in targets_in(text.body) if target.kind == FILE_LINK)


def _in_words(size: int) -> str:
    if size < KILOBYTE**2:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / KILOBYTE**2:.1f} MB"
