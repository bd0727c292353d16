"""Texts keep what every channel promises; refusals by the provider are tested in test_sender.py."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from channels.sms.webhook import STATUS_PATH, TEXT_PATH
from contactcenter.contacts.models import Contact, Message
from contactcenter.contracts import DeliveryState
from contactcenter.db import Database, new_id
from tests.channels.contract import Channel, ChannelContract
from tests.channels.sms.conftest import TOKEN, Entrance
from tests.channels.sms.payloads import LINE, PHONE, TEXT_SID, recorded

NOW = datetime(2026, 7, 1, 14, 10, tzinfo=UTC)
REPORTS = {"sent": "status_sent", "delivered": "status_delivered", "failed": "status_undelivered"}


@dataclass
class SmsChannel:
    entrance: Entrance
    sender: str = PHONE
    secrets: tuple[str, ...] = (TOKEN, PHONE, PHONE.removeprefix("+"), "廚房漏水", "%E5%BB%9A")

    @property
    def db(self) -> Database:
        return self.entrance.db

    async def deliver_message(self, *, signed: bool = True) -> int:
        signature = None if signed else "nonsense"
        return (await self.entrance.post(TEXT_PATH, recorded("inbound_text"), signature=signature))[0]

    async def deliver_status(self, state: DeliveryState) -> int:
        return (await self.entrance.post(STATUS_PATH, recorded(REPORTS[state])))[0]

    async def record_sent(self) -> str:
        times = {"created_at": NOW, "updated_at": NOW, "queued_at": NOW}
        contact = Contact(id=new_id(), reference="C-2026-0001", channel="sms", thread_key=f"{LINE} {PHONE}", **times)
        message = Message(id=new_id(), contact_id=contact.id, channel="sms", direction="outbound", created_at=NOW)
        message.author_kind, message.delivery_state, message.external_id = "agent", "waiting", TEXT_SID
        async with self.db.transaction() as session:
            session.add(contact)
            await session.flush()
            session.add(message)
            await session.flush()
        return message.id

    async def project(self) -> None:
        await self.entrance.project()


@pytest.fixture
def channel(entrance: Entrance) -> Channel:
    return SmsChannel(entrance)


class TestSms(ChannelContract):
    pass
