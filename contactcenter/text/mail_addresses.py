"""The one form of a mail address, by which two spellings are known to be the same. Pure."""

import unicodedata

import idna

LONGEST = 320


def normalise_mail_address(raw: str) -> str | None:
    """Lower case, composed characters, the domain as it stands in the domain name system; None where it is no address.

    Local parts may be told apart by case in theory; nobody does, and people type them as they like.
    """
    name, at, domain = unicodedata.normalize("NFC", raw.strip()).lower().rpartition("@")
    domain = domain.strip(".")
    if not (name and at and domain) or any(character.isspace() for character in domain):
        return None
    address = f"{name}@{ascii_domain(domain)}"
    return address if len(address) <= LONGEST else None


def ascii_domain(domain: str) -> str:
    """The domain in A-labels; one that cannot be written so stays as it is."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return domain
