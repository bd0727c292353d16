"""Signed webhook requests, made before the clock runs: bytes ready for the wire."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlencode

LINE = "+85230000000"
WORDS = ("3座12樓B室 廚房漏水", "幾時有人上嚟?", "大堂盞燈壞咗幾日", "The lift stopped at 15/F", "多謝,收到")


@dataclass(frozen=True)
class Target:
    """Where the texts go; `public_url` is what the carrier signs."""

    port: int
    token: str
    public_url: str
    path: str = "/webhooks/twilio/sms"


def sender_number(index: int) -> str:
    """The number of the index-th phone: a valid Hong Kong mobile."""
    return f"+852{60_000_000 + index}"


def text_request(target: Target, *, sid: int, sender: int, run: str) -> bytes:
    """One POST of a text, as the carrier sends it. `run` keeps the ids of different runs apart."""
    message_sid = "SM" + hashlib.md5(f"{run} {sid}".encode(), usedforsecurity=False).hexdigest()
    form = {
        "ToCountry": "HK",
        "FromCountry": "HK",
        "MessageSid": message_sid,
        "SmsSid": message_sid,
        "SmsMessageSid": message_sid,
        "SmsStatus": "received",
        "NumMedia": "0",
        "NumSegments": "1",
        "AccountSid": "AC" + "5" * 32,
        "ApiVersion": "2010-04-01",
        "From": sender_number(sender),
        "To": LINE,
        "Body": f"{WORDS[sid % len(WORDS)]} {sid}",
    }
    signed = target.public_url + target.path + "".join(name + form[name] for name in sorted(form))
    signature = base64.b64encode(hmac.new(target.token.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    body = urlencode(form).encode()
    head = (
        f"POST {target.path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
