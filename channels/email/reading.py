"""A mail read whole: taken apart, and its words divided into new and old."""

from dataclasses import dataclass, replace

from channels.email.html.quotes import without_quote
from channels.email.html.text import html_to_text
from channels.email.mime.headers import LARGEST_HEADER
from channels.email.parsed import ParsedEmail
from channels.email.parser import parse_message
from channels.email.reply import ReplyParts, split_reply


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A parsed mail and the parts of its text."""

    mail: ParsedEmail
    parts: ReplyParts


def read_mail(raw: bytes) -> ReadMail:
    """Read a mail; may take seconds for a hostile one. Never raises."""
    mail = parse_message(raw)
    if "unreadable" in mail.problems:
        return read_only_headers(raw)
    return ReadMail(mail, divide_words(mail))


def read_only_headers(raw: bytes) -> ReadMail:
    """Who wrote what about, and nothing of the content, for a mail that nobody could read in good time."""
    head = raw[:LARGEST_HEADER].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = [line for line in head.split(b"\n") if not line.lower().startswith(b"content-")]
    mail = parse_message(b"\n".join(lines) + b"\n\n")
    mail = replace(mail, problems=[*mail.problems, "too_hard_to_read"])
    return ReadMail(mail, divide_words(mail))


def divide_words(mail: ParsedEmail) -> ReplyParts:
    """New, quoted and signature; for a mail that is only HTML also by the containers mail programs put quotes in."""
    head = without_quote(mail.html) if mail.html and not mail.has_plain_text else None
    if head is None:
        return split_reply(mail.text)
    cut = _length_of_beginning(mail.text, html_to_text(head))
    parts = split_reply(mail.text[:cut])
    if not cut or not parts.new.strip():
        return split_reply(mail.text)
    spans = [*parts.spans, ("quoted", cut, len(mail.text))] if cut < len(mail.text) else parts.spans
    quoted = "\n".join(filter(None, (parts.quoted, mail.text[cut:].strip("\r\n"))))
    return replace(parts, quoted=quoted, spans=spans)


def _length_of_beginning(text: str, beginning: str) -> int:
    """How much of a text its beginning takes, white space aside; 0 where it does not begin so."""
    expected = iter("".join(beginning.split()))
    wanted = next(expected, None)
    for position, character in enumerate(text):
        if wanted is None:
            return position
        if character.isspace():
            continue
        if character != wanted:
            return 0
        wanted = next(expected, None)
    return len(text) if wanted is None else 0
