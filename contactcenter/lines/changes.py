"""What an administrator changes of lines: numbers and mailboxes the public uses, and what happens to what arrives."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import column, select, table

from contactcenter.calendars.models import Calendar
from contactcenter.config import LANGUAGES
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.lines.models import Line
from contactcenter.text.mail_addresses import normalise_mail_address
from contactcenter.text.numbers import normalise_phone

CHANNELS: Final = ("voice", "sms", "email")
WHEN_CLOSED: Final = ("voicemail", "callback", "message")
# Queues and menus stand after lines in the core's order, so their tables are named and not imported.
_QUEUES: Final = table("queues", column("id"))
_MENUS: Final = table("menus", column("code"))


async def create_line(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Line:
    """A new line; `values` are columns, those left out take what is usual."""
    wanted = dict(values) | {"address": _checked_address(values["channel"], values["address"])}
    await _check(session, wanted)
    row = {"id": new_id(), "version": 1, **wanted}
    statement = insert(session, Line).values(**row).on_conflict_do_nothing(index_elements=["channel", "address"])
    line: Line | None = (await session.scalars(statement.returning(Line))).one_or_none()
    if line is None:
        raise Conflict("There is already a line with this address; change that one.", code="address_taken")
    details = {"channel": line.channel, "address": line.address}
    await history.write(session, "line", line.id, "created", author_id=author_id, at=now, details=details)
    _tell(session, line.queue_id)
    return line


async def update_line(
    session: Session,
    line_id: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Line:
    """Change these columns. Its channel and address stay: what arrived there refers to them."""
    line = await _lock_line(session, line_id, version=version)
    await _check(session, values)
    changed = {name: value for name, value in values.items() if getattr(line, name) != value}
    if not changed:
        return line
    before = line.queue_id
    for name, value in changed.items():
        setattr(line, name, value)
    line.version += 1
    await session.flush()
    await history.write(session, "line", line.id, "changed", author_id=author_id, at=now, details=changed)
    _tell(session, before, line.queue_id)
    return line


async def remove_line(session: Session, line_id: str, *, version: int | None, author_id: str, now: datetime) -> None:
    """What arrives at its address afterwards waits with what came on no line of ours."""
    line = await _lock_line(session, line_id, version=version)
    details = {"channel": line.channel, "address": line.address}
    await session.delete(line)
    await session.flush()
    await history.write(session, "line", line.id, "removed", author_id=author_id, at=now, details=details)
    _tell(session, line.queue_id)


async def _lock_line(session: Session, line_id: str, *, version: int | None) -> Line:
    return await lock_row(session, Line, line_id, version=version, missing="There is no such line.")


def _checked_address(channel: str, address: str) -> str:
    if channel not in CHANNELS:
        problem = f"Choose one of {', '.join(CHANNELS)}."
        raise InvalidInput(problem, details={"fields": {"channel": problem}})
    found = normalise_mail_address(address) if channel == "email" else normalise_phone(address)
    if found is None:
        example = "service@example.com" if channel == "email" else "+85230000000"
        problem = f"Write the address of the line like {example}."
        raise InvalidInput(problem, details={"fields": {"address": problem}})
    return found


async def _check(session: Session, values: Mapping[str, Any]) -> None:
    problems: dict[str, str] = {}
    known = (
        ("queue_id", _QUEUES.c.id, "queue"),
        ("calendar_id", Calendar.id, "calendar"),
        ("menu_code", _MENUS.c.code, "menu"),
    )
    for name, key, word in known:
        wanted = values.get(name)
        if wanted is not None and await session.scalar(select(key).where(key == wanted)) is None:
            problems[name] = f"There is no such {word}; choose one of the list."
    if values.get("language", LANGUAGES[0]) not in LANGUAGES:
        problems["language"] = f"Choose one of {', '.join(LANGUAGES)}."
    if values.get("when_closed", WHEN_CLOSED[0]) not in WHEN_CLOSED:
        problems["when_closed"] = f"Choose one of {', '.join(WHEN_CLOSED)}."
    if "names" in values and not any(text.strip() for text in values["names"].values()):
        problems["names"] = f"Give a name in at least one of {', '.join(LANGUAGES)}."
    if problems:
        raise InvalidInput("Some settings of the line are not as they must be.", details={"fields": problems})


def _tell(session: Session, *queue_ids: str | None) -> None:
    """Screens show lines with their queues."""
    session.record(*(Fact("queue.changed", queue_id) for queue_id in dict.fromkeys(queue_ids) if queue_id))
