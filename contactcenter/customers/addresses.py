"""The one form of an address, by which the database knows that two are the same. Pure."""

from dataclasses import dataclass

from contactcenter.customers.models import ADDRESS_KINDS, EMAIL, PHONE
from contactcenter.errors import InvalidInput
from contactcenter.text.mail_addresses import normalise_mail_address
from contactcenter.text.numbers import normalise_phone


@dataclass(frozen=True, slots=True)
class Address:
    """A way to reach somebody, in its one form: E.164 or a lower-case mail address."""

    kind: str
    address: str


def read_address(kind: str, raw: str) -> Address:
    """What people type, in its one form; `InvalidInput` where it is no such address."""
    if kind == PHONE:
        number = normalise_phone(raw)
        if number is not None:
            return Address(PHONE, number)
    elif kind == EMAIL:
        address = normalise_mail_address(raw)
        if address is not None and "." in address.rpartition("@")[2] and not any(map(str.isspace, address)):
            return Address(EMAIL, address)
    else:
        raise InvalidInput(f"An address is one of {', '.join(ADDRESS_KINDS)}.", details={"kind": kind})
    raise InvalidInput("This is not a phone number or e-mail address.", details={"kind": kind, "address": raw})
