"""A whole story, and then the log of it: every request is there, and nobody who took part can be recognised."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import text

from channels.sms.webhook import TEXT_KIND
from contactcenter import clock
from contactcenter.journal.writer import ArrivedEvent
from contactcenter.web.keys import DATABASE, JOURNAL, SETTINGS
from contactcenter.web.logs import NOISY, JsonFormatter
from tests.stories.conftest import Service
from tests.support.service import new_sid
from tests.support.story import Json, Owner, eventually

TEXT, REPLY, NOTE, TITLE = "3座12樓B室 廚房漏水 quietly", "師傅三點到 certainly", "門口有狗 beware", "爆水喉 urgently"
WRONG_PASSWORD = "correct horse battery"
SEARCHED = "關水掣 somewhere"
MAIL_ADDRESS, SUBJECT, SPOKEN = "hidden.owner@mail.example", "Gas smell secretly", "the spoken words"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What `serve` writes, from the chattiest level on."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.NOTSET)


async def test_a_story_leaves_no_trace_of_its_people_in_the_log(service: Service, log: StringIO) -> None:
    async with service.browser().get(f"{service.url}/simulator/control/personas") as answer:
        persona = (await answer.json())["items"][0]
    owner = service.owner(persona["number"])
    secrets = await _play(service, owner)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    _check_requests(lines)
    assert {"event_not_projected", "request_failed"} <= {line["event"] for line in lines}, "what goes wrong is told"
    secrets |= {persona["number"], persona["number"][4:], *persona["names"].values()}
    for secret in secrets:
        assert secret
        assert secret not in log.getvalue(), f"the log holds {secret!r}"


async def _play(service: Service, owner: Owner) -> set[str]:
    """Returns everything of it that no log may hold."""
    agent = await service.staff("agent1")
    await service.browser().post(
        f"{service.url}/api/v1/session", json={"username": "agent2", "password": WRONG_PASSWORD}
    )
    await agent.available()
    await owner.text(TEXT)
    contact = (await agent.is_offered())["contact"]
    await agent.post(f"/contacts/{contact['id']}/accept")
    await agent.get("/search", q=SEARCHED)
    await agent.get("/contacts", q=owner.number)
    await agent.get("/customers", address=owner.number)
    await agent.post(f"/contacts/{contact['id']}/note", {"text": NOTE})
    await agent.post(f"/contacts/{contact['id']}/reply", {"text": REPLY})
    draft = await agent.get(f"/contacts/{contact['id']}/work-order-draft", type_code="repair_plumbing")
    order = {name: draft[name] for name in ("type_code", "place_id", "description", "priority", "form")}
    await agent.post(f"/contacts/{contact['id']}/work-orders", {**order, "title": TITLE})
    await owner.hears(REPLY)
    await _write_mail(service)
    await _call(service, owner)
    await _send_forged(service, owner)
    await _break(service, owner)
    settings = service.app[SETTINGS]
    cookie = next(iter(agent.http.cookie_jar)).value
    said = {TEXT, REPLY, NOTE, TITLE, WRONG_PASSWORD, SEARCHED, MAIL_ADDRESS, SUBJECT, SPOKEN}
    return (
        said
        | {agent.user["name"], agent.csrf_token, cookie}
        | {
            settings.twilio_auth_token,
            settings.secret_key,
            settings.email_webhook_token,
        }
    )


async def _write_mail(service: Service) -> None:
    mail = f"From: {MAIL_ADDRESS}\r\nTo: service@harbourcourt.example\r\nSubject: {SUBJECT}\r\n\r\n{TEXT}\r\n"
    headers = {"Authorization": f"Bearer {service.app[SETTINGS].email_webhook_token}"}
    address = f"{service.url}/webhooks/email"
    async with service.browser().post(address, data=mail.encode(), headers=headers) as answer:
        assert answer.status < 300, await answer.text()
    async with service.browser().post(address, data=mail.encode()) as answer:
        assert answer.status in (401, 403)
    supervisor = await service.staff("supervisor1")

    async def is_there() -> list[Json]:
        items: list[Json] = (await supervisor.get("/contacts", channel="email", address=MAIL_ADDRESS))["items"]
        return items

    await eventually(is_there, "the mail as a contact")


async def _call(service: Service, owner: Owner) -> None:
    control = f"{service.url}/simulator/control"
    http = service.browser()
    async with http.post(f"{control}/phones/{owner.number}/calls", json={"line": owner.line}) as answer:
        call = (await answer.json())["sid"]
    await http.post(f"{control}/calls/{call}/digits", json={"digits": "1"})
    await http.post(f"{control}/calls/{call}/say", json={"text": SPOKEN})
    await http.post(f"{control}/calls/{call}/hangup", json={})


async def _send_forged(service: Service, owner: Owner) -> None:
    form = {"MessageSid": new_sid(), "From": owner.number, "To": owner.line, "Body": TEXT}
    async with service.browser().post(f"{service.url}/webhooks/twilio/sms", data=form) as answer:
        assert answer.status == 403


async def _break(service: Service, owner: Owner) -> None:
    """A journal row nobody can read, and a request that fails in the database with the words in its statement."""
    event = ArrivedEvent("sms", TEXT_KIND, new_sid(), owner.number, TEXT.encode(), clock.now())
    await service.app[JOURNAL].accept(event)

    async def is_failed() -> bool:
        async with service.app[DATABASE].reading() as session:
            failed = text("SELECT count(*) FROM inbound_events WHERE state = 'failed'")
            return bool(await session.scalar(failed))

    await eventually(is_failed, "the row kept as failed")
    async with service.app[DATABASE].transaction() as session:
        await session.execute(text("ALTER TABLE work_order_entries RENAME TO nowhere"))
    plumber = await service.staff("backoffice1")
    (order, *_) = (await plumber.get("/work-orders", group="mine", state="new"))["items"]
    await plumber.send("POST", f"/work-orders/{order['id']}/note", {"text": NOTE}, status=500)


def _check_requests(lines: list[dict[str, Any]]) -> None:
    requests = [line for line in lines if line["event"] == "request"]
    assert {"method", "route", "status", "milliseconds", "request"} <= set(requests[0])
    routes = {(line["method"], line["route"], line["status"]) for line in requests}
    assert ("POST", "/webhooks/twilio/sms", 200) in routes
    assert ("POST", "/webhooks/twilio/sms", 403) in routes
    assert ("POST", "/api/v1/session", 401) in routes
    assert ("POST", "/api/v1/contacts/{id}/reply", 201) in routes
    assert not [line for line in requests if "?" in line["route"]]
