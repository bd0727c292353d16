"""`/a/{token}`: whoever is on call opens the link of an alert and says that they come. The link is the permission."""

from aiohttp import web

from agent_console.alert_page import POLICY, page_of
from contactcenter import clock
from contactcenter.actions.acknowledge_escalation import pass_alert, take_alert
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.escalations.alerts import find_alert, values_of
from contactcenter.escalations.links import PATH, AlertLinks
from contactcenter.escalations.models import ACKNOWLEDGED, CLIMBING, DECLINED, GIVEN_UP, Escalation, EscalationCall
from contactcenter.escalations.service import get_escalation
from contactcenter.escalations.words import say
from contactcenter.text.numbers import REAL_NUMBER
from contactcenter.web.keys import DATABASE, SETTINGS

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


def setup_alert_links(app: web.Application) -> None:
    app.router.add_get(PATH, get_alert)
    app.router.add_post(PATH, post_alert)


async def get_alert(request: web.Request) -> web.Response:
    """Only shows it: what opens links by itself, to look at them, must not say that somebody comes."""
    alert_id = _read(request)
    async with request.app[DATABASE].reading() as session:
        return await _page(session, alert_id)


async def post_alert(request: web.Request) -> web.Response:
    alert_id, form = _read(request), await request.post()
    async with request.app[DATABASE].transaction() as session:
        alert = await _get(session, alert_id)
        if form.get("answer") == "takes":
            await take_alert(session, alert, "link", now=clock.now())
        elif form.get("answer") == "passes":
            await pass_alert(session, alert, now=clock.now())
        return await _page(session, alert_id)


def _read(request: web.Request) -> str:
    settings = request.app[SETTINGS]
    alert_id = AlertLinks(settings.public_base_url, settings.secret_key).read(request.match_info["token"])
    if alert_id is None:
        raise NotFound
    return alert_id


async def _get(session: Session, alert_id: str) -> EscalationCall:
    alert = await find_alert(session, alert_id)
    if alert is None:
        raise NotFound
    return alert


async def _page(session: Session, alert_id: str) -> web.Response:
    await session.flush()
    alert = await _get(session, alert_id)
    escalation = await get_escalation(session, alert.escalation_id)
    contact = await get_contact(session, escalation.contact_id)
    is_open = escalation.state in (CLIMBING, GIVEN_UP)
    # The number is for whoever may still come, not for everybody who keeps an old text.
    is_theirs = is_open or escalation.acknowledged_name == alert.name
    text = page_of(
        values_of(escalation, alert.language),
        language=alert.language,
        said=_said(escalation, alert),
        caller=contact.address if is_theirs and REAL_NUMBER.fullmatch(contact.address) else "",
        asks=is_open,
    )
    return web.Response(text=text, content_type="text/html", headers=HEADERS)


def _said(escalation: Escalation, alert: EscalationCall) -> str:
    if escalation.state == ACKNOWLEDGED:
        is_theirs = escalation.acknowledged_name == alert.name
        return say("page_taken" if is_theirs else "page_over", alert.language, name=escalation.acknowledged_name)
    if escalation.state in (CLIMBING, GIVEN_UP):
        return say("page_passed", alert.language) if alert.state == DECLINED else ""
    return say("page_ended", alert.language)
