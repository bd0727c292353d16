"""Reads whatever holds articles: every valid one comes out, everything else is named with its reason."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from contactcenter.errors import InvalidInput
from knowledge_base.articles.drafts import ArticleDraft
from knowledge_base.articles.models import LANGUAGES
from knowledge_base.exchange.encodings import decode_html, encoding_of
from knowledge_base.exchange.html_pages import read_page
from knowledge_base.exchange.incoming import EXPORTED_NAME, Defaults, Incoming, Problem, problem_of
from knowledge_base.exchange.markdown_files import FindFile, read_markdown
from knowledge_base.exchange.sources import Source, SourceFile, open_path
from knowledge_base.exchange.spellings import read_language
from knowledge_base.exchange.tables import read_table
from knowledge_base.exchange.word_documents import read_document

MARKDOWN: Final = (".md", ".markdown")
TABLES: Final = (".csv", ".tsv")
PAGES: Final = (".html", ".htm")
DOCUMENTS: Final = (".docx",)
READ: Final = (*MARKDOWN, *TABLES, *PAGES, *DOCUMENTS)
# Beside articles lie pictures and papers; anything else is said.
_BESIDE: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".svg", ".css", ".js", ".txt", ".ico")
# Papers that mean something to somebody where no article names them.
_PAPERS: Final = (".pdf", ".txt")
# As what a file of another kind can be saved, so that it is read.
_BETTER: Final = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), "CSV"),
    **dict.fromkeys((".doc", ".docm", ".odt", ".rtf", ".pages", ".wps"), "DOCX"),
    **dict.fromkeys((".mht", ".mhtml"), "HTML"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "ZIP"),
}
# What Word writes beside a page that it saves.
_OF_WORD: Final = (".thmx", ".xml", ".mso", ".wmz", ".emz")


class Reading:
    """One pass over a source. `total` and `done` are bytes, so that a bar can be drawn beside it."""

    def __init__(self, source: Source, defaults: Defaults | None = None) -> None:
        self._source = source
        self._defaults = defaults or Defaults()
        # By name and then by folder: the languages of an article, a folder each, follow each other.
        wanted = (file for file in source.files() if file.suffix in READ)
        self._files = sorted(wanted, key=lambda file: (file.name.rpartition("/")[2], file.name))
        self._codes = _codes_of(self._files)
        self._others = [file for file in source.files() if not _is_expected(file)]
        self._papers = [file for file in source.files() if file.suffix in _PAPERS and not _is_exported(file)]
        self._named: set[str] = set()
        self.total = sum(max(file.size, 1) for file in self._files)
        self.done = 0

    def __iter__(self) -> Iterator[Incoming | Problem]:
        """In the order of the files' names; the same source gives the same again."""
        if not self._files and not self._others:
            reason = f"Nothing to import: there is no file of the kinds {', '.join(READ)}."
            yield Problem("", reason, "nothing_there", {"kinds": list(READ)})
        for file in self._others:
            yield _of_unknown_kind(file)
        self.done = 0
        taken: dict[tuple[str, str], str] = {}
        for file in self._files:
            end = self.done + max(file.size, 1)
            try:
                for each in self._read(file):
                    # A long table moves the bar row by row.
                    self.done = min(end, self.done + (len(each.draft.text.body) if isinstance(each, Incoming) else 0))
                    yield _once(each, taken) if isinstance(each, Incoming) else each
            except InvalidInput as error:
                yield problem_of(file.name, error)
            self.done = end
        for file in self._papers:
            if file.name not in self._named:
                yield Problem(file.name, "No article names this file, so it is left out.", "not_named")

    def _read(self, file: SourceFile) -> Iterator[Incoming | Problem]:
        def find(address: str) -> bytes | None:
            beside = self._source.find(file.name, address)
            if beside is None:
                return None
            self._named.add(beside.name)
            return beside.read()

        if not file.size:
            raise InvalidInput("This file is empty.", code="empty_file")
        name, code, defaults = file.name, self._codes[file.name], self._defaults
        if file.suffix in MARKDOWN:
            yield read_markdown(_as_utf8(file.read()), code=code, file=name, defaults=defaults, find=find)
        elif file.suffix in TABLES:
            yield from _read_table(file, code, defaults, find)
        elif file.suffix in PAGES:
            yield from read_page(decode_html(file.read()), name=name, stem=code, defaults=defaults, find=find)
        else:
            yield from read_document(file.read(), name=name, stem=code, defaults=defaults)


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


def _read_table(file: SourceFile, code: str, defaults: Defaults, find: FindFile) -> Iterator[Incoming | Problem]:
    """Twice through the file, piece by piece: for its encoding, then for its rows."""
    with file.opened() as opened:
        encoding = encoding_of(opened)
    with file.opened() as opened, io.TextIOWrapper(opened, encoding, newline="") as lines:
        yield from read_table(lines, name=file.name, stem=code, defaults=defaults, find=find)


def _once(incoming: Incoming, taken: dict[tuple[str, str], str]) -> Incoming | Problem:
    """The first with a code and a language is the article; another one would replace it unseen."""
    code, language = incoming.draft.code, incoming.draft.text.language
    other = taken.setdefault((code, language), incoming.file)
    if other == incoming.file:
        return incoming
    reason = f"{other} is the article {code} in this language already; give this one a code of its own."
    return Problem(incoming.file, reason, "twice", {"code": code, "language": language, "other": other})


def _codes_of(files: Sequence[SourceFile]) -> dict[str, str]:
    """What an article is called that names no code: by its file, and by its folders where two files are called alike.

    Folders for languages do not count: the same name in each of them is one article.
    """
    folders = {file.name: _folders_of(file) for file in files}
    alike: dict[str, set[tuple[str, ...]]] = {}
    for file in files:
        alike.setdefault(file.stem, set()).add(folders[file.name])
    return {
        file.name: "-".join((*folders[file.name], file.stem)) if len(alike[file.stem]) > 1 else file.stem
        for file in files
    }


def _folders_of(file: SourceFile) -> tuple[str, ...]:
    return tuple(part for part in PurePosixPath(file.name).parts[:-1] if read_language(part) not in LANGUAGES)


def _is_expected(file: SourceFile) -> bool:
    is_of_word = file.suffix in _OF_WORD and PurePosixPath(file.name).parent.name.endswith((".files", "_files", ".fld"))
    return file.suffix in (*READ, *_BESIDE) or is_of_word


def _is_exported(file: SourceFile) -> bool:
    """An export holds every file of its articles, also those that no article shows."""
    path = PurePosixPath(file.name)
    return path.parent.name == "files" and bool(EXPORTED_NAME.fullmatch(path.name))


def _of_unknown_kind(file: SourceFile) -> Problem:
    if file.suffix == ".zip":
        return Problem(file.name, "An archive within an archive is not opened; unpack it first.", "inner_archive")
    better = _BETTER.get(file.suffix, "")
    reason = "Files of this kind are not read" + (f"; save it as {better}." if better else ".")
    return Problem(file.name, reason, "unknown_kind", {"kind": file.suffix, "better": better})


def _as_utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput("This is not a text in UTF-8.", code="no_utf8") from error
