"""The tree of parts of a mail. Works on bytes from the outside in, within limits: a hostile mail is read in part.

Outer boundaries are cut before inner ones, so that a part that is never closed ends where its parent goes on.
"""

import re
import time
from dataclasses import dataclass, field

from channels.email.mime.headers import Headers, split_headers
from channels.email.mime.parameters import Value, read_value
from channels.email.mime.transfer import decode_transfer

MOST_PARTS = 1_000
DEEPEST = 50
LARGEST_DECODED = 100 * 1024 * 1024
LONGEST_SECONDS = 20.0
LONGEST_BOUNDARY = 250

_BARE_BOUNDARY = re.compile(rb"(?:\A|[\r\n])--([^\r\n\s][^\r\n]{0,200}?)[ \t]*(?=[\r\n])")
_CONTENT_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+*-]+")


@dataclass(slots=True)
class Budget:
    """What reading one mail may cost. Once it is used up, what was read so far stands."""

    problems: list[str]
    parts: int = 0
    decoded: int = 0
    files: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + LONGEST_SECONDS)

    def takes_part(self) -> bool:
        """Count one more part; False where there are too many, or no time is left."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            return self._refuse("too_many_parts")
        return time.monotonic() <= self.deadline or self._refuse("took_too_long")

    def takes_bytes(self, count: int) -> bool:
        self.decoded += count
        return self.decoded <= LARGEST_DECODED or self._refuse("too_large")

    def _refuse(self, problem: str) -> bool:
        if problem not in self.problems:
            self.problems.append(problem)
        return False


@dataclass(slots=True)
class Part:
    """One part: a leaf with `body` as it was sent, or a multipart with children."""

    headers: Headers
    type: Value
    disposition: Value
    body: bytes
    children: list["Part"] = field(default_factory=list)

    @property
    def content_type(self) -> str:
        return self.type.main

    @property
    def is_multipart(self) -> bool:
        return bool(self.children)

    @property
    def is_unsplit(self) -> bool:
        """A multipart in which no boundary could be found: its body can only be read as text."""
        return not self.children and self.content_type.startswith("multipart/")

    def decoded(self, budget: Budget) -> bytes:
        """The bytes that were meant."""
        encoding = self.headers.first("content-transfer-encoding")
        content = decode_transfer(self.body, encoding, budget.problems)
        return content if budget.takes_bytes(len(content)) else b""


def read_part(raw: bytes, budget: Budget, *, depth: int = 0, default_type: str = "text/plain") -> Part:
    """The part and everything below it; raises nothing, whatever the bytes are."""
    headers, body = split_headers(raw, budget.problems, is_whole_mail=depth == 0)
    # Deep nesting would otherwise keep a copy of nearly the whole mail for each level.
    del raw
    type_ = read_value(headers.first("content-type"))
    if not _CONTENT_TYPE.fullmatch(type_.main):
        type_ = Value(_mended_type(type_.main, default_type), type_.parameters)
    part = Part(headers, type_, read_value(headers.first("content-disposition")), body)
    del body
    if part.content_type.startswith("multipart/"):
        if depth >= DEEPEST:
            budget.problems.append("nested_too_deeply")
        else:
            _read_children(part, budget, depth)
    return part


def _mended_type(written: str, default_type: str) -> str:
    """`text`, `html`, `pdf/` and the like stand for what they must have meant; all else is the default."""
    if written.startswith("text"):
        return "text/html" if "html" in written else "text/plain"
    return "application/octet-stream" if written else default_type


def _read_children(part: Part, budget: Budget, depth: int) -> None:
    boundary = part.type.parameters.get("boundary")
    pieces = _split(part.body, boundary.content[:LONGEST_BOUNDARY].rstrip() if boundary else b"")
    if not pieces and part.headers.first("content-transfer-encoding"):
        # Not allowed, but seen: the whole multipart in base64.
        part.body = decode_transfer(part.body, part.headers.first("content-transfer-encoding"), [])
        pieces = _split(part.body, boundary.content[:LONGEST_BOUNDARY].rstrip() if boundary else b"")
    if not pieces:
        guessed = _BARE_BOUNDARY.search(part.body)
        pieces = _split(part.body, guessed.group(1)) if guessed else []
        budget.problems.append("boundary_missing")
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    if pieces:
        part.body = b""
    pieces.reverse()
    while pieces and budget.takes_part():
        part.children.append(read_part(pieces.pop(), budget, depth=depth + 1, default_type=default))


def _split(body: bytes, boundary: bytes) -> list[bytes]:
    """What stands between the lines of this boundary; the last piece may be unclosed. Empty where there is no line."""
    if not boundary:
        return []
    pieces: list[bytes] = []
    start: int | None = None
    for line_start, line_end, closes in _boundary_lines(body, b"--" + boundary):
        if start is not None:
            pieces.append(body[start:line_start])
        start = None if closes else line_end
        if len(pieces) > MOST_PARTS:
            return pieces
    if start is not None:
        pieces.append(body[start:])
    return pieces


def _boundary_lines(body: bytes, delimiter: bytes) -> list[tuple[int, int, bool]]:
    """Start, end and kind of each line that is exactly this delimiter: a longer one belongs to another multipart."""
    lines: list[tuple[int, int, bool]] = []
    position = body.find(delimiter)
    while position >= 0 and len(lines) <= MOST_PARTS + 1:
        after = position + len(delimiter)
        closes = body[after : after + 2] == b"--"
        end = _end_of_line(body, after + 2 if closes else after)
        if end is not None and _begins_line(body, position):
            lines.append((_before_line_end(body, position), end, closes))
        position = body.find(delimiter, after)
    return lines


def _begins_line(body: bytes, position: int) -> bool:
    return position == 0 or body[position - 1 : position] in (b"\n", b"\r")


def _end_of_line(body: bytes, position: int) -> int | None:
    """Where the next line begins, if only white space stands before it."""
    while body[position : position + 1] in (b" ", b"\t"):
        position += 1
    if position >= len(body):
        return len(body)
    if body.startswith(b"\r\n", position):
        return position + 2
    return position + 1 if body[position : position + 1] in (b"\n", b"\r") else None


def _before_line_end(body: bytes, position: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if body.endswith(b"\r\n", 0, position):
        return position - 2
    return max(0, position - 1)
