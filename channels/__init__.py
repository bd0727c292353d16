"""The ways customers reach us: each channel translates between a provider and the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from channels.email.absent import AbsentMailServer
from channels.email.projection import MailProjection
from channels.email.reader import MailReader
from channels.email.sender import SmtpSender
from channels.email.smtp_url import MalformedUrl, read_smtp_url
from channels.email.webhook import MAIL_KIND, MailWebhook
from channels.sms.absent import AbsentCarrier
from channels.sms.media import AbsentMedia, TwilioMedia
from channels.sms.projection import STATUSES, TEXTS
from channels.sms.sender import TwilioCarrier
from channels.sms.webhook import STATUS_KIND, STATUS_PATH, TEXT_KIND, SmsWebhook
from channels.voice.absent import AbsentCalls
from channels.voice.carrier import TwilioCalls
from channels.voice.projection import CALL_EVENTS
from channels.voice.tokens import NoSoftphones, TwilioSoftphones, build_softphones
from channels.voice.webhook import EVENT_KIND, VoiceWebhook
from contactcenter.config import PREFIX, ConfigurationError, Settings
from contactcenter.journal.projector import Projection
from contactcenter.media.store import MediaStore


@dataclass(frozen=True)
class Channels:
    """What the composition root needs of all channels; `close` gives their connections back.

    `slow_kinds` are the journal rows that take long to prepare.
    """

    routes: Sequence[web.RouteDef]
    projections: Mapping[str, Projection]
    carrier: TwilioCarrier | AbsentCarrier
    media: TwilioMedia | AbsentMedia
    calls: TwilioCalls | AbsentCalls
    softphones: TwilioSoftphones | NoSoftphones
    mail: SmtpSender | AbsentMailServer
    mail_reader: MailReader
    slow_kinds: Sequence[str] = (MAIL_KIND,)

    async def close(self) -> None:
        await self.carrier.close()
        await self.calls.close()
        await self.media.close()
        await self.mail.close()
        await self.mail_reader.close()


def build_channels(settings: Settings, store: MediaStore) -> Channels:
    """Opens nothing yet. A new channel is added here. `store` is where the files of mails are kept."""
    sms = SmsWebhook(settings.twilio_auth_token, settings.public_base_url)
    voice = VoiceWebhook(settings.twilio_auth_token, settings.public_base_url)
    reader = MailReader()
    return Channels(
        routes=[*sms.routes(), *voice.routes(), *MailWebhook(settings.email_webhook_token).routes()],
        projections={
            TEXT_KIND: TEXTS,
            STATUS_KIND: STATUSES,
            EVENT_KIND: CALL_EVENTS,
            MAIL_KIND: MailProjection(reader, store).projection(),
        },
        carrier=build_carrier(settings),
        media=_build_media(settings),
        calls=_build_calls(settings),
        softphones=build_softphones(settings),
        mail=build_mail_sender(settings),
        mail_reader=reader,
    )


def build_carrier(settings: Settings) -> TwilioCarrier | AbsentCarrier:
    """Also for whoever only wants to know whether the account works."""
    if not settings.has_carrier:
        return AbsentCarrier()
    return TwilioCarrier(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        status_callback=settings.public_base_url + STATUS_PATH,
        base_url=settings.twilio_api_base,
    )


def _build_media(settings: Settings) -> TwilioMedia | AbsentMedia:
    if not settings.has_carrier:
        return AbsentMedia()
    return TwilioMedia(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        base_url=settings.twilio_api_base,
    )


def _build_calls(settings: Settings) -> TwilioCalls | AbsentCalls:
    if not settings.has_carrier:
        return AbsentCalls()
    return TwilioCalls(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token,
        public_base_url=settings.public_base_url,
        base_url=settings.twilio_api_base,
    )


def build_mail_sender(settings: Settings) -> SmtpSender | AbsentMailServer:
    """Raises `ConfigurationError` where the setting cannot be read."""
    if not settings.smtp_url:
        return AbsentMailServer()
    try:
        return SmtpSender(read_smtp_url(settings.smtp_url))
    except MalformedUrl as error:
        raise ConfigurationError(f"{PREFIX}SMTP_URL cannot be used: {error}.") from error
