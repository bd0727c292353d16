"""Reads a raw mail, whatever it is. Called outside transactions, by the projection and by tools; never raises."""

import logging
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from channels.email.addresses import MailAddress, read_addresses
from channels.email.automatic import BOUNCE, why_automatic
from channels.email.bounces import read_bounce
from channels.email.contents import Contents, Wording, read_contents
from channels.email.html.guard import is_too_complex, plain_words
from channels.email.html.inert import make_inert
from channels.email.html.text import html_to_text
from channels.email.message_ids import read_ids, read_own_id
from channels.email.mime.charsets import storable
from channels.email.mime.encoded_words import read_header_text
from channels.email.mime.headers import Headers
from channels.email.mime.structure import Budget, Part, read_part
from channels.email.parsed import MailAttachment, ParsedEmail

log = logging.getLogger(__name__)

LONGEST_SUBJECT = 1_000
LONGEST_TEXT = 1_000_000
MOST_RECIPIENTS = 200
# Who else may have sent a mail that does not say from whom it is, the likeliest first.
_SENDER_FIELDS = ("from", "resent-from", "sender", "reply-to", "return-path", "x-original-from")
_DELIVERED_TO_FIELDS = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-for", "resent-to")


def parse_message(raw: bytes) -> ParsedEmail:
    """The mail, as far as it can be read; what could not be is named in `problems`. Never raises."""
    problems: list[str] = []
    try:
        return _parse(bytes(raw), problems)
    except Exception as error:  # whoever wrote the mail must not decide whether it arrives
        # The text of the error may quote the mail.
        log.warning("mail_not_read", extra={"error": type(error).__name__, "size": len(raw)})
        return ParsedEmail(problems=[*problems, "unreadable"])


def _parse(raw: bytes, problems: list[str]) -> ParsedEmail:
    budget = Budget(problems)
    part = read_part(raw, budget)
    headers, hint = part.headers, _charset_of(part)
    contents = read_contents(part, budget)
    text, html, has_plain_text = _words(contents)
    sender = _sender(headers, hint)
    subject = read_header_text(headers.first("subject"), hint=hint, context=_raw_words(headers))[:LONGEST_SUBJECT]
    automatic_because = why_automatic(
        headers,
        content_type=part.content_type,
        report_type=part.type.plain("report-type").lower(),
        sender=sender.address or sender.name,
        subject=subject,
    )
    reply_to = next(iter(_addresses(headers, "reply-to", hint)), "")
    if not sender.address:
        problems.append("no_sender")
    in_reply_to = read_ids(headers.first("in-reply-to"))
    return ParsedEmail(
        from_address=sender.address,
        from_name=sender.name,
        to=_addresses(headers, "to", hint),
        cc=_addresses(headers, "cc", hint),
        reply_to=reply_to,
        subject=subject,
        text=text,
        html=html,
        attachments=_files(contents, html),
        message_id=storable(read_own_id(headers.first("message-id"))),
        in_reply_to=storable(in_reply_to[0]) if in_reply_to else "",
        references=[storable(id_) for value in headers.all("references")[:1] for id_ in read_ids(value)],
        date=_date(headers.first("date")),
        automatic_because=automatic_because,
        bounce=read_bounce(part, text, headers) if automatic_because == BOUNCE else None,
        has_plain_text=has_plain_text,
        delivered_to=[address for name in _DELIVERED_TO_FIELDS for address in _addresses(headers, name, hint)],
        problems=list(dict.fromkeys(problems)),
    )


def _words(contents: Contents) -> tuple[str, str | None, bool]:
    """The text, the inert HTML where the mail has any, and whether the text was written as text."""
    wordings = contents.wordings
    if not any((wording.plain or wording.html or "").strip() for wording in wordings):
        wordings = _words_from_files(contents)
    texts, pages, has_plain_text = [], [], True
    for wording in wordings:
        page, words = _made_inert(wording.html, contents.budget) if wording.html else (None, "")
        plain = _tidy(wording.plain or "")
        if not plain.strip() and words:
            plain, has_plain_text = words, False
        texts.append(plain)
        pages.append(page)
    text = "\n\n".join(filter(None, texts))[:LONGEST_TEXT]
    if not any(pages):
        return text, None, has_plain_text
    shown = [page or f"<pre>{_escaped(plain)}</pre>" for page, plain in zip(pages, texts, strict=True) if page or plain]
    return text, "\n".join(shown), has_plain_text


def _words_from_files(contents: Contents) -> list[Wording]:
    """Words of a mail that has none of its own: a text with a name, Outlook's envelope, an invitation."""
    if contents.named_texts and contents.named_texts[0][0] is contents.files[0]:
        _, wording = contents.named_texts[0]
        del contents.files[0]
        return [wording]
    if contents.packaged is not None:
        return [contents.packaged]
    return [Wording(plain=contents.invitation)] if contents.invitation else []


def _made_inert(markup: str, budget: Budget) -> tuple[str | None, str]:
    if is_too_complex(markup):
        budget.problems.append("html_too_complex")
        return None, plain_words(markup)
    page = storable(make_inert(markup))
    return page or None, html_to_text(page) if page else ""


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    # Two dashes and a blank are what marks a signature.
    return "\n".join(line if line == "-- " else line.rstrip(" \t") for line in lines).strip("\n")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _files(contents: Contents, html: str | None) -> list[MailAttachment]:
    """Pictures the HTML shows are inline; a file that calls itself inline and is shown nowhere is simply a file."""
    shown = html or ""
    return [
        MailAttachment(file.name, file.content_type, file.size, file.content_id, file.content, is_inline=True)
        if file.content_id and f'data-cid="{_escaped(file.content_id)}"' in shown
        else file
        for file in contents.files
    ]


def _sender(headers: Headers, hint: str) -> MailAddress:
    name = ""
    for field in _SENDER_FIELDS:
        for found in read_addresses(headers.first(field), hint=hint):
            name = name or found.name
            if found.address:
                return found if found.name else MailAddress(found.address, name)
    return MailAddress("", name)


def _addresses(headers: Headers, name: str, hint: str) -> list[str]:
    found = (address for value in headers.all(name)[:20] for address in read_addresses(value, hint=hint))
    return list(dict.fromkeys(address.address for address in found if address.address))[:MOST_RECIPIENTS]


def _charset_of(part: Part) -> str:
    """The first charset named in the mail; raw header bytes are usually in it."""
    if not part.is_multipart:
        return part.type.plain("charset")
    return next(filter(None, map(_charset_of, part.children[:5])), "")


def _raw_words(headers: Headers) -> bytes:
    """All header bytes beyond ASCII: together they tell their charset better than a short subject does."""
    return b"\n".join(
        value[:500] for name, value in headers.fields if name in ("subject", "from", "to") and not value.isascii()
    )


def _date(value: bytes) -> datetime | None:
    """The moment a mail claims to be of."""
    parts = parsedate_tz(value[:100].decode("ascii", "replace"))
    if parts is None:
        return None
    try:
        zone = timezone(timedelta(seconds=parts[9])) if parts[9] is not None else UTC
        return datetime(*parts[:6], tzinfo=zone)
    except (ValueError, OverflowError):
        return None
