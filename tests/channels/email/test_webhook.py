"""The entrance for mails: known and stored, or refused and not stored."""

import asyncio
import hashlib
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from channels.email import webhook
from channels.email.webhook import PATH, MailWebhook
from contactcenter.db import Database
from contactcenter.errors import Unavailable
from contactcenter.journal.writer import ArrivedEvent, JournalWriter
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import JOURNAL
from contactcenter.web.middleware import answer_errors
from tests.channels.email.conftest import TOKEN, Entrance
from tests.support.mails import MAILBOX, OWNER, raw_mail

RAW = raw_mail(message_id="one@home.example")


async def test_a_mail_is_stored_as_it_came(entrance: Entrance) -> None:
    assert await entrance.post(RAW) == 200
    [event] = await entrance.journal()
    assert (event.channel, event.kind, event.state, event.sender) == ("email", "email_message", "waiting", OWNER)
    assert event.external_id == f"{MAILBOX}:{hashlib.sha256(RAW).hexdigest()}"
    assert event.body == RAW


async def test_the_same_mail_again_is_no_news(entrance: Entrance) -> None:
    assert [await entrance.post(RAW) for _ in range(3)] == [200, 200, 200]
    assert len(await entrance.journal()) == 1


async def test_the_same_mail_for_two_mailboxes_is_two_events(entrance: Entrance) -> None:
    await entrance.post(RAW)
    await entrance.post(RAW, inbox="other@estate.example")
    assert len(await entrance.journal()) == 2


@pytest.mark.parametrize("token", ["", "nonsense", TOKEN[:-1], TOKEN.upper()])
async def test_a_wrong_token_is_refused_and_nothing_is_stored(entrance: Entrance, token: str) -> None:
    assert await entrance.post(RAW, token=token) == 403
    assert await entrance.journal() == []


async def test_without_a_token_of_ours_nobody_is_let_in(db: Database, tmp_path: Path) -> None:
    app = web.Application(middlewares=[answer_errors])
    app[JOURNAL] = JournalWriter(db, MediaStore((tmp_path / "media").as_uri()))
    app.add_routes(MailWebhook("").routes())
    async with (
        TestClient(TestServer(app)) as http,
        http.post(PATH, data=RAW, headers={"Authorization": "Bearer "}) as answer,
    ):
        assert answer.status == 403
        assert "CONTACTCENTER_EMAIL_WEBHOOK_TOKEN" in (await answer.json())["error"]["message"]


async def test_an_empty_body_is_no_mail(entrance: Entrance) -> None:
    assert await entrance.post(b" \r\n") == 422
    assert await entrance.journal() == []


async def test_a_mail_with_photos_is_larger_than_other_bodies_may_be(entrance: Entrance) -> None:
    raw = raw_mail(files=(("photo.jpg", "image/jpeg", b"\xff\xd8\xff" + b"x" * 3_000_000),))
    assert await entrance.post(raw) == 200
    [event] = await entrance.journal()
    assert event.body is None, "kept in the media store"
    await entrance.project()
    assert [message.text for message in await entrance.messages()] == ["廚房漏水"]


async def test_a_mail_too_large_is_refused_and_its_beginning_kept(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LARGEST_MAIL", 100_000)
    raw = raw_mail("x" * 200_000)
    assert [await entrance.post(raw) for _ in range(2)] == [413, 413]
    [event] = await entrance.journal()
    assert (event.state, event.sender) == ("failed", OWNER)
    assert "larger" in event.error
    assert raw.startswith(event.body or b"nothing")


async def test_whatever_the_bytes_are_they_are_stored(entrance: Entrance) -> None:
    for raw in (
        b"\x00\xff" * 500,
        b"From: \x00\xed\xa0\x80@x",
        "From: 陳 <陳@例子.測試>\r\n\r\n水".encode("big5", "replace"),
    ):
        assert await entrance.post(raw) == 200
    await entrance.project()
    assert [event.state for event in await entrance.journal()] == ["projected"] * 3


async def test_nothing_is_said_to_be_stored_that_is_not(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unavailable(_writer: JournalWriter, _event: ArrivedEvent) -> bool:
        raise Unavailable

    monkeypatch.setattr(JournalWriter, "accept", unavailable)
    assert await entrance.post(RAW) == 503


async def test_many_at_once_are_all_stored(entrance: Entrance) -> None:
    answers = await asyncio.gather(*(entrance.post(raw_mail(f"{number}", subject="x")) for number in range(30)))
    assert set(answers) == {200}
    await entrance.project()
    assert len(await entrance.messages()) == 30
