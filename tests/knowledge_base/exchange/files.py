"""Files as people send them, made small; each call names only what the test is about."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from knowledge_base.exchange.incoming import Defaults, Incoming, Problem
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_archive

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def png(colour: int = 0) -> bytes:
    """A picture of one pixel."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(bytes([0, colour])))]
    chunks = [
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in [*parts, (b"IEND", b"")]
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def archive(files: Mapping[str, bytes | str]) -> io.BytesIO:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        for name, content in files.items():
            written.writestr(name, content)
    packed.seek(0)
    return packed


def document(paragraphs: list[tuple[str, str]]) -> bytes:
    """A Word document: (style, words) each; the style Picture puts a picture there."""
    body = "".join(_paragraph(style, words) for style, words in paragraphs)
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    picture = f'<Relationship Id="p1" Type="{_OFFICE}/image" Target="media/a.png"/>'
    return archive(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="png" ContentType="image/png"/>'
                '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                'wordprocessingml.document.main+xml"/></Types>'
            ),
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{picture}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
            "word/media/a.png": png(),
        }
    ).getvalue()


def _paragraph(style: str, words: str) -> str:
    if style == "Picture":
        return (
            f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
            f'wordprocessingDrawing"><wp:docPr id="1" name="a" descr="{words}"/><a:graphic xmlns:a="http://schemas.'
            'openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.'
            f'org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="{_OFFICE}" r:embed="p1"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{words}</w:t></w:r></w:p>"


def read(files: Mapping[str, bytes | str], defaults: Defaults | None = None) -> list[Incoming | Problem]:
    """What reading an archive with these files gives."""
    return list(Reading(open_archive(archive(files), largest=None), defaults))


def articles(files: Mapping[str, bytes | str], defaults: Defaults | None = None) -> list[Incoming]:
    """The same where nothing is wrong."""
    found = read(files, defaults)
    assert not [each for each in found if isinstance(each, Problem)], found
    return [each for each in found if isinstance(each, Incoming)]


def problems(files: Mapping[str, bytes | str]) -> list[tuple[str, str]]:
    return [(each.file, each.reason) for each in read(files) if isinstance(each, Problem)]
