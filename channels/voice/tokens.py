"""Lets agents' browsers be telephones at the carrier; the `SoftphoneTokens` of the core's contracts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from channels.voice.carrier import identity_of
from contactcenter.config import Settings
from contactcenter.contracts import Softphone

# A shift; the browser asks for the next one before this ends.
VALID_FOR: Final = timedelta(hours=8)


@dataclass(frozen=True)
class TwilioSoftphones:
    """`simulator_url` is where the devices of the simulated carrier sign in; empty with the real one."""

    account_sid: str
    api_key_sid: str
    api_key_secret: str
    application_sid: str = ""
    simulator_url: str = ""

    def softphone_of(self, agent_id: str, *, now: datetime) -> Softphone:
        identity = identity_of(agent_id)
        token = AccessToken(
            self.account_sid,
            self.api_key_sid,
            self.api_key_secret,
            identity=identity,
            # The carrier's clock may be a little behind ours.
            nbf=int(now.timestamp()) - 60,
            ttl=int(VALID_FOR.total_seconds()),
        )
        token.add_grant(VoiceGrant(incoming_allow=True, outgoing_application_sid=self.application_sid or None))
        return Softphone(
            driver="simulator" if self.simulator_url else "twilio",
            url=self.simulator_url,
            token=str(token.to_jwt()),
            identity=identity,
            expires_at=now + VALID_FOR,
        )


@dataclass(frozen=True)
class NoSoftphones:
    """Where no browser can be a telephone; `reason` says why, in one sentence."""

    reason: str

    def softphone_of(self, agent_id: str, *, now: datetime) -> Softphone:
        return Softphone(driver="none", reason=self.reason)


def build_softphones(settings: Settings) -> TwilioSoftphones | NoSoftphones:
    """Without a carrier account, or without a key for devices, a browser is no telephone."""
    if not settings.has_carrier:
        return NoSoftphones("No carrier account is set up.")
    if not settings.twilio_api_key_secret:
        return NoSoftphones("The carrier account has no API key for devices: set TWILIO_API_KEY_SID and _SECRET.")
    return TwilioSoftphones(
        account_sid=settings.twilio_account_sid,
        api_key_sid=settings.twilio_api_key_sid,
        api_key_secret=settings.twilio_api_key_secret,
        application_sid=settings.twilio_twiml_app_sid,
        simulator_url=settings.softphone_url,
    )
