"""Sends texts through the provider's official client; the `Carrier` of the core's contracts."""

from collections.abc import Sequence
from datetime import datetime

from twilio.base import values
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from channels.twilio.errors import MEANINGS, Meaning, plain_words
from channels.twilio.http_client import TOTAL_SECONDS, CarrierHttpClient
from contactcenter.errors import SendError

# How far back to look for a text of unknown fate: newest first, so it is nearly always among the first.
MOST_TEXTS_LOOKED_AT = 200
PAGE_SIZE = 50


class TwilioCarrier:
    """One carrier account. Needs no connection before its first use; `close` when done."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        status_callback: str,
        base_url: str = "",
        timeout_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._http = CarrierHttpClient(base_url, total_seconds=timeout_seconds)
        self._client = Client(account_sid, auth_token, http_client=self._http)
        self._status_callback = status_callback

    async def close(self) -> None:
        await self._http.close()

    async def send_text(self, *, sender: str, recipient: str, text: str, media_urls: Sequence[str] = ()) -> str:
        """Hand one text over, once; returns the carrier's id. Never repeats by itself: the outbox decides that."""
        try:
            message = await self._client.messages.create_async(
                to=recipient,
                from_=sender,
                body=text,
                media_url=list(media_urls) or values.unset,
                status_callback=self._status_callback,
            )
        except TwilioRestException as error:
            raise _refused(error) from error
        except (TwilioException, ValueError) as error:
            raise SendError("The carrier's answer makes no sense.", retryable=True, maybe_sent=True) from error
        if not message.sid:
            raise SendError("The carrier's answer names no text.", retryable=True, maybe_sent=True)
        return str(message.sid)

    async def find_text(self, *, sender: str, recipient: str, text: str, since: datetime) -> str | None:
        """The newest text with these words between these numbers, accepted at or after `since`; None if none was."""
        # The carrier's dates have whole seconds. Its DateSent filter would leave out what is still queued.
        earliest = since.replace(microsecond=0)
        try:
            messages = await self._client.messages.stream_async(
                to=recipient, from_=sender, limit=MOST_TEXTS_LOOKED_AT, page_size=PAGE_SIZE
            )
            async for message in messages:
                if message.date_created is not None and message.date_created < earliest:
                    return None
                if message.body == text:
                    return str(message.sid)
        except TwilioRestException as error:
            raise _refused(error) from error
        except (TwilioException, ValueError) as error:
            raise SendError("The carrier's answer makes no sense.", retryable=True) from error
        return None

    async def check(self) -> str:
        """One plain sentence about the account; raises `SendError` where texts cannot be sent with it."""
        try:
            account = await self._client.api.v2010.account.fetch_async()
        except TwilioRestException as error:
            raise _refused(error) from error
        except (TwilioException, ValueError) as error:
            raise SendError("The carrier's answer makes no sense.", retryable=True) from error
        if account.status != "active":
            raise SendError(f"The carrier account is {account.status}.", retryable=False)
        return f"The carrier account “{account.friendly_name}” is active."


def _refused(error: TwilioRestException) -> SendError:
    # The provider's own message may quote numbers and texts; our words for its number do not.
    code = str(error.code or error.status)
    meaning = MEANINGS.get(code, Meaning(plain_words(code)))
    return SendError(meaning.text, code=code, retryable=meaning.retryable)
