"""The mail world from both its sides: what the account sends, and what people write."""

import asyncio
import base64
import dataclasses
from typing import Any

from aiohttp import ClientWebSocketResponse

from channels.email.parser import parse_message
from channels.simulator import INSTANT
from tests.channels.simulator.conftest import PHONE
from tests.channels.simulator.mailbox.conftest import TOKEN, MailWorld
from tests.support import files
from tests.support.mails import MAILBOX, OWNER, raw_mail


def to_owner(text: str = "師傅三點到", **given: Any) -> bytes:
    return raw_mail(text, sender=f"客服 <{MAILBOX}>", to=OWNER, **given)


async def test_the_account_and_its_people_are_known(world: MailWorld) -> None:
    [line] = (await world.get("mail-lines"))["items"]
    [person] = (await world.get("personas"))["items"]
    assert (line["address"], person["email"]) == (MAILBOX, OWNER)


async def test_a_mail_of_the_account_is_in_the_mailbox(world: MailWorld) -> None:
    raw = to_owner(
        html="<p>師傅三點到</p>", message_id="c-1.abc@estate.example", in_reply_to="1@home", subject="Re: 漏水"
    )
    await world.send_to(OWNER, raw=raw)
    [mail] = (await world.get(f"mailboxes/{OWNER}/mails"))["items"]
    assert (mail["direction"], mail["from"], mail["to"]) == ("received", f"客服 <{MAILBOX}>", OWNER)
    assert (mail["subject"], mail["text"], mail["html_text"]) == ("Re: 漏水", "師傅三點到", "師傅三點到")
    assert (mail["message_id"], mail["in_reply_to"]) == ("c-1.abc@estate.example", "1@home")
    assert await world.get(f"mails/{mail['id']}") == mail


async def test_the_same_mail_again_is_there_once(world: MailWorld) -> None:
    raw = to_owner(message_id="same@x")
    await world.send_to(OWNER, raw=raw)
    await world.send_to(OWNER, raw=raw)
    assert len((await world.get(f"mailboxes/{OWNER.upper()}/mails"))["items"]) == 1


async def test_a_mail_to_two_is_in_both_mailboxes(world: MailWorld) -> None:
    await world.send_to(OWNER, "other@home.example", raw=to_owner())
    for mailbox in (OWNER, "other@home.example"):
        assert len((await world.get(f"mailboxes/{mailbox}/mails"))["items"]) == 1


async def test_what_is_written_reaches_the_account_as_a_real_mail(world: MailWorld) -> None:
    written = await world.write("廚房漏水")
    assert written["state"] == "sending"
    await world.exchange.settle()
    [raw] = world.gateway.mails
    parsed = parse_message(raw)
    assert (parsed.from_name, parsed.from_address, parsed.to) == ("陳大文", OWNER, [MAILBOX])
    assert (parsed.subject, parsed.text, parsed.message_id) == ("漏水", "廚房漏水", written["message_id"])
    assert world.gateway.seen == [{"inbox": MAILBOX, "token": f"Bearer {TOKEN}"}]
    assert (await world.get(f"mails/{written['id']}"))["state"] == "delivered"


async def test_an_answer_names_what_it_answers(world: MailWorld) -> None:
    await world.send_to(OWNER, raw=to_owner(message_id="2@x", references="0@x 1@x"))
    [received] = (await world.get(f"mailboxes/{OWNER}/mails"))["items"]
    await world.write("好", in_reply_to_mail_id=received["id"])
    await world.exchange.settle()
    parsed = parse_message(world.gateway.mails[0])
    assert (parsed.in_reply_to, parsed.references) == ("2@x", ["0@x", "1@x", "2@x"])


async def test_files_go_and_come(world: MailWorld) -> None:
    photo = files.photo()
    given = {"name": "相片.jpg", "content_type": "image/jpeg", "content_base64": base64.b64encode(photo).decode()}
    page = {"name": "x.html", "content_type": "text/html", "content_base64": base64.b64encode(b"<script>").decode()}
    written = await world.write("", attachments=[given, page])
    await world.exchange.settle()
    sent = parse_message(world.gateway.mails[0]).attachments
    assert [(file.name, file.content) for file in sent] == [("相片.jpg", photo), ("x.html", b"<script>")]
    for number, (shown, told) in enumerate([("image/jpeg", "inline"), ("application/octet-stream", "attachment")]):
        async with world.http.get(f"{world.url}{written['attachments'][number]['url']}") as answer:
            assert (answer.content_type, answer.headers["Content-Disposition"].split(";")[0]) == (shown, told)


async def test_a_busy_account_gets_it_later_and_a_refusal_is_shown(world: MailWorld) -> None:
    world.gateway.statuses = [503, 500, 200, 403]
    first, second = await world.write("一"), await world.write("二")
    for _ in range(4):
        await world.exchange.settle()
    states = [(await world.get(f"mails/{mail['id']}"))["state"] for mail in (first, second)]
    assert sorted(states) == ["delivered", "failed"]
    failed = first if states[0] == "failed" else second
    async with world.http.post(f"{world.url}/control/mails/{failed['id']}/try-again", json={}) as answer:
        assert (await answer.json())["state"] == "sending"
    await world.exchange.settle()
    assert len(world.gateway.mails) == 2


async def test_an_account_that_is_away_does_not_lose_it(world: MailWorld) -> None:
    there = world.exchange.service
    world.exchange.service = dataclasses.replace(there, webhook_url="http://127.0.0.1:9/webhooks/email")
    await world.write()
    await world.exchange.settle()
    world.exchange.service = there
    world.clock.pass_seconds(max(INSTANT.retries) + 1)
    await world.exchange.settle()
    assert len(world.gateway.mails) == 1


async def next_mail(socket: ClientWebSocketResponse) -> dict[str, Any]:
    async with asyncio.timeout(5):
        while (frame := await socket.receive_json())["type"] != "mail":
            pass
        mail: dict[str, Any] = frame["mail"]
        return mail


async def test_open_pages_hear_of_it(world: MailWorld) -> None:
    for query in (f"phone=%2B{PHONE[1:]}", f"mailbox={OWNER}"):
        async with world.http.ws_connect(f"{world.url}/control/feed?{query}") as socket:
            assert (await socket.receive_json())["type"] == "hello"
            await world.send_to(OWNER, raw=to_owner(query))
            assert (await next_mail(socket))["text"] == query
            await world.write(query)
            assert (await next_mail(socket))["state"] == "sending"
            await world.exchange.settle()
            assert (await next_mail(socket))["state"] == "delivered"


async def test_what_makes_no_sense_is_refused(world: MailWorld) -> None:
    for wrong in ({"to": "nobody"}, {"text": "", "subject": "x"}, {"nonsense": 1}):
        await world.write(**{"status": 422, **wrong})
    async with world.http.get(f"{world.url}/control/mails/none") as answer:
        assert answer.status == 404
    async with world.http.get(f"{world.url}/control/mailboxes/nobody/mails") as answer:
        assert answer.status == 422
