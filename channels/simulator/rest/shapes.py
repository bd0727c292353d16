"""The vendor's JSON of a message, a phone number and a page of a list. Pure."""

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from channels.simulator.settings import Account
from channels.simulator.tables import MediaFile, PhoneLine, Text
from channels.simulator.webhooks import API_VERSION

# Words for the outcomes a visitor can choose; other numbers carry none, as at the vendor.
ERROR_MESSAGES = {
    11200: "HTTP retrieval failure",
    11751: "Media message - Media exceeds messaging provider size limit",
    12300: "Invalid Content-Type",
    30003: "Unreachable destination handset",
    30004: "Message blocked",
    30005: "Unknown destination handset",
    30006: "Landline or unreachable carrier",
    30007: "Message filtered",
    30008: "Unknown error",
}


def rfc2822(at: datetime | None) -> str | None:
    return None if at is None else format_datetime(at)


def message_json(account: Account, text: Text) -> dict[str, Any]:
    uri = f"/{API_VERSION}/Accounts/{account.sid}/Messages/{text.sid}"
    # What became of an inbound text's webhook is no part of the text: to the vendor it is received.
    error_code = None if text.is_inbound else text.error_code
    return {
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "body": text.body,
        "date_created": rfc2822(text.created_at),
        "date_sent": rfc2822(text.sent_at),
        "date_updated": rfc2822(text.updated_at),
        "direction": text.direction,
        "error_code": error_code,
        "error_message": ERROR_MESSAGES.get(error_code) if error_code else None,
        "from": text.sender,
        "messaging_service_sid": None,
        "num_media": str(len(text.media)),
        "num_segments": str(text.segments),
        "price": None,
        "price_unit": "USD",
        "sid": text.sid,
        "status": "received" if text.is_inbound else text.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": text.recipient,
        "uri": f"{uri}.json",
    }


def media_json(account: Account, file: MediaFile) -> dict[str, Any]:
    return {
        "account_sid": account.sid,
        "content_type": file.content_type,
        "date_created": rfc2822(file.created_at),
        "date_updated": rfc2822(file.created_at),
        "parent_sid": file.text_sid,
        "sid": file.sid,
        "uri": f"/{API_VERSION}/Accounts/{account.sid}/Messages/{file.text_sid}/Media/{file.sid}.json",
    }


def phone_number_json(account: Account, line: PhoneLine, *, voice_fallback_url: str = "") -> dict[str, Any]:
    return {
        "account_sid": account.sid,
        "address_requirements": "none",
        "api_version": API_VERSION,
        "beta": False,
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "date_created": rfc2822(line.created_at),
        "date_updated": rfc2822(line.updated_at),
        "friendly_name": line.names.get("en") or line.number,
        "origin": "twilio",
        "phone_number": line.number,
        "sid": line.sid,
        "sms_fallback_method": "POST",
        "sms_fallback_url": "",
        "sms_method": "POST",
        "sms_url": line.sms_url,
        "status": "in-use",
        "status_callback": line.status_callback,
        "status_callback_method": "POST",
        "uri": f"/{API_VERSION}/Accounts/{account.sid}/IncomingPhoneNumbers/{line.sid}.json",
        "voice_fallback_method": "POST",
        "voice_fallback_url": voice_fallback_url,
        "voice_method": "POST",
        "voice_url": line.voice_url,
    }
