"""What every channel promises: inherit `ChannelContract`, give it a channel, and the tests run.

What belongs to one provider alone (its parameters, its error numbers) is tested beside that channel.
"""

import logging
from typing import Protocol

import pytest
from sqlalchemy import func, select

from contactcenter.contacts.models import Contact, Message
from contactcenter.contracts import DeliveryState
from contactcenter.customers.models import CustomerAddress
from contactcenter.db import Database
from contactcenter.journal.models import InboundEvent


class Channel(Protocol):
    """A channel with recorded payloads of one unknown sender, on a server of its own."""

    db: Database
    sender: str
    secrets: tuple[str, ...]

    async def deliver_message(self, *, signed: bool = True) -> int:
        """Post the recorded message as the provider does; returns the HTTP status."""

    async def deliver_status(self, state: DeliveryState) -> int:
        """Post the recorded report about the message that the test recorded as sent."""

    async def record_sent(self) -> str:
        """A message of ours with the provider's id that the recorded reports speak of; returns our id."""

    async def project(self) -> None:
        """Let everything in the journal take effect."""


class ChannelContract:
    """Needs a fixture `channel` in the inheriting class's file."""

    async def test_a_wrong_signature_is_refused_and_nothing_is_stored(self, channel: Channel) -> None:
        assert await channel.deliver_message(signed=False) == 403
        assert await _count(channel, InboundEvent) == 0

    async def test_a_duplicate_is_answered_and_changes_nothing(self, channel: Channel) -> None:
        for _ in range(3):
            assert await channel.deliver_message() == 200
            await channel.project()
        assert await _count(channel, InboundEvent) == 1
        assert await _count(channel, Contact) == 1
        async with channel.db.reading() as session:
            arrived = await session.scalars(select(Message).where(Message.direction == "inbound"))
            assert len(arrived.all()) == 1

    async def test_an_unknown_sender_becomes_a_customer(self, channel: Channel) -> None:
        await channel.deliver_message()
        await channel.project()
        async with channel.db.reading() as session:
            [contact] = (await session.scalars(select(Contact))).all()
            [address] = (await session.scalars(select(CustomerAddress))).all()
        assert (contact.address, address.address) == (channel.sender, channel.sender)
        assert contact.customer_id == address.customer_id

    @pytest.mark.parametrize(
        ("reported", "shown"),
        [
            pytest.param(["sent"], "sent", id="sent"),
            pytest.param(["sent", "delivered"], "delivered", id="delivered"),
            pytest.param(["delivered", "sent"], "delivered", id="overtaken by a later status"),
            pytest.param(["sent", "failed"], "failed", id="failed"),
        ],
    )
    async def test_delivery_reports_are_understood(
        self, channel: Channel, reported: list[DeliveryState], shown: DeliveryState
    ) -> None:
        message_id = await channel.record_sent()
        for state in reported:
            assert await channel.deliver_status(state) == 200
            await channel.project()
        async with channel.db.reading() as session:
            message = await session.get_one(Message, message_id)
        assert message.delivery_state == shown
        assert bool(message.error_code and message.error_text) == (shown == "failed")

    async def test_secrets_numbers_and_texts_are_absent_from_logs(
        self, channel: Channel, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        await channel.deliver_message()
        await channel.deliver_message(signed=False)
        await channel.project()
        for secret in channel.secrets:
            assert secret not in caplog.text


async def _count(channel: Channel, table: type[InboundEvent] | type[Contact]) -> int:
    async with channel.db.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0
