"""Articles as Word documents (DOCX). Several headings of the first level begin an article each; else it is one."""

import io
import zipfile
import zlib
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
# How a file begins that Word wrote before there was DOCX, or locked with a password.
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
# The library trusts what it reads: parts that are missing, misplaced or broken end in any of these.
_UNREADABLE: Final = (
    *(zipfile.BadZipFile, zlib.error, ExpatError, OSError, EOFError, RuntimeError, NotImplementedError),
    *(LookupError, ValueError, AttributeError, TypeError),
)


def read_document(content: bytes, *, name: str, stem: str, defaults: Defaults) -> Iterator[Incoming | Problem]:
    """The document's articles with their pictures; what lies outside of it is never opened."""
    if content.startswith(_OLD_OFFICE):
        message = "This is a locked Word document, or one of the old kind; save it as DOCX without a password."
        raise InvalidInput(message, code="old_document")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_DOCUMENT:
                raise InvalidInput("This document is too large.", code="document_too_large")
        page = mammoth.convert_to_html(io.BytesIO(content), style_map=_STYLES, external_file_access=False).value
    except _UNREADABLE as error:
        message = "This is not a Word document that can be read; save it as DOCX again."
        raise InvalidInput(message, code="no_document") from error
    yield from read_page(page, name=name, stem=stem, defaults=defaults, find=_nothing_beside, splits=True)


def _nothing_beside(_address: str) -> bytes | None:
    return None
