"""Mails keep what every channel promises; refusals by the mail server are tested in test_sender.py."""

from dataclasses import dataclass

import pytest

from contactcenter.contacts.models import Message
from contactcenter.contacts.outgoing_mails import Before, compose, remember_sent
from contactcenter.contracts import DeliveryState
from contactcenter.db import Database, new_id
from contactcenter.lines.models import Line
from tests.channels.contract import Channel, ChannelContract
from tests.channels.email.conftest import TOKEN, Entrance
from tests.channels.email.test_projection import bounce_of
from tests.support.builders.contacts import NOW, make_contact
from tests.support.mails import MAILBOX, OWNER, raw_mail

ACTIONS = {"sent": ("relayed", "2.0.0"), "delivered": ("delivered", "2.0.0"), "failed": ("failed", "5.1.1")}
RAW = raw_mail("廚房漏水，請派人", sender=f"陳大文 <{OWNER}>", message_id="one@home.example")


@dataclass
class MailChannel:
    entrance: Entrance
    sender: str = OWNER
    secrets: tuple[str, ...] = (TOKEN, OWNER, "廚房漏水", "陳大文", "one@home.example")
    mail_id: str = ""
    number: int = 0

    @property
    def db(self) -> Database:
        return self.entrance.db

    async def deliver_message(self, *, signed: bool = True) -> int:
        return await self.entrance.post(RAW, token=TOKEN if signed else "nonsense")

    async def deliver_status(self, state: DeliveryState) -> int:
        action, status = ACTIONS[state]
        self.number += 1
        raw = bounce_of(self.mail_id, action=action, status=status)
        return await self.entrance.post(raw.replace(b"bounce@mx", b"bounce%d@mx" % self.number))

    async def record_sent(self) -> str:
        async with self.db.transaction() as session:
            contact = await make_contact(session, channel="email", address=OWNER, line=MAILBOX)
            line = Line(channel="email", address=MAILBOX, names={})
            mail = compose(contact, "好", line=line, recipient=OWNER, before=Before(), written="by_person")
            message = Message(id=new_id(), contact_id=contact.id, channel="email", direction="outbound", created_at=NOW)
            message.author_kind, message.delivery_state, message.external_id = "agent", "waiting", mail.mail_id
            session.add(message)
            await session.flush()
            await remember_sent(session, {message.id: (contact.id, mail)})
        self.mail_id = mail.mail_id
        return message.id

    async def project(self) -> None:
        await self.entrance.project()


@pytest.fixture
def channel(entrance: Entrance) -> Channel:
    return MailChannel(entrance)


class TestMail(ChannelContract):
    pass
