"""What we ask of the provider about calls, through its official client; the `CallCarrier` of the core's contracts."""

import base64
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

import aiohttp
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from channels.twilio.errors import MEANINGS, plain_words
from channels.twilio.http_client import CONNECT_SECONDS, VENDOR_ORIGIN, CarrierHttpClient
from channels.voice.addresses import HOLD_PATH, Addresses
from channels.voice.payload import OVER
from contactcenter.errors import SendError
from contactcenter.text.numbers import REAL_NUMBER

# A caller waits for the answer: what does not come within seconds is looked at again instead.
CALL_SECONDS: Final = 5.0
FETCHING_SECONDS: Final = 30.0
LARGEST_RECORDING: Final = 25 * 1024 * 1024
LEG_EVENTS: Final = ["initiated", "ringing", "answered", "completed"]
MOST_LOOKED_AT: Final = 20
# What an agent's device shows where the caller withholds the number.
WITHHELD: Final = "anonymous"

# The telephone is not on the line any more, or never was there for us.
GONE: Final[Mapping[str, str]] = {
    "21220": "The call is over already.",
    "20404": "The carrier does not know this call any more.",
}
NOT_TALKING: Final = "not_talking"


def identity_of(agent_id: str) -> str:
    """The name of an agent's devices at the carrier: letters, digits and the underscore are safe in it."""
    return f"agent_{agent_id}"


class TwilioCalls:
    """The calls of one account. Needs no connection before its first use; `close` when done."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        public_base_url: str,
        base_url: str = "",
        timeout_seconds: float = CALL_SECONDS,
    ) -> None:
        self._http = CarrierHttpClient(base_url, total_seconds=timeout_seconds)
        self._client = Client(account_sid, auth_token, http_client=self._http)
        self._addresses = Addresses(public_base_url)
        self._recordings = f"{(base_url or VENDOR_ORIGIN).rstrip('/')}/2010-04-01/Accounts/{account_sid}/Recordings"
        self._sign_in = base64.b64encode(f"{account_sid}:{auth_token}".encode()).decode()
        self._files: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        await self._http.close()
        if self._files is not None:
            await self._files.close()
            self._files = None

    async def ring_agent(self, *, call_id: str, leg_id: str, agent_id: str, caller: str, seconds: int) -> str:
        # What stands behind the question mark is handed to the device, which so knows whose call it is.
        device = f"client:{identity_of(agent_id)}?{urlencode({'call': call_id, 'leg': leg_id})}"
        async with _in_our_words(maybe_sent=True):
            call = await self._client.calls.create_async(
                to=device,
                from_=caller if REAL_NUMBER.fullmatch(caller) else WITHHELD,
                url=self._addresses.of_leg(leg_id),
                method="POST",
                timeout=seconds,
                status_callback=self._addresses.of_leg(leg_id, "status"),
                status_callback_method="POST",
                status_callback_event=LEG_EVENTS,
            )
            return _named(call.sid)

    async def find_agent_legs(self, *, agent_id: str, since: datetime) -> Sequence[str]:
        device, earliest = f"client:{identity_of(agent_id)}", since.replace(microsecond=0)
        found: list[str] = []
        async with _in_our_words():
            for call in await self._client.calls.list_async(to=device, limit=MOST_LOOKED_AT):
                if (call.date_created is None or call.date_created >= earliest) and call.status not in OVER:
                    found.append(_named(call.sid))
        return found

    async def call_out(self, *, alert_id: str, sender: str, recipient: str, seconds: int) -> str:
        async with _in_our_words(maybe_sent=True):
            call = await self._client.calls.create_async(
                to=recipient,
                from_=sender,
                url=self._addresses.of_alert(alert_id),
                method="POST",
                timeout=seconds,
                status_callback=self._addresses.of_alert(alert_id, "status"),
                status_callback_method="POST",
                status_callback_event=LEG_EVENTS,
            )
            return _named(call.sid)

    async def find_calls_out(self, *, recipient: str, since: datetime) -> Sequence[str]:
        earliest = since.replace(microsecond=0)
        async with _in_our_words():
            calls = await self._client.calls.list_async(to=recipient, limit=MOST_LOOKED_AT)
            return [
                _named(call.sid)
                for call in calls
                if call.direction != "inbound" and (call.date_created is None or call.date_created >= earliest)
            ]

    async def dial_customer(self, *, call_id: str, line: str, number: str, seconds: int) -> str:
        async with _in_our_words(maybe_sent=True):
            call = await self._client.calls.create_async(
                to=number,
                from_=line,
                url=self._addresses.of_call(call_id, "reached"),
                method="POST",
                timeout=seconds,
                machine_detection="Enable",
                status_callback=self._addresses.of_call(call_id, "reaching"),
                status_callback_method="POST",
                status_callback_event=LEG_EVENTS,
            )
            return _named(call.sid)

    async def bring_in(self, *, call_id: str, leg: str) -> None:
        await self._redirect(leg, self._addresses.of_call(call_id, "join"))

    async def send_to_queue(self, *, call_id: str, leg: str) -> None:
        await self._redirect(leg, self._addresses.of_call(call_id, "queue"))

    async def _redirect(self, leg: str, url: str) -> None:
        async with _in_our_words(maybe_sent=True):
            await self._client.calls(leg).update_async(url=url, method="POST")

    async def hold(self, *, call_id: str, leg: str, is_held: bool) -> None:
        conference = await self._find_conference(call_id)
        if conference is None:
            raise SendError("Nobody is talking in this call.", code=NOT_TALKING, retryable=False)
        async with _in_our_words(maybe_sent=True):
            participant = self._client.conferences(conference).participants(leg)
            if is_held:
                await participant.update_async(hold=True, hold_url=self._addresses.of(HOLD_PATH), hold_method="POST")
            else:
                await participant.update_async(hold=False)

    async def end_leg(self, *, leg: str) -> None:
        async with _in_our_words(maybe_sent=True):
            await self._client.calls(leg).update_async(status="completed")

    async def is_over(self, *, leg: str) -> bool:
        try:
            async with _in_our_words():
                call = await self._client.calls(leg).fetch_async()
        except SendError as error:
            if error.code == "gone":
                return True
            raise
        return call.status in OVER

    async def find_talking(self, *, call_id: str) -> frozenset[str]:
        conference = await self._find_conference(call_id)
        if conference is None:
            return frozenset()
        async with _in_our_words():
            participants = await self._client.conferences(conference).participants.list_async(limit=MOST_LOOKED_AT)
        return frozenset(str(participant.call_sid) for participant in participants)

    async def _find_conference(self, call_id: str) -> str | None:
        """The conversation that bears the name of our call and goes on."""
        async with _in_our_words():
            found = await self._client.conferences.list_async(friendly_name=call_id, status="in-progress", limit=1)
        return _named(found[0].sid) if found else None

    async def fetch_recording(self, recording: str) -> bytes:
        if not recording.isalnum():
            raise SendError("This is no recording of the carrier's.", code="gone", retryable=False)
        if self._files is None:
            timeout = aiohttp.ClientTimeout(total=FETCHING_SECONDS, connect=CONNECT_SECONDS)
            self._files = aiohttp.ClientSession(timeout=timeout, headers={"Authorization": f"Basic {self._sign_in}"})
        try:
            async with self._files.get(f"{self._recordings}/{recording}.wav", allow_redirects=False) as answer:
                if answer.status in (404, 410):
                    raise SendError("The carrier does not have this recording.", code="gone", retryable=False)
                if answer.status != 200:
                    raise SendError(MEANINGS["20500"].text, code=str(answer.status), retryable=True)
                return await _read(answer)
        except TimeoutError as error:
            raise SendError("The carrier did not answer in time.", retryable=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise SendError("The carrier cannot be reached.", retryable=True) from error


async def _read(answer: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        content += chunk
        if len(content) > LARGEST_RECORDING:
            raise SendError("The recording is larger than what we keep.", code="too_large", retryable=False)
    return bytes(content)


@asynccontextmanager
async def _in_our_words(*, maybe_sent: bool = False) -> AsyncIterator[None]:
    """The provider's refusals as `SendError`; an answer that makes no sense may have had its effect."""
    try:
        yield
    except TwilioRestException as error:
        raise _refused(error) from error
    except (TwilioException, ValueError) as error:
        raise SendError("The carrier's answer makes no sense.", retryable=True, maybe_sent=maybe_sent) from error


def _refused(error: TwilioRestException) -> SendError:
    code = str(error.code or error.status)
    if code in GONE or error.status == 404:
        return SendError(GONE.get(code, GONE["20404"]), code="gone", retryable=False)
    # The provider's own message may quote numbers; our words for its number do not.
    meaning = MEANINGS.get(code)
    text = meaning.text if meaning else plain_words(code)
    return SendError(text, code=code, retryable=meaning.retryable if meaning else False)


def _named(sid: str | None) -> str:
    if not sid:
        raise SendError("The carrier's answer names nothing.", retryable=True, maybe_sent=True)
    return str(sid)
