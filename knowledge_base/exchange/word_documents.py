"""Articles as Word documents (DOCX). Several headings of the first level begin an article each; else it is one."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.parsers.expat import ExpatError

import mammoth

from contactcenter.errors import InvalidInput
from knowledge_base.exchange.html_pages import read_page
from knowledge_base.exchange.incoming import Defaults, Incoming, Problem

# A document is an archive: what it unpacks to must stay within the memory of a small machine.
LARGEST_DOCUMENT: Final = 200 * 1024 * 1024
_STYLES: Final = "p[style-name='Title'] => h1:fresh"


def read_document(content: bytes, *, name: str, stem: str, defaults: Defaults) -> Iterator[Incoming | Problem]:
    """The document's articles with their pictures; what lies outside of it is never opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_DOCUMENT:
                raise InvalidInput("This document is too large.")
        page = mammoth.convert_to_html(io.BytesIO(content), style_map=_STYLES, external_file_access=False).value
    except (zipfile.BadZipFile, KeyError, ValueError, ExpatError, OSError) as error:
        raise InvalidInput("This is not a Word document that can be read; save it as DOCX again.") from error
    yield from read_page(page, name=name, stem=stem, defaults=defaults, find=_nothing_beside, splits=True)


def _nothing_beside(_address: str) -> bytes | None:
    return None
