"""Find and fill the texts the product sends by itself. Called by actions that tell an owner something."""

from collections.abc import Mapping

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.templates.fill import fill
from contactcenter.templates.models import Template

DEFAULT_LANGUAGE = "zh-Hant"
LAST_LANGUAGE = "en"
# What stands behind the code of a text in the code of the same text as a mail.
MAIL_SUFFIX = "_mail"


async def render(
    session: Session,
    code: str,
    language: str,
    values: Mapping[str, str],
    *,
    default_language: str = DEFAULT_LANGUAGE,
    is_mail: bool = False,
) -> str:
    """The text in the customer's language, else in the default one, else in English, else in any; blanks filled.

    Raises `NotFound` where no language has it: that is a broken set-up, not a missing word.
    """
    template = await find_template(session, code, language, default_language=default_language, is_mail=is_mail)
    if template is None:
        raise NotFound(f"There is no template “{code}”.", details={"code": code})
    return fill(template.text, values)


async def find_template(
    session: Session,
    code: str,
    language: str,
    *,
    default_language: str = DEFAULT_LANGUAGE,
    is_mail: bool = False,
) -> Template | None:
    """Of a text that is written differently in a mail, that one; where there is none, what is sent as a text."""
    if is_mail:
        found = await find_template(session, f"{code}{MAIL_SUFFIX}", language, default_language=default_language)
        if found is not None:
            return found
    by_language = {row.language: row for row in await session.scalars(select(Template).where(Template.code == code))}
    wishes = (language, default_language, LAST_LANGUAGE, *sorted(by_language))
    return next((by_language[wish] for wish in wishes if wish in by_language), None)


async def list_templates(
    session: Session, *, channel: str | None = None, language: str | None = None
) -> list[Template]:
    query = select(Template).order_by(Template.code, Template.language)
    if channel is not None:
        query = query.where(Template.channel == channel)
    if language is not None:
        query = query.where(Template.language == language)
    return list(await session.scalars(query))
