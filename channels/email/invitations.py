"""An invitation (iCalendar) in a few lines, for mails that say nothing else. Pure.

https://www.rfc-editor.org/rfc/rfc5545
"""

import re

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"([A-Za-z-]{1,40})((?:;[^:\n]{0,300})?):([^\n]{0,2000})")
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2}))?")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_LOOKED_AT = 100_000


def summary(calendar: str) -> str:
    """Subject, time and place of the first event; empty where there is none."""
    fields: dict[str, str] = {}
    in_event = False
    for line in _FOLD.sub("", calendar[:_LOOKED_AT]).splitlines():
        if line.upper().startswith("BEGIN:VEVENT"):
            in_event = True
        elif line.upper().startswith("END:VEVENT"):
            break
        elif in_event and (found := _LINE.fullmatch(line.strip())):
            fields.setdefault(found.group(1).upper(), _ESCAPED.sub(_unescaped, found.group(3)).strip())
    begin, end = _moment(fields.get("DTSTART", "")), _moment(fields.get("DTEND", ""))
    lines = [fields.get("SUMMARY", ""), " – ".join(filter(None, (begin, end))), fields.get("LOCATION", "")]
    return "\n".join(filter(None, [*lines, fields.get("DESCRIPTION", "")]))


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found.group(1) in "nN" else found.group(1)


def _moment(written: str) -> str:
    found = _MOMENT.match(written)
    if found is None:
        return ""
    year, month, day, hour, minute = found.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else "") + (" UTC" if written.endswith("Z") else "")
