"""Reads whatever holds articles: every valid one comes out, everything else is named with its reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from contactcenter.errors import InvalidInput
from knowledge_base.articles.drafts import ArticleDraft
from knowledge_base.exchange.encodings import decode_html, decode_text
from knowledge_base.exchange.html_pages import read_page
from knowledge_base.exchange.incoming import Defaults, Incoming, Problem, reason_of
from knowledge_base.exchange.markdown_files import read_markdown
from knowledge_base.exchange.sources import Source, SourceFile, open_path
from knowledge_base.exchange.tables import read_table
from knowledge_base.exchange.word_documents import read_document

MARKDOWN: Final = (".md", ".markdown")
TABLES: Final = (".csv", ".tsv")
PAGES: Final = (".html", ".htm")
DOCUMENTS: Final = (".docx",)
READ: Final = (*MARKDOWN, *TABLES, *PAGES, *DOCUMENTS)
# Beside articles lie pictures and papers; anything else is said.
_BESIDE: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".svg", ".css", ".js", ".txt", ".ico")


class Reading:
    """One pass over a source. `total` and `done` are bytes, so that a bar can be drawn beside it."""

    def __init__(self, source: Source, defaults: Defaults | None = None) -> None:
        self._source = source
        self._defaults = defaults or Defaults()
        # By name and then by folder: the languages of an article, a folder each, follow each other.
        wanted = (file for file in source.files() if file.suffix in READ)
        self._files = sorted(wanted, key=lambda file: (file.name.rpartition("/")[2], file.name))
        self._others = [file for file in source.files() if file.suffix not in (*READ, *_BESIDE)]
        self.total = sum(max(file.size, 1) for file in self._files)
        self.done = 0

    def __iter__(self) -> Iterator[Incoming | Problem]:
        """In the order of the files' names; the same source gives the same again."""
        if not self._files:
            yield Problem("", f"Nothing to import: there is no file of the kinds {', '.join(READ)}.")
        for file in self._others:
            yield Problem(file.name, "Files of this kind are not read.")
        self.done = 0
        for file in self._files:
            end = self.done + max(file.size, 1)
            try:
                for each in self._read(file):
                    # A long table moves the bar row by row.
                    self.done = min(end, self.done + (len(each.draft.text.body) if isinstance(each, Incoming) else 0))
                    yield each
            except InvalidInput as error:
                yield Problem(file.name, reason_of(error))
            self.done = end

    def _read(self, file: SourceFile) -> Iterator[Incoming | Problem]:
        def find(address: str) -> bytes | None:
            beside = self._source.find(file.name, address)
            return beside.read() if beside is not None else None

        content, name, stem, defaults = file.read(), file.name, file.stem, self._defaults
        if file.suffix in MARKDOWN:
            yield read_markdown(_as_utf8(content), code=stem, file=name, defaults=defaults, find=find)
        elif file.suffix in TABLES:
            yield from read_table(decode_text(content), name=name, stem=stem, defaults=defaults, find=find)
        elif file.suffix in PAGES:
            yield from read_page(decode_html(content), name=name, stem=stem, defaults=defaults, find=find)
        else:
            yield from read_document(content, name=name, stem=stem, defaults=defaults)


def read_folder(folder: Path) -> list[ArticleDraft]:
    """All articles below this folder; `InvalidInput` names the first file that cannot be read."""
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder.")
    drafts = []
    for each in Reading(open_path(folder)):
        if isinstance(each, Problem):
            raise InvalidInput(f"{folder / each.file}: {each.reason}")
        drafts.append(each.draft)
    return drafts


def _as_utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput("This is not a text in UTF-8.") from error
