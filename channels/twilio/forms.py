"""Reads the forms that the carrier posts. Pure; webhooks and projections read them the same way."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

Parameters = Sequence[tuple[str, str]]


class Unusable(ValueError):
    """A signed form without what is needed; the words may be shown and hold nothing of the form."""


def read_form(body: bytes) -> Parameters:
    """All fields in the order they came, empty ones too: the signature covers them."""
    return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
