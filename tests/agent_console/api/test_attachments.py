"""Files: uploading, attaching, fetching, and who may."""

import asyncio
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import FormData, web
from sqlalchemy import update

from contactcenter.db import Database
from contactcenter.media import service as media
from contactcenter.media.models import Attachment
from contactcenter.web.keys import MEDIA
from tests.agent_console.conftest import OpenWindow
from tests.support import files
from tests.support.builders.work_orders import Desk, make_order
from tests.support.console import Reply, Window

NAME = "漏水 廚房.jpg"


async def upload(
    window: Window, content: bytes, name: str = NAME, *, content_type: str = "image/jpeg", field: str = "file"
) -> Reply:
    form = FormData(quote_fields=False)
    form.add_field(field, io.BytesIO(content), filename=name, content_type=content_type)
    return await window.send("POST", "/attachments", data=form)


async def uploaded(window: Window, content: bytes | None = None, name: str = NAME) -> dict[str, Any]:
    reply = await upload(window, files.photo(tells=True) if content is None else content, name)
    assert reply.status == 201, reply.json
    answer: dict[str, Any] = reply.json
    return answer


async def fetch(window: Window, url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    async with window.client.get(url, headers={**window.headers, **headers}) as answer:
        return answer.status, dict(answer.headers), await answer.read()


async def test_a_photo_is_kept_shown_and_says_nothing_of_its_maker(agent: Window) -> None:
    photo = await uploaded(agent)
    assert photo == {
        "id": photo["id"],
        "name": NAME,
        "content_type": "image/jpeg",
        "size": len(files.photo()),
        "kind": "picture",
        "state": "stored",
        "error": None,
        "url": f"/api/v1/attachments/{photo['id']}",
        "thumbnail_url": f"/api/v1/attachments/{photo['id']}?size=thumbnail",
        "width": 64,
        "height": 48,
        "is_inline": False,
    }
    status, headers, content = await fetch(agent, photo["url"])
    assert (status, content) == (200, files.photo())
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Length"] == str(len(content))
    assert headers["Content-Disposition"] == f"inline; filename=\"__ __.jpg\"; filename*=UTF-8''{quote(NAME)}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, max-age=86400, immutable"
    status, headers, thumbnail = await fetch(agent, photo["thumbnail_url"])
    assert (status, headers["Content-Type"], thumbnail[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert files.CAMERA.encode() not in content + thumbnail


@pytest.mark.parametrize(
    ("content", "name", "claimed"),
    [
        pytest.param(files.SVG, "logo.svg", "image/svg+xml", id="a drawing with a script"),
        pytest.param(files.HTML, "page.html", "text/html", id="a web page"),
        pytest.param(files.HTML, "photo.jpg", "image/jpeg", id="a web page called a photo"),
        pytest.param(files.PROGRAM, "setup.exe", "application/x-msdownload", id="a program"),
        pytest.param(files.office(macros=True), "bill.docm", "application/msword", id="a letter that runs"),
        pytest.param(files.gif_script(), "moving.gif", "image/gif", id="a script called an animation"),
        pytest.param(files.bomb(), "big.png", "image/png", id="a bomb"),
        pytest.param(files.photo()[:-200], "half.jpg", "image/jpeg", id="half a photo"),
    ],
)
async def test_what_could_do_harm_is_only_ever_saved(agent: Window, content: bytes, name: str, claimed: str) -> None:
    reply = await upload(agent, content, name, content_type=claimed)
    assert reply.status == 201
    file = reply.json
    assert (file["kind"], file["content_type"], file["thumbnail_url"]) == ("file", "application/octet-stream", None)
    status, headers, served = await fetch(agent, file["url"])
    assert (status, served) == (200, content)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert (await agent.get(f"/attachments/{file['id']}", size="thumbnail")).status == 404


async def test_a_paper_is_saved_under_its_own_type(agent: Window) -> None:
    paper = await uploaded(agent, files.PDF, "單據.pdf")
    _, headers, content = await fetch(agent, paper["url"])
    assert (headers["Content-Type"], content) == ("application/pdf", files.PDF)
    assert headers["Content-Disposition"].startswith("attachment; ")


async def test_a_hostile_name_is_made_harmless(agent: Window) -> None:
    file = await uploaded(agent, files.PROGRAM, "../" + "x" * 300 + "\u202egpj.exe")
    assert file["name"] == "x" * 176 + ".exe"
    assert (await uploaded(agent, files.PROGRAM, "photo\u202egpj.exe"))["name"] == "photogpj.exe"
    assert (await uploaded(agent, files.PDF, quote("單據.pdf")))["name"] == "單據.pdf"
    assert (await uploaded(agent, files.PDF, "50%ff.pdf"))["name"] == "50%ff.pdf"


async def test_a_player_asks_for_parts(agent: Window) -> None:
    sound = await uploaded(agent, files.WAV, "voicemail.wav")
    assert (sound["kind"], sound["content_type"]) == ("sound", "audio/wav")
    size = len(files.WAV)
    status, headers, part = await fetch(agent, sound["url"], Range="bytes=4-7")
    assert (status, part, headers["Content-Range"]) == (206, files.WAV[4:8], f"bytes 4-7/{size}")
    status, headers, part = await fetch(agent, sound["url"], Range="bytes=0-")
    assert (status, part, headers["Content-Range"]) == (206, files.WAV, f"bytes 0-{size - 1}/{size}")
    assert (await fetch(agent, sound["url"], Range="bytes=-4"))[2] == files.WAV[-4:]
    status, headers, _ = await fetch(agent, sound["url"], Range=f"bytes={size}-")
    assert (status, headers["Content-Range"]) == (416, f"bytes */{size}")
    for nonsense in ("bytes=9-2", "lines=1-2", "bytes=a-b", "bytes=0-1,4-5"):
        assert (await fetch(agent, sound["url"], Range=nonsense))[::2] == (200, files.WAV)
    assert (await fetch(agent, sound["url"], Range="bytes=0-1", **{"If-Range": '"another"'}))[0] == 200


async def test_what_a_browser_has_is_not_sent_again(agent: Window) -> None:
    photo = await uploaded(agent)
    _, headers, _ = await fetch(agent, photo["url"])
    assert (await fetch(agent, photo["url"], **{"If-None-Match": headers["Etag"]}))[0] == 304


async def test_a_file_that_is_too_large_is_refused_in_clear_words(
    agent: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "LARGEST_FILE", 2 * 1024 * 1024)
    assert (await upload(agent, b"x" * (2 * 1024 * 1024))).status == 201, "larger than any other body may be"
    reply = await upload(agent, b"x" * (2 * 1024 * 1024 + 1))
    assert (reply.status, reply.code) == (413, "file_too_large")
    assert "2 MB" in reply.json["error"]["message"]
    assert reply.json["error"]["details"] == {"largest": 2 * 1024 * 1024}


async def test_a_file_that_hides_its_length_is_refused_too(agent: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "LARGEST_FILE", 100_000)

    async def pieces() -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 10_000
            await asyncio.sleep(0)

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    reply = await agent.send("POST", "/attachments", data=pieces(), headers=headers)
    assert (reply.status, reply.code) == (413, "file_too_large")


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param(b"{}", "application/json", 415, id="no form"),
        pytest.param(b"", "multipart/form-data", 400, id="a form without a boundary"),
        pytest.param(b"nonsense", "multipart/form-data; boundary=b", 400, id="nonsense"),
        pytest.param(b"--b--\r\n", "multipart/form-data; boundary=b", 422, id="an empty form"),
        pytest.param(
            b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
            id="words instead of a file",
        ),
        pytest.param(
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
            id="an empty file",
        ),
        pytest.param(
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
            "multipart/form-data; boundary=b",
            400,
            id="a form cut off",
        ),
        pytest.param(
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n'
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="b"\r\n\r\nb\r\n--b--\r\n',
            "multipart/form-data; boundary=b",
            422,
            id="two files",
        ),
    ],
)
async def test_what_is_no_form_with_one_file_is_refused(
    agent: Window, body: bytes, content_type: str, status: int
) -> None:
    reply = await agent.send("POST", "/attachments", data=body, headers={"Content-Type": content_type})
    assert reply.status == status, reply.json
    assert reply.json["error"]["message"]


async def test_an_upload_is_its_uploaders_until_it_is_attached(
    agent: Window, supervisor: Window, desk: Desk, sign_in: OpenWindow
) -> None:
    photo = await uploaded(agent)
    colleague = await sign_in(desk.colleague)
    for window in (supervisor, colleague):
        assert (await window.get(f"/attachments/{photo['id']}")).status == 404
    reply = await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "", "attachment_ids": [photo["id"]]})
    assert reply.status == 201
    assert [file["id"] for file in reply.json["attachments"]] == [photo["id"]]
    for window in (supervisor, colleague):
        assert (await fetch(window, photo["url"]))[0] == 200


async def test_files_of_a_contact_are_read_by_who_may_read_the_contact(
    agent: Window, plumber: Window, desk: Desk, sign_in: OpenWindow, db: Database
) -> None:
    photo = await uploaded(agent)
    await agent.post(f"/contacts/{desk.contact.id}/reply", {"text": "睇下", "attachment_ids": [photo["id"]]})
    assert (await plumber.get(f"/attachments/{photo['id']}")).status == 404
    async with db.transaction() as session:
        await make_order(session, desk)
    assert (await fetch(plumber, photo["url"]))[0] == 200
    outsider = await sign_in(desk.outsider)
    assert (await outsider.get(f"/attachments/{photo['id']}")).status == 404


async def test_a_reply_carries_its_files_in_the_thread(agent: Window, desk: Desk) -> None:
    first, second = await uploaded(agent), await uploaded(agent, files.PDF, "plan.pdf")
    body = {"text": "平面圖", "attachment_ids": [second["id"], first["id"], second["id"]]}
    sent = (await agent.post(f"/contacts/{desk.contact.id}/reply", body)).json
    assert [file["id"] for file in sent["attachments"]] == [second["id"], first["id"]]
    [shown] = (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"]
    assert shown["attachments"] == sent["attachments"] == [second, first]
    contact = (await agent.get(f"/contacts/{desk.contact.id}")).json
    assert contact["last_message"]["attachment_count"] == 2


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        pytest.param(files.SVG, "logo.svg", "file_not_sendable", id="a kind no carrier takes"),
        pytest.param(files.HEIC, "photo.heic", "file_not_sendable", id="a photo whose maker we cannot leave out"),
        pytest.param(files.PDF + b" " * 5_000_000, "plan.pdf", "files_too_large", id="too much for a text"),
    ],
)
async def test_what_no_carrier_takes_is_refused_before_it_is_sent(
    agent: Window, desk: Desk, content: bytes, name: str, code: str
) -> None:
    file = await uploaded(agent, content, name)
    reply = await agent.post(f"/contacts/{desk.contact.id}/reply", {"text": "x", "attachment_ids": [file["id"]]})
    assert (reply.status, reply.code) == (422, code)
    assert "attachment_ids" in reply.json["error"]["details"]["fields"]
    assert (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"] == []
    note = await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "x", "attachment_ids": [file["id"]]})
    assert note.status == 201, "the refused reply bound nothing, and a colleague may have it"


async def test_only_ones_own_uploads_and_the_contacts_files_can_be_attached(
    agent: Window, desk: Desk, sign_in: OpenWindow
) -> None:
    foreign = await uploaded(await sign_in(desk.colleague))
    for ids in ([foreign["id"]], ["nothing"]):
        reply = await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "x", "attachment_ids": ids})
        assert (reply.status, reply.code) == (422, "unknown_attachment")
    many = [str(number) for number in range(11)]
    assert (await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "x", "attachment_ids": many})).status == 422


async def test_an_order_takes_over_the_files_of_its_contact(agent: Window, plumber: Window, desk: Desk) -> None:
    photo = await uploaded(agent)
    contact = f"/contacts/{desk.contact.id}"
    await agent.post(f"{contact}/note", {"text": "相片", "attachment_ids": [photo["id"]]})
    draft = (await agent.get(f"{contact}/work-order-draft", type_code="repair_plumbing")).json
    assert [file["id"] for file in draft["attachments"]] == [photo["id"]]
    body = {name: draft[name] for name in ("type_code", "place_id", "title", "priority")}
    body |= {"form": {"area": "kitchen"}, "attachment_ids": [file["id"] for file in draft["attachments"]]}
    order = (await agent.post(f"{contact}/work-orders", body)).json
    [own] = order["attachments"]
    assert own["id"] != photo["id"], "the thread keeps its file, the order has its own"
    assert (own["name"], own["width"]) == (NAME, 64)
    assert (await fetch(plumber, own["url"]))[2] == files.photo()
    raised = (await plumber.get(f"/work-orders/{order['id']}/entries")).json["items"][0]
    assert (raised["act"], raised["attachments"]) == ("raised", [own])
    assert "attachments" not in raised["details"]
    thread = (await agent.get(f"{contact}/messages")).json["items"][0]
    assert [file["id"] for file in thread["attachments"]] == [photo["id"]]
    listed = (await agent.get("/work-orders")).json["items"]
    assert listed[0]["attachments"] == [own]


async def test_notes_and_the_result_of_an_order_carry_files(plumber: Window, agent: Window, desk: Desk) -> None:
    photo = await uploaded(agent)
    contact = f"/contacts/{desk.contact.id}"
    form = {"type_code": "repair_plumbing", "title": "漏水", "form": {"area": "kitchen"}}
    order = (await agent.post(f"{contact}/work-orders", {**form, "attachment_ids": [photo["id"]]})).json
    path = f"/work-orders/{order['id']}"
    await plumber.post(f"{path}/take")
    before, after = await uploaded(plumber, name="before.jpg"), await uploaded(plumber, name="after.jpg")
    assert (await plumber.post(f"{path}/note", {"text": "", "attachment_ids": [before["id"]]})).status == 200
    done = await plumber.post(f"{path}/done", {"result": "換咗", "attachment_ids": [after["id"]]})
    assert [file["name"] for file in done.json["attachments"]] == [NAME, "before.jpg", "after.jpg"]
    entries = (await plumber.get(f"{path}/entries")).json["items"]
    named = {entry["act"]: [file["name"] for file in entry["attachments"]] for entry in entries}
    assert named | {"told_owner": []} == {
        "raised": [NAME],
        "told_owner": [],
        "taken": [],
        "noted": ["before.jpg"],
        "done": ["after.jpg"],
    }
    # The desk may send the owner what the technician photographed.
    sent = await agent.post(f"{contact}/reply", {"text": "", "attachment_ids": [after["id"]]})
    assert [file["name"] for file in sent.json["attachments"]] == ["after.jpg"]


async def test_what_the_owner_may_see_of_an_order_goes_out_with_its_files(
    plumber: Window, agent: Window, desk: Desk, db: Database
) -> None:
    async with db.transaction() as session:
        order = await make_order(session, desk)
    photo = await uploaded(plumber)
    body = {"text": "已修好", "visible_to_owner": True, "attachment_ids": [photo["id"]]}
    told = await plumber.post(f"/work-orders/{order.id}/note", body)
    assert [file["id"] for file in told.json["attachments"]] == [photo["id"]]
    message = (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"][-1]
    assert (message["text"], message["direction"]) == ("已修好", "outbound")
    assert [file["name"] for file in message["attachments"]] == [NAME]


async def test_nothing_at_all_is_no_message(agent: Window, desk: Desk) -> None:
    for act in ("reply", "note"):
        reply = await agent.post(f"/contacts/{desk.contact.id}/{act}", {"text": " ", "attachment_ids": []})
        assert (reply.status, list(reply.json["error"]["details"]["fields"])) == (422, ["text"])


async def test_who_only_uploads_is_stopped(agent: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MOST_UNBOUND", 2)
    await uploaded(agent)
    await uploaded(agent)
    reply = await upload(agent, files.PDF, "a.pdf")
    assert (reply.status, reply.headers["Retry-After"]) == (429, "3600")


async def test_a_file_on_its_way_has_nothing_to_open(agent: Window, desk: Desk, db: Database) -> None:
    photo = await uploaded(agent)
    await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "x", "attachment_ids": [photo["id"]]})
    async with db.transaction() as session:
        await session.execute(update(Attachment).values(state="failed", error="gone", digest=None))
    [note] = (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"]
    [file] = note["attachments"]
    assert (file["state"], file["error"], file["url"], file["thumbnail_url"]) == ("failed", "gone", None, None)
    assert (await agent.get(f"/attachments/{photo['id']}")).status == 404


async def test_a_file_whose_bytes_are_gone_is_not_found(agent: Window, app: web.Application, db: Database) -> None:
    photo = await uploaded(agent)
    async with db.reading() as session:
        row = await session.get_one(Attachment, photo["id"])
    assert await app[MEDIA].delete(row.digest or "", unused_since=datetime.now(UTC) + timedelta(days=1))
    assert (await agent.get(f"/attachments/{photo['id']}")).status == 404
