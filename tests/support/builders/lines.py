"""Builders of lines."""

from contactcenter.db import Session, new_id
from contactcenter.lines.models import Line


async def make_line(
    session: Session,
    *,
    channel: str = "sms",
    address: str = "+85230000000",
    queue_id: str | None = None,
    acknowledges: bool = True,
    language: str = "zh-Hant",
) -> Line:
    names = {"zh-Hant": "服務熱線", "zh-Hans": "服务热线", "en": "Service line"}
    line = Line(id=new_id(), channel=channel, address=address, names=names, language=language, queue_id=queue_id)
    line.acknowledges = acknowledges
    session.add(line)
    await session.flush()
    return line
