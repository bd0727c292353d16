"""The entrance for texts and statuses: signed and stored, or refused and not stored."""

import hashlib
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from channels.sms.webhook import STATUS_PATH, TEXT_PATH, SmsWebhook
from channels.twilio.forms import read_form
from channels.twilio.signature import SIGNATURE_HEADER, sign
from contactcenter.db import Database
from contactcenter.errors import Unavailable
from contactcenter.journal.writer import ArrivedEvent, JournalWriter
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import JOURNAL
from contactcenter.web.middleware import answer_errors
from tests.channels.sms.conftest import PUBLIC_BASE_URL, TOKEN, Entrance
from tests.channels.sms.payloads import PHONE, TEXT_SID, recorded


async def test_a_signed_text_is_stored_and_answered_with_an_empty_document(entrance: Entrance) -> None:
    answer = await entrance.post(TEXT_PATH, recorded("inbound_text"))
    assert answer == (200, "text/xml", "<Response/>")
    [event] = await entrance.journal()
    assert (event.channel, event.kind, event.external_id) == ("sms", "sms_text", TEXT_SID)
    assert (event.sender, event.state) == (PHONE, "waiting")
    assert event.body == recorded("inbound_text"), "kept as it came"


async def test_a_signed_status_is_stored(entrance: Entrance) -> None:
    status, _, text = await entrance.post(STATUS_PATH, recorded("status_undelivered"))
    assert (status, text) == (200, "")
    [event] = await entrance.journal()
    assert (event.kind, event.external_id) == ("sms_status", f"{TEXT_SID}:undelivered:30003")


async def test_the_signature_covers_the_raw_query(entrance: Entrance) -> None:
    path = f"{TEXT_PATH}?for=1%202&x=%E4%B8%AD"
    assert (await entrance.post(path, recorded("inbound_text")))[0] == 200


@pytest.mark.parametrize("signature", ["", "nonsense", sign("another token", PUBLIC_BASE_URL + TEXT_PATH, [])])
async def test_a_bad_signature_is_refused_and_nothing_is_stored(entrance: Entrance, signature: str) -> None:
    for path in (TEXT_PATH, STATUS_PATH):
        assert (await entrance.post(path, recorded("inbound_text"), signature=signature))[0] == 403
    assert await entrance.journal() == []


async def test_a_signature_over_another_address_is_refused(entrance: Entrance) -> None:
    body = recorded("inbound_text")
    signature = sign(TOKEN, "https://elsewhere.example" + TEXT_PATH, read_form(body))
    assert (await entrance.post(TEXT_PATH, body, signature=signature))[0] == 403


async def test_without_an_account_nothing_is_accepted(db: Database, tmp_path: Path) -> None:
    app = web.Application(middlewares=[answer_errors])
    app[JOURNAL] = JournalWriter(db, MediaStore((tmp_path / "media").as_uri()))
    app.add_routes(SmsWebhook("", PUBLIC_BASE_URL).routes())
    body = recorded("inbound_text")
    headers = {SIGNATURE_HEADER: sign("", PUBLIC_BASE_URL + TEXT_PATH, read_form(body))}
    async with TestClient(TestServer(app)) as http, http.post(TEXT_PATH, data=body, headers=headers) as response:
        assert response.status == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param(TEXT_PATH, recorded("inbound_without_sender"), id="a text without sender"),
        pytest.param(TEXT_PATH, b"", id="an empty body"),
        pytest.param(TEXT_PATH, b'{"From": "+852"}', id="JSON"),
        pytest.param(TEXT_PATH, b"\xff\xfe\x00=%ff", id="bytes that are no text"),
        pytest.param(STATUS_PATH, b"MessageSid=SM1&MessageStatus=vanished", id="an unknown status"),
    ],
)
async def test_what_is_signed_but_unusable_is_kept_as_failed(entrance: Entrance, path: str, body: bytes) -> None:
    for _ in range(2):
        assert (await entrance.post(path, body))[0] == 200
    [event] = await entrance.journal()
    assert (event.state, event.external_id) == ("failed", hashlib.sha256(body).hexdigest())
    assert event.body == body
    assert event.error.startswith("the form")


async def test_a_body_over_one_megabyte_is_refused(entrance: Entrance) -> None:
    body = recorded("inbound_text") + b"&More=" + b"x" * 1024 * 1024
    assert (await entrance.post(TEXT_PATH, body))[0] == 413
    assert await entrance.journal() == []


async def test_a_large_body_below_that_is_kept_whole(entrance: Entrance) -> None:
    body = recorded("inbound_text") + b"&More=" + b"x" * 200 * 1024
    assert (await entrance.post(TEXT_PATH, body))[0] == 200
    [event] = await entrance.journal()
    assert event.body is None
    assert event.media_digest == hashlib.sha256(body).hexdigest()


async def test_what_could_not_be_stored_is_not_acknowledged(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(_writer: JournalWriter, _event: ArrivedEvent) -> bool:
        raise Unavailable

    monkeypatch.setattr(JournalWriter, "accept", unreachable)
    assert (await entrance.post(TEXT_PATH, recorded("inbound_text")))[0] == 503
