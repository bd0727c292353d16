"""From the journal to the core: what raw mails become, and what machines do not set going."""

import base64

import pytest
from sqlalchemy import select, update

from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer, CustomerAddress
from contactcenter.lines.models import Line
from contactcenter.media.models import Attachment
from contactcenter.routing.models import EmergencyWord
from tests.channels.email.conftest import Entrance
from tests.support.builders.places import make_home
from tests.support.mails import MAILBOX, OWNER, raw_mail

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)


async def sent_id(entrance: Entrance) -> str:
    return str((await entrance.messages(direction="outbound"))[-1].external_id)


async def move(entrance: Entrance, **values: object) -> None:
    async with entrance.db.transaction() as session:
        await session.execute(update(Contact).values(**values, version=Contact.version + 1))


async def test_a_mail_begins_a_contact_of_its_sender(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail("廚房天花漏水，請派人來", subject="Fw: 漏水", sender=f"陳大文 <{OWNER}>"))
    [contact] = await entrance.contacts()
    assert (contact.channel, contact.address, contact.line) == ("email", OWNER, MAILBOX)
    assert (contact.state, contact.class_, contact.subject, contact.language) == ("queued", "normal", "漏水", "zh-Hant")
    [message] = await entrance.messages()
    assert (message.text, message.author_name) == ("廚房天花漏水，請派人來", "陳大文")
    assert message.mail is not None
    assert (message.mail["subject"], message.mail["from_address"], message.mail["to"]) == ("Fw: 漏水", OWNER, [MAILBOX])
    async with entrance.db.reading() as session:
        customer = await session.get_one(Customer, contact.customer_id)
        address = (await session.scalars(select(CustomerAddress))).one()
    assert (customer.name, address.kind, address.address) == ("陳大文", "email", OWNER)


async def test_only_what_is_new_is_shown_and_the_rest_is_kept_beside_it(entrance: Entrance, mailbox: Line) -> None:
    text = "下午三點可以。\n\n從我的 iPhone 傳送\n\n客服 <s@x.example> 於 2026年7月1日 22:10 寫道：\n\n> 幾時方便？"
    await entrance.receive(raw_mail(text))
    [message] = await entrance.messages()
    assert message.text == "下午三點可以。"
    assert "iPhone" in (message.mail or {})["quoted_text"]
    assert "幾時方便" in (message.mail or {})["quoted_text"]


async def test_answers_between_quoted_lines_stay_with_their_questions(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail("> 幾時方便？\n下午三點\n> 要帶什麼？\n不用"))
    [message] = await entrance.messages()
    assert message.text == "> 幾時方便？\n下午三點\n> 要帶什麼？\n不用"


async def test_the_place_is_found_in_subject_text_or_signature(entrance: Entrance, mailbox: Line) -> None:
    async with entrance.db.transaction() as session:
        place = await make_home(session, "3-12-B")
    await entrance.receive(
        raw_mail("請派人", subject="3座12樓B室漏水"),
        raw_mail("3座12樓B室沒有水", subject="水", sender="b@home.example"),
        raw_mail("沒有水\n\n-- \n陳大文\n3座12樓B室", subject="水", sender="c@home.example"),
        raw_mail("沒有水", subject="水", sender="d@home.example"),
    )
    assert [contact.place_id for contact in await entrance.contacts()] == [place.id] * 3 + [None]


async def test_an_emergency_in_the_subject_goes_before_everything(entrance: Entrance, mailbox: Line) -> None:
    async with entrance.db.transaction() as session:
        session.add(EmergencyWord(id="1", kind="gas", language="zh-Hant", phrase="煤氣味"))
    await entrance.receive(raw_mail("請快來", subject="廚房有煤氣味"), raw_mail("> 煤氣味\n已經好了", subject="x"))
    assert [contact.class_ for contact in await entrance.contacts()] == ["emergency", "normal"]


async def test_a_file_is_kept_by_its_bytes_and_a_picture_knows_where_it_stands(
    entrance: Entrance, mailbox: Line
) -> None:
    related = (
        b"From: owner@home.example\r\nSubject: photo\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
        b'<p>see <img src="cid:one@home"></p>\r\n--b\r\nContent-Type: image/png; name="../../photo.exe"\r\n'
        b"Content-ID: <one@home>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    await entrance.receive(related + base64.b64encode(PNG) + b"\r\n--b--\r\n")
    [message] = await entrance.messages()
    assert message.html == '<p>see <img data-cid="one@home"></p>'
    async with entrance.db.reading() as session:
        [file] = (await session.scalars(select(Attachment))).all()
    assert (file.content_type, file.content_id, file.is_inline, file.state) == ("image/png", "one@home", True, "stored")
    assert file.name == "photo.exe.png"
    assert message.attachments == [{"id": file.id}]
    assert (file.contact_id, file.message_id) == (message.contact_id, message.id)


async def test_what_would_run_is_kept_as_an_unknown_file(entrance: Entrance, mailbox: Line) -> None:
    files = (
        ("x.html", "text/html", b"<script>alert(1)</script>"),
        ("x.svg", "image/svg+xml", b"<svg onload=alert(1)>"),
        ("setup.exe", "application/x-msdownload", b"MZ\x90\x00"),
    )
    await entrance.receive(raw_mail(files=files))
    async with entrance.db.reading() as session:
        types = (await session.scalars(select(Attachment.content_type).order_by(Attachment.id))).all()
    assert types == ["application/octet-stream"] * 3


async def test_html_can_do_nothing(entrance: Entrance, mailbox: Line) -> None:
    markup = '<p onclick="x()">hi<script>alert(1)</script><img src="https://spy.example/x.png"></p>'
    await entrance.receive(raw_mail("hi", html=markup))
    [message] = await entrance.messages()
    assert message.html == '<p>hi<img data-remote-src="https://spy.example/x.png"></p>'


async def test_the_owner_is_told_once_with_the_reference_in_the_same_thread(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(message_id="first@x"), raw_mail("還有", in_reply_to="first@x"))
    [contact] = await entrance.contacts()
    [told] = await entrance.messages(direction="outbound")
    assert (told.channel, told.text, told.author_kind) == ("email", f"已收到，編號{contact.reference}", "system")
    [command] = await entrance.commands()
    assert command.kind == "send_mail"
    assert command.payload["auto_submitted"] == "auto-replied"
    assert (command.payload["in_reply_to"], command.payload["references"]) == ("first@x", ["first@x"])
    assert command.payload["subject"] == f"Re: 漏水 [{contact.reference}]"
    assert told.external_id == command.payload["mail_id"]


async def test_the_answer_goes_in_the_language_of_the_mail(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail("Water is dripping from my ceiling", subject="Leak"))
    [told] = await entrance.messages(direction="outbound")
    assert told.text.startswith("Received, no.")


async def test_one_sender_is_answered_once_in_a_while(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(*(raw_mail(subject=f"matter {number}") for number in range(5)))
    assert len(await entrance.contacts()) == 5
    assert len(await entrance.commands()) == 1


MACHINES = [
    pytest.param({"Auto_Submitted": "auto-replied"}, id="auto-submitted"),
    pytest.param({"Auto_Submitted": "auto-generated; type=x"}, id="auto-generated"),
    pytest.param({"Precedence": "bulk"}, id="bulk"),
    pytest.param({"List_Id": "<news.example>"}, id="list"),
    pytest.param({"X_Auto_Response_Suppress": "OOF, AutoReply"}, id="suppress"),
    pytest.param({"X_Autoreply": "yes"}, id="autoreply"),
    pytest.param({"X_Loop": "x@y"}, id="loop"),
    pytest.param({"Return_Path": "<>"}, id="null path"),
    pytest.param({"sender": "no-reply@shop.example"}, id="no-reply"),
    pytest.param({"sender": "MAILER-DAEMON@x.example"}, id="daemon"),
    pytest.param({"subject": "自動回覆: 漏水"}, id="out of office"),
    pytest.param({"sender": MAILBOX}, id="our own mailbox"),
]


@pytest.mark.parametrize("headers", MACHINES)
async def test_a_machine_is_never_answered(entrance: Entrance, mailbox: Line, headers: dict[str, str]) -> None:
    await entrance.receive(raw_mail(**headers))  # type: ignore[arg-type]
    assert len(await entrance.contacts()) == 1, "it is not lost"
    assert await entrance.commands() == []


@pytest.mark.parametrize("state", ["waiting", "closed"])
async def test_an_out_of_office_note_wakes_nobody(entrance: Entrance, mailbox: Line, state: str) -> None:
    await entrance.receive(raw_mail())
    await move(entrance, state=state, closed_at=clock.now() if state == "closed" else None)
    ours = await sent_id(entrance)
    await entrance.receive(
        raw_mail("我放假", subject="自動回覆: 漏水", in_reply_to=ours, Auto_Submitted="auto-replied")
    )
    [contact] = await entrance.contacts()
    assert contact.state == state
    note = (await entrance.messages())[-1]
    assert (note.kind, (note.mail or {})["is_automatic"]) == ("note", True)


def bounce_of(mail_id: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {MAILBOX}\r\nSubject: Undelivered Mail\r\n"
        "Message-ID: <bounce@mx.example>\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry, no such mailbox.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {OWNER}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{mail_id}>\r\nSubject: Re: x\r\n\r\nours\r\n--b--\r\n"
    ).encode()


async def test_a_bounce_is_what_became_of_our_mail(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail())
    await move(entrance, state="waiting")
    await entrance.receive(bounce_of(await sent_id(entrance)))
    [ours] = await entrance.messages(direction="outbound")
    assert (ours.delivery_state, ours.error_code) == ("failed", "5.1.1")
    assert "no such user" in ours.error_text
    [contact] = await entrance.contacts()
    assert contact.state == "queued", "an owner who never got our answer will not write back"
    note = (await entrance.messages())[-1]
    assert (note.kind, (note.mail or {})["is_bounce"]) == ("note", True)


async def test_a_delay_is_not_yet_a_failure(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail())
    await entrance.receive(bounce_of(await sent_id(entrance), action="delayed", status="4.4.1"))
    [ours] = await entrance.messages(direction="outbound")
    assert ours.delivery_state == "waiting"


async def test_a_forged_bounce_changes_nothing(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(message_id="first@x"))
    await entrance.receive(bounce_of("first@x"))
    [ours] = await entrance.messages(direction="outbound")
    assert ours.delivery_state == "waiting"
    first, strange = await entrance.contacts()
    assert (first.class_, strange.class_) == ("normal", "low")


async def test_an_unreadable_mail_does_not_stop_the_next(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(b"\x00\xff" * 3000, raw_mail())
    assert [event.state for event in await entrance.journal()] == ["projected", "projected"]
    assert (await entrance.messages())[-1].text == "廚房漏水"


async def test_null_characters_reach_no_table(entrance: Entrance, mailbox: Line) -> None:
    raw = raw_mail("abc", subject="xyz", html="<p>abc</p>").replace(b"abc", b"a\x00c").replace(b"xyz", b"x\x00z")
    await entrance.receive(raw)
    [message] = await entrance.messages()
    assert (message.text, (message.mail or {})["subject"]) == ("ac", "xz")
