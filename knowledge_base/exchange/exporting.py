"""Writes articles with their files to a folder or an archive: Markdown, one table (CSV) or web pages.

Whatever is written is read as the same again. Retired articles stay out; drafts say that they are drafts.
"""

import re
import zipfile
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

import orjson
from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.groups.models import Group
from contactcenter.media.models import STORED, Attachment
from contactcenter.media.store import MediaStore
from contactcenter.places.models import Place
from knowledge_base.articles.describing import groups_of, places_of
from knowledge_base.articles.models import ARTICLE, DRAFT, LANGUAGES, RETIRED, Article, ArticleText
from knowledge_base.articles.rendering import Addresses
from knowledge_base.articles.service import texts_of
from knowledge_base.articles.states import IN_PLACE
from knowledge_base.exchange.html_pages import write_page
from knowledge_base.exchange.markdown_files import write_markdown
from knowledge_base.exchange.spellings import write_moment
from knowledge_base.exchange.tables import write_table

MARKDOWN: Final = "markdown"
CSV: Final = "csv"
HTML: Final = "html"
FORMATS: Final = (MARKDOWN, CSV, HTML)
PAGE: Final = 500
FILES: Final = "files"
TABLE: Final = "articles.csv"
_FILE_ADDRESS: Final = re.compile(r"(?<=\]\()file:([0-9A-Za-z-]{1,64})(?=\)|\s)")


class Sink(Protocol):
    """Where files are written, by their paths with slashes."""

    def write(self, name: str, content: bytes) -> None: ...


class Folder:
    """A folder on disk; what stands there under the same names is replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, content: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Archive:
    """A ZIP archive that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def write(self, name: str, content: bytes) -> None:
        self._archive.writestr(name, content)


@dataclass(frozen=True, slots=True)
class Exported:
    """One text with what is said of its article; `files` are the paths of its files by their ids."""

    article: Article
    text: ArticleText
    said: Mapping[str, str]
    files: Mapping[str, Attachment]

    @property
    def name(self) -> str:
        return f"{self.text.language}/{quote(self.article.code, safe='')}"


async def export_folder(session: Session, folder: Path) -> int:
    """Every text of every article that is not retired as Markdown, without files; returns how many."""
    return await export_articles(session, Folder(folder), format=MARKDOWN)


async def export_articles(
    session: Session,
    sink: Sink,
    *,
    format: str,
    media: MediaStore | None = None,
    ids: Collection[str] | None = None,
) -> int:
    """Write these articles (all that are not retired without `ids`); returns how many texts. Files need the `media`."""
    count, last = 0, ""
    table: list[dict[str, str]] = []
    async for each in _each(session, ids):
        beside = "" if format == CSV else "../"
        paths = {id_: f"{beside}{path_of(file)}" for id_, file in each.files.items()} if media else {}
        if format == CSV:
            body = _with_paths(each.text.body, paths)
            questions = "\n".join(each.text.sample_questions)
            table.append({**each.said, "body": body, "sample_questions": questions})
        elif format == HTML:
            sink.write(f"{each.name}.html", _as_page(each, paths).encode())
        else:
            body = _with_paths(each.text.body, paths)
            sink.write(f"{each.name}.md", write_markdown(each.said, each.text.sample_questions, body).encode())
        count += 1
        # The texts of an article follow each other; its files are written with the first.
        if media is not None and each.article.id != last:
            await _write_files(sink, media, each.files)
        last = each.article.id
    if format == CSV:
        sink.write(TABLE, "".join(write_table(table)).encode())
    return count


async def has_files(session: Session, ids: Collection[str] | None) -> bool:
    """Whether any of these articles has a file beside its words."""
    query = select(Attachment.id).where(Attachment.article_id.is_not(None), Attachment.state == STORED)
    if ids is not None:
        query = query.where(Attachment.article_id.in_(ids))
    return (await session.scalars(query.limit(1))).first() is not None


def path_of(file: Attachment) -> str:
    """Its id stands before the name, so that it is known again."""
    return f"{FILES}/{file.id}-{re.sub(r'[^A-Za-z0-9._-]+', '-', file.name).strip('-')[-80:] or 'file'}"


def _with_paths(body: str, paths: Mapping[str, str]) -> str:
    return _FILE_ADDRESS.sub(lambda match: paths.get(match[1], match[0]), body)


def _as_page(each: Exported, paths: Mapping[str, str]) -> str:
    addresses = Addresses(article=lambda code: f"{quote(code, safe='')}.html", file=paths.get)
    source = {**each.said, "body": each.text.body, "sample_questions": each.text.sample_questions, "files": paths}
    return write_page(each.text.title, each.text.body, language=each.text.language, source=source, addresses=addresses)


async def _write_files(sink: Sink, media: MediaStore, files: Mapping[str, Attachment]) -> None:
    for file in files.values():
        try:
            sink.write(path_of(file), await media.get(file.digest or ""))
        except NotFound:
            # The rest is worth having without it; `doctor` says what the store has lost.
            continue


async def _each(session: Session, ids: Collection[str] | None) -> AsyncIterator[Exported]:
    """In the order of codes, some hundreds at a time."""
    after = ""
    while True:
        query = select(Article).where(Article.state != RETIRED, Article.code > after).order_by(Article.code).limit(PAGE)
        if ids is not None:
            query = query.where(Article.id.in_(ids))
        articles = (await session.scalars(query)).all()
        if not articles:
            return
        for each in await _read(session, articles):
            yield each
        after = articles[-1].code


async def _read(session: Session, articles: Sequence[Article]) -> list[Exported]:
    ids = [article.id for article in articles]
    texts, files = await texts_of(session, ids), await _files_of(session, ids)
    places = await _codes(session, Place, await places_of(session, ids))
    groups = await _codes(session, Group, await groups_of(session, ids))
    said = {article.id: _said(article, places.get(article.id, ""), groups.get(article.id, "")) for article in articles}
    return [
        Exported(article, texts[article.id, language], _words(texts[article.id, language]) | said[article.id], own)
        for article in articles
        for language in LANGUAGES
        if (article.id, language) in texts
        for own in [files.get(article.id, {})]
    ]


def _words(text: ArticleText) -> dict[str, str]:
    tree = orjson.dumps(text.tree).decode() if text.tree else ""
    return {"language": text.language, "title": text.title, "short": text.short_text, "tree": tree}


def _said(article: Article, places: str, groups: str) -> dict[str, str]:
    return {
        "code": article.code,
        "category": article.category,
        "audience": article.audience,
        "kind": "" if article.kind == ARTICLE else article.kind,
        "state": DRAFT if article.state in IN_PLACE else "",
        "main_language": article.main_language,
        "valid_from": write_moment(article.valid_from) if article.valid_from else "",
        "valid_until": write_moment(article.valid_until) if article.valid_until else "",
        "places": places,
        "groups": groups,
    }


async def _codes(session: Session, model: Any, ids: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The codes of these places or groups, with commas between, by article."""
    wanted = {id_ for own in ids.values() for id_ in own}
    if not wanted:
        return {}
    rows = await session.execute(select(model.id, model.code).where(model.id.in_(wanted)))
    codes = {id_: code for id_, code in rows}
    return {article_id: ", ".join(sorted(codes[id_] for id_ in own)) for article_id, own in ids.items()}


async def _files_of(session: Session, ids: Sequence[str]) -> dict[str, dict[str, Attachment]]:
    query = select(Attachment).where(Attachment.article_id.in_(ids), Attachment.state == STORED)
    files: dict[str, dict[str, Attachment]] = {}
    for file in await session.scalars(query.order_by(Attachment.id)):
        files.setdefault(file.article_id or "", {})[file.id] = file
    return files
