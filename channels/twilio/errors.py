"""The provider's error numbers in plain words, and whether sending the same text again later may help.

https://www.twilio.com/docs/api/errors
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    text: str
    retryable: bool = False


MEANINGS: Mapping[str, Meaning] = {
    # Refused when we send.
    "14107": Meaning("Too many texts to this number in a short time.", retryable=True),
    "20003": Meaning("The carrier does not accept our account SID and auth token.", retryable=True),
    "20404": Meaning("The carrier does not know this account."),
    "20429": Meaning("The carrier is busy.", retryable=True),
    "20500": Meaning("The carrier has a fault.", retryable=True),
    "20503": Meaning("The carrier has a fault.", retryable=True),
    "21211": Meaning("This is not a valid phone number."),
    "21212": Meaning("Our own number is not valid for sending texts."),
    "21217": Meaning("This is not a valid phone number."),
    "21266": Meaning("A text cannot be sent from a number to itself."),
    "21408": Meaning("The account may not send texts to this country."),
    "21602": Meaning("The text is empty."),
    "21603": Meaning("Our own number is missing."),
    "21604": Meaning("The recipient's number is missing."),
    "21606": Meaning("Our own number does not belong to the carrier account."),
    "21610": Meaning("The recipient has opted out of our texts."),
    "21611": Meaning("Too many texts are waiting at the carrier.", retryable=True),
    "21612": Meaning("The carrier cannot reach this number from ours."),
    "21614": Meaning("This number cannot receive texts."),
    "21617": Meaning("The text is longer than 1600 characters."),
    "21620": Meaning("The carrier cannot read the address of a file."),
    "21623": Meaning("Too many files for one text."),
    "21659": Meaning("Our own number does not belong to the carrier account."),
    # Reported afterwards.
    "11200": Meaning("The carrier could not fetch a file from us."),
    "11751": Meaning("The files are too large for a text."),
    "12300": Meaning("The carrier does not take this kind of file."),
    "30001": Meaning("Too many texts were waiting at the carrier.", retryable=True),
    "30002": Meaning("The carrier account is suspended."),
    "30003": Meaning("The phone cannot be reached just now."),
    "30004": Meaning("The text was blocked by the recipient or the network."),
    "30005": Meaning("The number does not exist, or is no longer in service."),
    "30006": Meaning("This number is a landline, or its network takes no texts."),
    "30007": Meaning("The text was filtered as unwanted."),
    "30008": Meaning("The network gave no reason."),
    "30019": Meaning("The files are too large for the recipient's network."),
    "30034": Meaning("Our number is not registered for sending texts."),
}


def plain_words(code: str) -> str:
    """Empty where there was no error; a number without words of ours is shown as it is."""
    if not code:
        return ""
    meaning = MEANINGS.get(code)
    return meaning.text if meaning else f"The carrier reported error {code}."
