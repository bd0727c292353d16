"""What a mail server says of a mail of ours: delivered, late, or never to be. Pure.

https://www.rfc-editor.org/rfc/rfc3464 and the forms of those who do not keep to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from channels.email.message_ids import read_ids
from channels.email.mime.charsets import storable
from channels.email.mime.headers import Headers, split_headers
from channels.email.mime.structure import Budget, Part

BounceState = Literal["failed", "delayed", "sent", "delivered"]
_ACTIONS: dict[str, BounceState] = {
    "failed": "failed",
    "failure": "failed",
    "delayed": "delayed",
    "delivered": "delivered",
    # Handed to a server that says no more.
    "relayed": "sent",
    "expanded": "sent",
}
_RETURNED = {"message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"}
_ID_LINE = re.compile(r"^[ \t>]*Message-I[dD]:[ \t]*(<[^<>\s]{3,998}>)", re.MULTILINE)
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_CODE = re.compile(r"\b([45]\d\d)[ -](?:[45]\.\d|[A-Za-z<#])")
_LATE = re.compile(
    r"will (?:keep trying|be retried|continue)|delayed|not yet been delivered|稍后|稍後|重試|重试|延迟|延遲",
    re.IGNORECASE,
)
_LOOKED_AT = 64 * 1024
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Bounce:
    """`message_ids` are the ids of the mail it speaks of, the surest first; they may be anybody's."""

    state: BounceState
    status: str
    recipient: str
    words: str
    message_ids: tuple[str, ...]


def read_bounce(part: Part, text: str, headers: Headers) -> Bounce:
    """What a bounce says, as far as it can be made out from its parts and its words."""
    leaves = list(_leaves(part))
    report = _report(leaves)
    returned = [leaf for leaf in leaves if leaf.content_type in _RETURNED]
    ids = [id_ for leaf in returned for id_ in _ids_of_returned(leaf)]
    text = text[:_LOOKED_AT]
    ids += [id_ for found in _ID_LINE.findall(text) for id_ in read_ids(found.encode())]
    for name in ("references", "in-reply-to"):
        ids += read_ids(headers.first(name))
    words = report.get("diagnostic-code", "").partition(";")[2].strip() or _first_words(text)
    return Bounce(
        state=_state(report, text),
        status=_status(report, text),
        recipient=_recipient(report) or storable(headers.first("x-failed-recipients").decode("utf-8", "replace"))[:320],
        words=" ".join(words.split())[:LONGEST_WORDS],
        message_ids=tuple(dict.fromkeys(ids)),
    )


def _leaves(part: Part) -> Iterator[Part]:
    if not part.is_multipart:
        yield part
    for child in part.children:
        yield from _leaves(child)


def _report(leaves: list[Part]) -> dict[str, str]:
    """The fields about the first recipient that failed, else about the first recipient."""
    reports = [
        leaf for leaf in leaves if leaf.content_type in ("message/delivery-status", "message/global-delivery-status")
    ]
    groups: list[dict[str, str]] = []
    for leaf in reports[:1]:
        rest = leaf.decoded(Budget([]))[:_LOOKED_AT]
        while rest.strip():
            fields, rest = split_headers(rest, [], is_whole_mail=True)
            if not fields.fields:
                break
            groups.append({name: storable(value.decode("utf-8", "replace")) for name, value in reversed(fields.fields)})
    recipients = [group for group in groups if "action" in group or "status" in group]
    failed = (group for group in recipients if group.get("action", "").strip().lower().startswith("fail"))
    return next(failed, recipients[0] if recipients else {})


def _ids_of_returned(leaf: Part) -> list[str]:
    headers, _ = split_headers(leaf.decoded(Budget([]))[: 4 * _LOOKED_AT], [], is_whole_mail=True)
    return read_ids(headers.first("message-id"))


def _state(report: dict[str, str], text: str) -> BounceState:
    action = _ACTIONS.get(report.get("action", "").strip().lower().split(" ")[0])
    if action is not None:
        return action
    status = _status(report, text)
    if status.startswith("4") or (not status and _LATE.search(text)):
        return "delayed"
    return "delivered" if status.startswith("2") else "failed"


def _status(report: dict[str, str], text: str) -> str:
    found = _STATUS.search(report.get("status", "")) or _STATUS.search(report.get("diagnostic-code", ""))
    found = found or _STATUS.search(text)
    if found:
        return found.group()
    code = _CODE.search(text)
    return code.group(1) if code else ""


def _recipient(report: dict[str, str]) -> str:
    for name in ("original-recipient", "final-recipient"):
        address = report.get(name, "").rpartition(";")[2].strip().strip("<>")
        if "@" in address:
            return address[:320]
    return ""


def _first_words(text: str) -> str:
    return next((line for line in text.splitlines() if len(line.strip()) > 8), "")
