"""Builders of templates."""

from contactcenter.db import Session, new_id
from contactcenter.templates.models import Template


async def make_template(
    session: Session, code: str, text: str, *, language: str = "zh-Hant", channel: str = "sms"
) -> Template:
    template = Template(id=new_id(), code=code, language=language, channel=channel, text=text)
    session.add(template)
    await session.flush()
    return template
