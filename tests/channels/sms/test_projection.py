"""From the journal to the core: what the recorded forms become."""

from urllib.parse import urlencode

from sqlalchemy import select

from channels.sms.webhook import TEXT_PATH
from contactcenter.contacts.models import Contact, Message
from contactcenter.media.models import Attachment
from contactcenter.outbox.models import OutboxCommand
from tests.channels.sms.conftest import Entrance
from tests.channels.sms.payloads import LINE, PHONE, TEXT_SID, recorded
from tests.support.builders.lines import make_line


def form(sid: str, text: str, sender: str = PHONE) -> bytes:
    return urlencode({"MessageSid": sid, "From": sender, "To": LINE, "Body": text}).encode()


async def messages(entrance: Entrance) -> list[Message]:
    async with entrance.db.reading() as session:
        query = select(Message).where(Message.direction == "inbound").order_by(Message.id)
        return list(await session.scalars(query))


async def test_a_text_begins_a_contact_on_its_line(entrance: Entrance) -> None:
    async with entrance.db.transaction() as session:
        await make_line(session)
    await entrance.post(TEXT_PATH, recorded("inbound_text"))
    await entrance.project()
    [message] = await messages(entrance)
    assert (message.text, message.external_id, message.channel) == ("3座12樓B室 廚房漏水", TEXT_SID, "sms")
    async with entrance.db.reading() as session:
        [contact] = (await session.scalars(select(Contact))).all()
    assert (contact.channel, contact.address, contact.line) == ("sms", PHONE, LINE)


async def test_texts_of_one_sender_join_one_contact_in_their_order(entrance: Entrance) -> None:
    for number in range(5):
        await entrance.post(TEXT_PATH, form(f"SM{number}", f"text {number}"))
    await entrance.project()
    found = await messages(entrance)
    assert [message.text for message in found] == [f"text {number}" for number in range(5)]
    assert len({message.contact_id for message in found}) == 1


async def test_a_photo_keeps_where_it_can_be_fetched(entrance: Entrance) -> None:
    await entrance.post(TEXT_PATH, recorded("inbound_photo"))
    await entrance.project()
    [message] = await messages(entrance)
    async with entrance.db.reading() as session:
        [file] = await session.scalars(select(Attachment))
        [command] = await session.scalars(select(OutboxCommand).where(OutboxCommand.kind == "fetch_media"))
    assert message.attachments == [{"id": file.id}]
    assert (file.state, file.content_type, file.name) == ("fetching", "image/jpeg", "photo.jpg")
    assert file.source_url.startswith("https://api.twilio.com/2010-04-01/Accounts/")
    assert (file.contact_id, file.message_id) == (message.contact_id, message.id)
    assert command.payload == {"attachment_id": file.id}


async def test_an_unusable_row_does_not_block_the_next(entrance: Entrance) -> None:
    await entrance.post(TEXT_PATH, recorded("inbound_without_sender"))
    await entrance.post(TEXT_PATH, recorded("inbound_text"))
    await entrance.project()
    assert [event.state for event in await entrance.journal()] == ["failed", "projected"]
