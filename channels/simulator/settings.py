"""What a simulated carrier is told when it is built: the account, its lines, the people with phones, and its pace."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SMS_WEBHOOK_PATH = "/webhooks/twilio/sms"
VOICE_WEBHOOK_PATH = "/webhooks/twilio/voice"
VOICE_STATUS_PATH = "/webhooks/twilio/voice/status"


@dataclass(frozen=True)
class Line:
    """A number of the account; `names` by language (zh-Hant, zh-Hans, en)."""

    number: str
    names: Mapping[str, str] = field(default_factory=dict)
    sms_url: str = ""  # empty: the product's own text webhook
    voice_url: str = ""  # empty: the product's own webhook for calls
    takes_texts: bool = True
    takes_calls: bool = True


@dataclass(frozen=True)
class Persona:
    """A person with a phone whom a visitor may play; `home` is what the person would call it, by language."""

    number: str
    names: Mapping[str, str]
    home: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh-Hant"
    email: str = ""


@dataclass(frozen=True)
class Pace:
    """How fast the carrier is, in seconds. `INSTANT` is for tests, the defaults are for people who watch.

    Timeouts and pauses that a document names are never shortened: tests let them pass on their own clock.
    """

    sending: float = 0.1
    sent: float = 0.25
    final: float = 0.6
    retries: tuple[float, ...] = (1, 2, 4, 8, 15, 30, 60, 120)
    webhook_timeout: float = 15
    dialing: float = 0.4
    say_per_character: float = 0.05
    say_most: float = 6
    play: float = 20
    # Typing takes longer than speaking: this is added to a silence that would end listening for words.
    typing: float = 20
    # A document heard while waiting is not asked for more often, however short it is.
    wait_at_least: float = 1
    document_retry: float = 1
    after_recording: float = 1


INSTANT = Pace(
    sending=0,
    sent=0,
    final=0,
    retries=(0, 0, 0),
    webhook_timeout=5,
    dialing=0,
    say_per_character=0,
    say_most=0,
    play=0,
    typing=0,
    wait_at_least=1,
    document_retry=0,
    after_recording=0,
)


@dataclass(frozen=True)
class Account:
    """The one account of this carrier, and where its webhooks go.

    `webhook_origin` is where requests are really sent when `public_base_url` (which is what is signed) does not lead
    back to this machine, for example behind a proxy with a public name. `api_base_url` is where this carrier's own API
    is found by the account: addresses of recordings begin with it. Softphones sign in with tokens signed by the key.
    """

    sid: str
    auth_token: str
    public_base_url: str
    webhook_origin: str = ""
    api_base_url: str = "https://api.twilio.com"
    api_key_sid: str = ""
    api_key_secret: str = ""

    def reachable(self, url: str) -> str:
        """The address to connect to for a webhook URL; the signature is always made over `url` itself."""
        base = self.public_base_url.rstrip("/")
        if self.webhook_origin and base and url.startswith(base + "/"):
            return self.webhook_origin.rstrip("/") + url[len(base) :]
        return url

    def __repr__(self) -> str:
        return f"Account({self.sid})"
