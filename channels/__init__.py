"""The ways customers reach us: each channel translates between a provider and the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from channels.sms.absent import AbsentCarrier
from channels.sms.projection import STATUSES, TEXTS
from channels.sms.sender import TwilioCarrier
from channels.sms.webhook import STATUS_KIND, STATUS_PATH, TEXT_KIND, SmsWebhook
from contactcenter.config import Settings
from contactcenter.journal.projector import Projection


@dataclass(frozen=True)
class Channels:
    """What the composition root needs of all channels; `close` gives their connections back."""

    routes: Sequence[web.RouteDef]
    projections: Mapping[str, Projection]
    carrier: TwilioCarrier | AbsentCarrier

    async def close(self) -> None:
        await self.carrier.close()


def build_channels(settings: Settings) -> Channels:
    """Opens nothing yet. A new channel is added here."""
    sms = SmsWebhook(settings.twilio_auth_token, settings.public_base_url)
    return Channels(
        routes=sms.routes(),
        projections={TEXT_KIND: TEXTS, STATUS_KIND: STATUSES},
        carrier=_build_carrier(settings),
    )


def _build_carrier(settings: Settings) -> TwilioCarrier | AbsentCarrier:
    if not settings.has_carrier:
        return AbsentCarrier()
    return TwilioCarrier(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        status_callback=settings.public_base_url + STATUS_PATH,
        base_url=settings.twilio_api_base,
    )
