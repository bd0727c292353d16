"""The addresses of our voice webhooks, as routes and as they stand in documents. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from contactcenter.calls.steps import Stage

# The number's own settings at the carrier.
ARRIVED_PATH: Final = "/webhooks/twilio/voice"
STATUS_PATH: Final = "/webhooks/twilio/voice/status"

MUSIC_PATH: Final = f"{ARRIVED_PATH}/music.wav"
HOLD_PATH: Final = f"{ARRIVED_PATH}/hold"
CALL_PATH: Final = f"{ARRIVED_PATH}/calls/{{call}}"
LEG_PATH: Final = f"{ARRIVED_PATH}/legs/{{leg}}"
# Calls to people who are on call.
ALERT_PATH: Final = f"{ARRIVED_PATH}/ladder/{{alert}}"

# Asks the carrier to try five times, whatever went wrong: a restart of ours must not cost a caller her call.
# It is never sent; whether it is part of what is signed, the carrier does not say.
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
RETRIES: Final = "#rc=5&rp=all"

# Where what was gathered is taken to.
STAGES: Final[Mapping[Stage, str]] = {
    "menu": "menu",
    "wait_choice": "wait-choice",
    "voicemail_choice": "voicemail-choice",
    "callback_choice": "callback-choice",
    "alert_choice": "choice",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """All of them under the public name of this installation, which is also what the carrier signs."""

    public_base_url: str

    def of(self, path: str) -> str:
        return self.public_base_url.rstrip("/") + path

    def of_call(self, call_id: str, name: str, detail: str = "") -> str:
        address = f"{self.of(CALL_PATH.format(call=call_id))}/{name}"
        # Codes of menus are words of an administrator.
        return f"{address}/{quote(detail, safe='')}{RETRIES}" if detail else f"{address}{RETRIES}"

    def of_leg(self, leg_id: str, name: str = "") -> str:
        address = self.of(LEG_PATH.format(leg=leg_id))
        return f"{address}/{name}{RETRIES}" if name else f"{address}{RETRIES}"

    def of_alert(self, alert_id: str, name: str = "") -> str:
        address = self.of(ALERT_PATH.format(alert=alert_id))
        return f"{address}/{name}{RETRIES}" if name else f"{address}{RETRIES}"
