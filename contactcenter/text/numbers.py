"""Phone numbers in one form (E.164), and addresses made safe for logs."""

import re
import unicodedata
from typing import Final

import phonenumbers

SHORTEST_MASKED = 4
_WITHOUT_TEXTS: Final = frozenset(
    (
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
    )
)
# A number somebody can be reached on; senders may also be names, and callers withhold theirs.
REAL_NUMBER: Final = re.compile(r"\+[1-9]\d{7,14}")


def normalise_phone(raw: str, region: str = "HK") -> str | None:
    """The number in E.164, or None where `raw` is not one.

    A number without a country code is read as one of `region` and must be in use there; one that carries its country
    code only has to be possible, because a carrier's word outweighs our copy of the numbering plans.
    """
    text = unicodedata.normalize("NFKC", raw).strip()
    if text.startswith("00"):
        # The usual international prefix; Hong Kong's own (001, 00852 …) is not read by its plan.
        text = f"+{text[2:]}"
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    has_country = text.startswith(("+", "tel:+"))
    is_usable = phonenumbers.is_possible_number(number) if has_country else phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if is_usable else None


def region_of(number: str, default: str = "HK") -> str:
    """The region whose numbers are dialled without a country code where this E.164 number is at home."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or default
    except phonenumbers.NumberParseException:
        return default


def takes_texts(number: str) -> bool:
    """Whether a text to this E.164 number may arrive: not at a telephone on a wall, as far as its plan tells."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    return kind not in _WITHOUT_TEXTS


def without_country(number: str, region: str) -> str:
    """The E.164 number as it is dialled within the region; one of elsewhere stays whole."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    is_local = phonenumbers.country_code_for_region(region) == parsed.country_code
    return phonenumbers.national_significant_number(parsed) if is_local else number


def mask(address: str) -> str:
    """A phone number or e-mail address of which a log shows only enough to recognise it."""
    name, at, domain = address.rpartition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    if len(address) <= 2 * SHORTEST_MASKED:
        return "*" * len(address)
    return f"{address[:4]}{'*' * (len(address) - 8)}{address[-4:]}"
