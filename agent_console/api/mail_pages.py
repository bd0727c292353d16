"""The HTML of a mail, for the frame in which the console shows it."""

from aiohttp import web

from agent_console.http.caller import WORK_READERS, Caller
from agent_console.http.endpoint import FileAnswer, endpoint
from agent_console.mail_page import page_of, policy_of
from agent_console.queries.contacts import require_readable
from agent_console.queries.mail_pages import get_mail_html
from agent_console.schemas.mail_pages import MailPageQuery
from contactcenter.db import Session


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/messages/{message}/page",
    roles=WORK_READERS,
    summary="The HTML of a mail",
    answers={200: FileAnswer},
)
async def get_mail_page(id: str, message: str, query: MailPageQuery, session: Session, caller: Caller) -> web.Response:
    """A page that runs nothing and sends nothing; only a page of our own may frame it."""
    await require_readable(session, id, caller)
    mail = await get_mail_html(session, id, message)
    shows_remote = query.images == "remote"
    page = page_of(mail.markup, language=mail.language, pictures=mail.pictures, shows_remote=shows_remote)
    headers = {
        "Content-Security-Policy": policy_of(shows_remote=shows_remote),
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    return web.Response(text=page, content_type="text/html", headers=headers)
