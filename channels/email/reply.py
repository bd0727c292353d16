"""Splits the text of a mail into what is new, what is quoted and the signature. Pure; nothing is lost.

Where a rule could be wrong it leaves words among the new ones: a quote too much is a nuisance, a hidden leak is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from channels.email import reply_markers as markers
from channels.email import signature_markers as signatures
from channels.email.plain_lines import LONGEST_LINE, plain_line

SpanKind = Literal["new", "quoted", "signature"]
Span = tuple[SpanKind, int, int]

# Markers are looked for in this many lines; a longer text is a log or an attack, and new as a whole behind them.
MOST_LINES = 5_000
# What follows two dashes or a formal ending is a signature only while it is as short as one.
MOST_SIGNATURE_LINES = 12
MOST_CLOSING_LINES = 8
LONGEST_SIGNATURE_LINE = 120
# Shorter quoted lines were not broken by a program that quotes.
WRAPPED_AT = 66


@dataclass(frozen=True, slots=True)
class ReplyParts:
    """`spans` cover the text from its first character to its last; the three texts are what they hold."""

    new: str
    quoted: str
    signature: str
    spans: list[Span] = field(default_factory=list)


def split_reply(text: str) -> ReplyParts:
    """Every character belongs to exactly one span. Where nothing new would be left, everything is new."""
    lines = text.splitlines(keepends=True)
    plain = [plain_line(line) for line in lines[:MOST_LINES]]
    kinds: list[SpanKind] = ["new"] * len(lines)
    _mark_quotes(plain, kinds)
    _mark_blank_lines(plain, kinds)
    _mark_signatures(lines, plain, kinds)
    if not any(kind == "new" and line.strip() for kind, line in zip(kinds, lines, strict=True)):
        kinds = ["new"] * len(lines)
    spans = _spans(lines, kinds)
    new, quoted, signature = (_joined(text, spans, kind) for kind in ("new", "quoted", "signature"))
    return ReplyParts(new, quoted, signature, spans)


# ---- what is quoted ---------------------------------------------------------------------------------------------


def _mark_quotes(plain: Sequence[str], kinds: list[SpanKind]) -> None:
    number = 0
    while number < len(plain):
        length = _marker_length(plain, number)
        if length == 0:
            if _is_quoted(plain, number):
                kinds[number] = "quoted"
            number += 1
            continue
        start = _with_what_leads_in(plain, kinds, number)
        kinds[start : number + length] = ["quoted"] * (number + length - start)
        number += length
        if not markers.QUOTED_LINE.match(_line_after(plain, number)):
            # Nothing marks the lines of this quote, so it goes on to the end.
            kinds[number:] = ["quoted"] * (len(kinds) - number)
            return


def _marker_length(plain: Sequence[str], number: int) -> int:
    """How many lines, from this one on, introduce a quote; 0 where this line begins nothing of the kind."""
    line = plain[number]
    if not line or markers.QUOTED_LINE.match(line):
        return 0
    if markers.ONE_LINE_HEADERS.fullmatch(line):
        return 1
    if any(pattern.fullmatch(line) for pattern in markers.SEPARATORS):
        block = _header_block_length(plain, _next_line(plain, number + 1), is_led_in=True)
        return _next_line(plain, number + 1) - number + block if block else 1
    return _header_block_length(plain, number, is_led_in=_is_led_in(plain, number)) or _attribution_length(
        plain, number
    )


def _is_led_in(plain: Sequence[str], number: int) -> bool:
    """Whether a rule stands before this line."""
    before = next((line for line in reversed(plain[max(0, number - 2) : number]) if line), "")
    return markers.RULE_LINE.fullmatch(before) is not None


def _next_line(plain: Sequence[str], number: int) -> int:
    while number < len(plain) and not plain[number]:
        number += 1
    return number


def _line_after(plain: Sequence[str], number: int) -> str:
    """The first line with words from here on."""
    found = _next_line(plain, number)
    return plain[found] if found < len(plain) else ""


def _header_block_length(plain: Sequence[str], start: int, *, is_led_in: bool) -> int:
    """The lines of a block From/Sent/To/Subject: who it is from and at least two more, fewer behind a separator."""
    seen: dict[str, str] = {}
    last = number = start
    while number < min(len(plain), start + markers.MOST_HEADER_LINES):
        line = plain[number]
        kind, value = _header_kind(line)
        if kind:
            seen.setdefault(kind, value)
            last = number
        elif not seen or (not line and last < number - 1) or not _may_continue_headers(line):
            break
        number += 1
    if not seen.keys() >= {markers.FROM} or (markers.FROM not in list(seen)[:2]):
        return 0
    others = seen.keys() & {markers.SENT, markers.TO, markers.SUBJECT}
    is_sure = len(others) >= 2 or (others and (is_led_in or "@" in seen[markers.FROM]))
    return last - start + 1 if is_sure else 0


def _header_kind(line: str) -> tuple[str, str]:
    for kind, pattern in markers.HEADER_LINES.items():
        found = pattern.fullmatch(line)
        if found:
            return kind, found.group("value")
    return "", ""


def _may_continue_headers(line: str) -> bool:
    """A blank line between headers, or the rest of a long list of recipients or of a value on a line of its own."""
    return not line or "@" in line or line.endswith(";") or len(line) <= 60


def _attribution_length(plain: Sequence[str], number: int) -> int:
    """The lines of "On … somebody wrote:", which programs break where they like."""
    if not markers.ATTRIBUTION_START.match(plain[number]):
        return int(_is_bare_attribution(plain, number))
    for length in range(1, markers.MOST_ATTRIBUTION_LINES + 1):
        piece = plain[number : number + length]
        if len(piece) < length or not piece[-1]:
            break
        if _is_attribution(piece) and _is_sure_enough(piece, plain, number + length):
            return 0 if any(_begins_anew(piece[later:]) for later in range(1, length)) else length
    return int(_is_bare_attribution(plain, number))


def _is_attribution(piece: Sequence[str]) -> bool:
    joined = " ".join(piece)
    if len(joined) > LONGEST_LINE or not markers.ATTRIBUTION_END.search(joined[-markers.ATTRIBUTION_END_SPAN :]):
        return False
    if not markers.ATTRIBUTION_START.match(piece[0]):
        return False
    return any(pattern.fullmatch(joined) for pattern in markers.ATTRIBUTIONS)


def _is_sure_enough(piece: Sequence[str], plain: Sequence[str], following: int) -> bool:
    is_sure = markers.SURELY_ATTRIBUTION.match(" ".join(piece)) is not None
    return is_sure or markers.QUOTED_LINE.match(_line_after(plain, following)) is not None


def _begins_anew(piece: Sequence[str]) -> bool:
    return markers.ATTRIBUTION_ANEW.match(" ".join(piece)) is not None and _is_attribution(piece)


def _is_bare_attribution(plain: Sequence[str], number: int) -> bool:
    is_before_quote = markers.QUOTED_LINE.match(_line_after(plain, number + 1)) is not None
    return is_before_quote and markers.BARE_ATTRIBUTION.fullmatch(plain[number]) is not None


def _with_what_leads_in(plain: Sequence[str], kinds: Sequence[SpanKind], number: int) -> int:
    """The line where the quote really begins: a rule above it, or the writer's name broken off above the address."""
    above = number - 1
    while above >= 0 and not plain[above]:
        above -= 1
    if above < 0 or kinds[above] == "quoted":
        return number
    if markers.RULE_LINE.fullmatch(plain[above]) and not signatures.DASHES.fullmatch(plain[above]):
        return above
    is_broken_off = plain[number].startswith("<") and above == number - 1
    if is_broken_off and len(plain[above]) <= 40 and (above == 0 or not plain[above - 1]):
        return above
    return number


def _is_quoted(plain: Sequence[str], number: int) -> bool:
    line = plain[number]
    if markers.QUOTED_LINE.match(line):
        return True
    if not line:
        return False
    before = plain[number - 1] if number else ""
    after = plain[number + 1] if number + 1 < len(plain) else ""
    is_rest_of_line = markers.QUOTED_LINE.match(before) and len(before) >= WRAPPED_AT and line[0].islower()
    return bool(is_rest_of_line) and line.isascii() and (not after or markers.QUOTED_LINE.match(after) is not None)


def _mark_blank_lines(plain: Sequence[str], kinds: list[SpanKind]) -> None:
    """A blank line between two quoted ones is quoted too."""
    start = None
    for number, line in enumerate(plain):
        if line:
            if start is not None and start > 0 and kinds[start - 1] == "quoted" and kinds[number] == "quoted":
                kinds[start:number] = ["quoted"] * (number - start)
            start = None
        elif start is None:
            start = number


# ---- what is a signature ----------------------------------------------------------------------------------------


def _mark_signatures(lines: Sequence[str], plain: Sequence[str], kinds: list[SpanKind]) -> None:
    """In each stretch of new lines, from the bottom up: taglines, then whatever else ends it."""
    for start, end in _stretches(kinds, len(plain)):
        end = _mark_taglines(plain, kinds, start, end)
        signature = _signature_start(lines, plain, start, end)
        if signature is not None:
            kinds[signature:end] = ["signature"] * (end - signature)


def _stretches(kinds: Sequence[SpanKind], count: int) -> list[tuple[int, int]]:
    stretches, start = [], None
    for number in range(count + 1):
        is_new = number < count and kinds[number] == "new"
        if is_new and start is None:
            start = number
        elif not is_new and start is not None:
            stretches.append((start, number))
            start = None
    return stretches


def _mark_taglines(plain: Sequence[str], kinds: list[SpanKind], start: int, end: int) -> int:
    """What programs write under a mail; returns where the words of the person end."""
    while end > start:
        last = end - 1
        while last >= start and not plain[last]:
            last -= 1
        is_tagline = last >= start and any(pattern.fullmatch(plain[last]) for pattern in signatures.TAGLINES)
        if not is_tagline:
            break
        above = last - 1
        while above >= start and not plain[above]:
            above -= 1
        if (above >= start and markers.RULE_LINE.fullmatch(plain[above] or " ")) or (
            above >= start and signatures.DASHES.fullmatch(plain[above])
        ):
            last = above
        kinds[last:end] = ["signature"] * (end - last)
        end = last
    return end


def _signature_start(lines: Sequence[str], plain: Sequence[str], start: int, end: int) -> int | None:
    """The first line of the signature that ends this stretch; None where there is none."""
    return next((number for number in range(start, end) if _begins_signature(lines, plain, number, end)), None)


def _begins_signature(lines: Sequence[str], plain: Sequence[str], number: int, end: int) -> bool:
    line = plain[number]
    if not line:
        return False
    rest = [other for other in plain[number + 1 : end] if other]
    if signatures.DASHES.fullmatch(line):
        is_standard = lines[number].rstrip("\r\n") == "-- "
        return len(rest) <= MOST_SIGNATURE_LINES and (is_standard or _say_who_somebody_is(rest))
    if markers.LONG_RULE_LINE.fullmatch(line):
        return bool(rest) and _say_who_somebody_is(rest)
    if signatures.CLOSINGS.fullmatch(line):
        return _say_who_somebody_is(rest)
    if signatures.DISCLAIMERS.match(line):
        return _is_paragraph_start(plain, number) and _is_disclaimer(plain, number, end)
    is_last = not rest and _is_paragraph_start(plain, number)
    return is_last and signatures.SIGNED_WITH_DASH.fullmatch(line) is not None


def _say_who_somebody_is(lines: Sequence[str]) -> bool:
    """Names, firms and numbers, as opposed to something said."""
    are_short = len(lines) <= MOST_CLOSING_LINES and all(len(line) <= LONGEST_SIGNATURE_LINE for line in lines)
    return are_short and not any(signatures.SENTENCE.match(line) for line in lines)


def _is_disclaimer(plain: Sequence[str], number: int, end: int) -> bool:
    paragraph = []
    for line in plain[number:end]:
        if not line:
            break
        paragraph.append(line)
    return signatures.OF_DISCLAIMERS.search(" ".join(paragraph)) is not None


def _is_paragraph_start(plain: Sequence[str], number: int) -> bool:
    return number == 0 or not plain[number - 1] or markers.RULE_LINE.fullmatch(plain[number - 1]) is not None


# ---- lines to spans ---------------------------------------------------------------------------------------------


def _spans(lines: Sequence[str], kinds: Sequence[SpanKind]) -> list[Span]:
    """Neighbouring lines of one kind as one span; blank lines belong to what stands above them."""
    spans: list[Span] = []
    position = 0
    for line, kind in zip(lines, kinds, strict=True):
        end = position + len(line)
        if spans and (spans[-1][0] == kind or not line.strip()):
            spans[-1] = (spans[-1][0], spans[-1][1], end)
        else:
            spans.append((kind, position, end))
        position = end
    return spans


def _joined(text: str, spans: Sequence[Span], kind: SpanKind) -> str:
    return "".join(text[start:end] for found, start, end in spans if found == kind).strip("\r\n")
