"""What a mail says and what came with it: the tree of parts as text, HTML and files."""

import re
from dataclasses import dataclass, field

from channels.email import invitations, tnef
from channels.email.mime.charsets import decode, html_label, storable
from channels.email.mime.encoded_words import read_header_text
from channels.email.mime.structure import Budget, Part
from channels.email.mime.transfer import uu_files
from channels.email.names import clean_name, name_for
from channels.email.parsed import MailAttachment

_TNEF_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
_ENCRYPTED_TYPES = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
_PLAIN_TYPES = {"text/plain", "text/enriched", "text/richtext", "text/x-markdown", "text/markdown"}
# Shown by programs that could show nothing better; no program of a person today needs them.
_DROPPED_ALTERNATIVES = {"text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext"}
_ENRICHED_TAG = re.compile(r"<(?!<)/?[a-zA-Z-]{1,60}>")
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words as plain text, as HTML, or as both."""

    plain: str | None = None
    html: str | None = None


@dataclass(slots=True)
class Contents:
    """What was gathered so far, in the order it stands in the mail."""

    budget: Budget
    wordings: list[Wording] = field(default_factory=list)
    files: list[MailAttachment] = field(default_factory=list)
    # Named texts that were not called attachments: a file beside another text, the text itself where there is none.
    named_texts: list[tuple[MailAttachment, Wording]] = field(default_factory=list)
    invitation: str = ""
    # Outlook's own envelope repeats the words of the mail; they count where the mail has no others.
    packaged: Wording | None = None

    def add_file(
        self, name: str, content_type: str, content: bytes, *, content_id: str = "", wish: str = ""
    ) -> MailAttachment:
        self.budget.files += 1
        name = clean_name(name) or name_for(content_type, wish=wish or content_id, number=self.budget.files)
        file = MailAttachment(name, content_type, len(content), content_id, content)
        self.files.append(file)
        return file

    def take(self, other: "Contents") -> None:
        """Everything but the words of another part."""
        self.files += other.files
        self.named_texts += other.named_texts
        self.invitation = self.invitation or other.invitation
        self.packaged = self.packaged or other.packaged


def read_contents(part: Part, budget: Budget) -> Contents:
    """All that this part and those below it hold."""
    contents = Contents(budget)
    if part.content_type in _ENCRYPTED_TYPES and part.type.plain("smime-type") != "signed-data":
        budget.problems.append("encrypted")
    if not part.is_multipart:
        _read_leaf(part, contents)
    elif part.content_type == "multipart/alternative":
        _read_alternatives(part, contents)
    else:
        for child in _in_reading_order(part):
            read = read_contents(child, budget)
            contents.wordings += read.wordings
            contents.take(read)
    return contents


def _read_alternatives(part: Part, contents: Contents) -> None:
    """The same words several times: the last of each kind counts. What is no text at all came along as a file."""
    choices = [read_contents(child, contents.budget) for child in part.children if not _is_dropped(child)]
    plain = html = None
    for choice in choices:
        contents.take(choice)
        texts = [wording.plain for wording in choice.wordings if wording.plain is not None]
        pages = [wording.html for wording in choice.wordings if wording.html is not None]
        plain = "\n".join(texts) if any(text.strip() for text in texts) else plain
        html = "\n".join(pages) if any(page.strip() for page in pages) else html
    if plain is not None or html is not None:
        contents.wordings.append(Wording(plain, html))


def _is_dropped(part: Part) -> bool:
    return part.content_type in _DROPPED_ALTERNATIVES and not _file_name(part, "")


def _in_reading_order(part: Part) -> list[Part]:
    """In a document with what it shows, the document first: the first part unless another one is named."""
    start = part.type.plain("start").strip("<>") if part.content_type == "multipart/related" else ""
    roots = [child for child in part.children if start and _content_id(child) == start][:1]
    return roots + [child for child in part.children if child not in roots] if roots else part.children


def _read_leaf(part: Part, contents: Contents) -> None:
    hint = part.type.plain("charset")
    name = _file_name(part, hint)
    content = part.decoded(contents.budget)
    is_text = part.content_type in _PLAIN_TYPES or part.content_type == "text/html" or part.is_unsplit
    is_attached = part.disposition.main == "attachment"
    if is_text and not is_attached and not name:
        contents.wordings.append(_read_text(part, content, contents))
        return
    if (part.content_type in _TNEF_TYPES or name.lower() == "winmail.dat") and _unpack_tnef(content, contents):
        return
    if part.content_type in ("text/calendar", "application/ics") and not contents.invitation:
        contents.invitation = invitations.summary(decode(content, hint or "utf-8"))
    wish = _wish(part, content)
    file = contents.add_file(name, part.content_type, content, content_id=_content_id(part), wish=wish)
    if is_text and not is_attached:
        contents.named_texts.append((file, _read_text(part, content, contents)))


def _read_text(part: Part, content: bytes, contents: Contents) -> Wording:
    label = part.type.plain("charset")
    if part.content_type == "text/html":
        return Wording(html=decode(content, label, hint=html_label(content)))
    content = _without_uu_files(content, contents)
    text = decode(content, label)
    if _LOOKS_LIKE_HTML.match(text):
        return Wording(html=text)
    if part.content_type in ("text/enriched", "text/richtext"):
        text = _ENRICHED_TAG.sub("", text).replace("<<", "<")
    if part.type.plain("format").lower() == "flowed":
        text = _unflowed(text, joins_words=part.type.plain("delsp").lower() == "yes")
    return Wording(plain=text)


def _without_uu_files(content: bytes, contents: Contents) -> bytes:
    """Files of the oldest kind stand inside the text; they are taken out of it."""
    if b"begin " not in content:
        return content
    kept, position = [], 0
    for file in uu_files(content):
        kept.append(content[position : file.start])
        contents.add_file(decode(file.name), "application/octet-stream", file.content)
        position = file.end
    return b"".join([*kept, content[position:]])


def _unflowed(text: str, *, joins_words: bool) -> str:
    """Lines that a program broke only to send them, joined again. https://www.rfc-editor.org/rfc/rfc3676"""
    paragraphs: list[tuple[int, list[str]]] = []
    goes_on = False
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        if not (goes_on and depth == paragraphs[-1][0] and bare != "-- "):
            paragraphs.append((depth, []))
        goes_on = bare.endswith(" ") and bare != "-- "
        paragraphs[-1][1].append(bare[:-1] if goes_on and joins_words else bare)
    return "\n".join(f"{'>' * depth} {''.join(pieces)}" if depth else "".join(pieces) for depth, pieces in paragraphs)


def _unpack_tnef(content: bytes, contents: Contents) -> bool:
    """Outlook's own envelope: its files take its place. False where it cannot be read."""
    package = tnef.unpack(content)
    if package is None:
        contents.budget.problems.append("winmail_damaged")
        return False
    for file in package.files:
        contents.add_file(file.name, file.content_type, file.content, content_id=file.content_id)
    if package.html or package.text:
        contents.packaged = Wording(package.text or None, package.html or None)
    return True


def _file_name(part: Part, hint: str) -> str:
    """The name as the sender gave it, wherever it stands."""
    for value, parameter in ((part.disposition, "filename"), (part.type, "name"), (part.disposition, "name")):
        name = value.text(parameter, hint=hint).strip()
        if name:
            return name
    return ""


def _content_id(part: Part) -> str:
    return storable(part.headers.first("content-id").decode("utf-8", "replace")).strip().strip("<>").strip()[:255]


def _wish(part: Part, content: bytes) -> str:
    """What a file without a name can be called after: a mail after its subject, else its description."""
    if part.content_type == "message/rfc822":
        start = re.search(rb"(?im)^subject:[ \t]*([^\r\n]{0,300})", content[:20_000])
        return read_header_text(start.group(1)) if start else ""
    return read_header_text(part.headers.first("content-description"))
