"""The page of a mail's HTML over HTTP."""

from contactcenter import clock
from contactcenter.contacts.models import Message
from contactcenter.db import Database, new_id
from contactcenter.media.models import STORED, Attachment
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


async def make_mail(db: Database, desk: Desk, html: str | None) -> Message:
    """A mail in the desk's contact with one picture of its own."""
    now = clock.now()
    mail = Message(
        id=new_id(),
        contact_id=desk.contact.id,
        channel="email",
        direction="inbound",
        author_kind="customer",
        text="廚房漏水",
        html=html,
        language="zh-Hant",
        created_at=now,
    )
    picture = Attachment(
        id=new_id(),
        name="leak.jpg",
        content_type="image/jpeg",
        digest="0" * 64,
        state=STORED,
        content_id="leak@phone",
        is_inline=True,
        contact_id=desk.contact.id,
        message_id=mail.id,
        created_at=now,
    )
    async with db.transaction() as session:
        session.add_all([mail, picture])
    return mail


async def read(window: Window, desk: Desk, mail: Message, **query: str) -> tuple[int, str, dict[str, str]]:
    path = f"/api/v1/contacts/{desk.contact.id}/messages/{mail.id}/page"
    async with window.client.get(path, params=query, headers=window.headers) as answer:
        return answer.status, await answer.text(), dict(answer.headers)


async def test_a_mail_is_shown_with_its_own_pictures_in_a_page_that_can_do_nothing(
    agent: Window, desk: Desk, db: Database
) -> None:
    mail = await make_mail(
        db, desk, '<p>漏水</p><img data-cid="leak@phone"><img data-remote-src="https://x.example/1">'
    )
    status, page, headers = await read(agent, desk, mail)
    assert status == 200
    assert '<p>漏水</p><img src="/api/v1/attachments/' in page
    assert 'src="https://x.example/1"' not in page.replace("data-remote-src", "")
    assert headers["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cache-Control"] == "no-store"


async def test_pictures_from_elsewhere_come_only_when_asked_for(agent: Window, desk: Desk, db: Database) -> None:
    mail = await make_mail(db, desk, '<img data-remote-src="https://x.example/1">')
    _status, page, headers = await read(agent, desk, mail, images="remote")
    assert '<img src="https://x.example/1">' in page
    assert "https:" in headers["Content-Security-Policy"]


async def test_a_message_without_html_or_of_another_contact_has_no_page(
    agent: Window, desk: Desk, db: Database
) -> None:
    plain = await make_mail(db, desk, None)
    assert (await read(agent, desk, plain))[0] == 404
    mail = await make_mail(db, desk, "<p>漏水</p>")
    assert (await agent.get(f"/contacts/{new_id()}/messages/{mail.id}/page")).status == 404


async def test_a_mail_is_shown_only_to_those_who_may_read_its_contact(
    plumber: Window, stranger: Window, desk: Desk, db: Database
) -> None:
    mail = await make_mail(db, desk, "<p>漏水</p>")
    assert (await read(stranger, desk, mail))[0] == 401
    assert (await read(plumber, desk, mail))[0] == 404
