"""Sends a text of a thread through the carrier."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contactcenter.actions.record_delivery import bring_back_unreached
from contactcenter.contacts import deliveries
from contactcenter.contracts import Carrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.errand import within_call_time
from contactcenter.media.links import MediaLinks, Permit
from contactcenter.media.sending import shares
from contactcenter.media.service import find_many
from contactcenter.outbox.models import OutboxCommand

# A clock at the carrier may differ from ours by this much when we ask what it sent since.
CLOCK_SKEW = timedelta(minutes=2)


@dataclass(frozen=True)
class SendText:
    """Carries out `send_text`."""

    carrier: Carrier
    links: MediaLinks

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        if command.maybe_sent:
            found = await self._find_sent(db, command)
            if found is not None:
                return found
        if now >= command.deadline_at:
            raise SendError("The text could not be sent in time.", code="too_late", retryable=False)
        text, urls = _text_of(command), await self._media_urls(db, command, now)
        async with within_call_time():
            return await self.carrier.send_text(
                sender=text["sender"], recipient=text["recipient"], text=text["text"], media_urls=urls
            )

    async def _media_urls(self, db: Database, command: OutboxCommand, now: datetime) -> list[str]:
        """Where the carrier fetches the files of the text, each as light as it must be for all to go."""
        ids = command.payload.get("attachment_ids", [])
        if not ids:
            return []
        async with db.reading() as session:
            found = await find_many(session, ids)
        if len(found) < len(ids):
            raise SendError("A file of the text is not there any more.", code="file_gone", retryable=False)
        given = shares(list(found.values()))
        return [self.links.url_of(Permit(id_, given[id_]), now=now) for id_ in ids]

    async def _find_sent(self, db: Database, command: OutboxCommand) -> str | None:
        """The carrier's id of this very text, if it went out before we lost track of it."""
        text, since = _text_of(command), command.created_at - CLOCK_SKEW
        async with within_call_time():
            found = await self.carrier.find_text(
                sender=text["sender"], recipient=text["recipient"], text=text["text"], since=since
            )
        if found is None:
            return None
        async with db.reading() as session:
            # An equal text sent shortly before is another message of ours.
            return None if await deliveries.is_recorded(session, "sms", found) else found

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        if command.message_id:
            message = await deliveries.record_sent(session, command.message_id, result)
            await bring_back_unreached(session, [message] if message else [], now=now)

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        if command.message_id:
            message = await deliveries.record_not_sent(
                session, command.message_id, code=error.code or "not_sent", text=error.text
            )
            await bring_back_unreached(session, [message] if message else [], now=now)


def _text_of(command: OutboxCommand) -> dict[str, str]:
    return {name: str(command.payload[name]) for name in ("sender", "recipient", "text")}
